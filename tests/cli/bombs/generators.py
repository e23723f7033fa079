# SPDX-License-Identifier: Apache-2.0
"""Rulesets under 1 MiB that ask for very much: each is a product of two things that fit alone.

BOMBS has each with a code that its errors have, or None where it loads.
"""

HEAD = "stagegraph: 1\nname: bomb\n"
TEXT = "facts: { t: { type: string, max: 9 } }\nevents: { go: {} }\n"
NUMBER = "facts: { t: int }\nevents: { go: {} }\n"
END = "stages: { a: { events: { go: {} } } }\n"


def lines(count, line):
    return "".join(f" {line(number)}\n" for number in range(count))


def listed(count, item):
    return "[" + ", ".join(item(number) for number in range(count)) + "]"


def stages_by_events():
    return (f"{HEAD}events:\n{lines(24_000, lambda i: f'e{i}: {{}}')}"
            f"stages:\n{lines(24_000, lambda i: f's{i}: {{}}')}")


def leaves_by_transitions_of_a_group():
    return (f"{HEAD}events: {{ go: {{}} }}\nstages:\n g:\n  initial: s0\n  events:\n   go: "
            f"{listed(15_000, lambda i: '{ to: g }')}\n  stages:\n"
            f"{lines(15_000, lambda i: f'  s{i}: {{}}')}")


def leaves_by_events_of_a_group():
    twenty = listed(20, lambda i: "{ to: g }")
    return (f"{HEAD}events:\n{lines(1000, lambda i: f'e{i}: {{}}')}"
            f"stages:\n g:\n  initial: s0\n  events:\n{lines(1000, lambda i: f'  e{i}: {twenty}')}"
            f"  stages:\n{lines(1900, lambda i: f'  s{i}: {{}}')}")


def levels_by_leaves():
    rules = f"{HEAD}events: {{ go: {{}} }}\nstages:\n"
    for level in range(28):
        inner = f"{'g' * 120}{level + 1}" if level < 27 else "s0"
        indent = " " * (2 * level + 1)
        rules += f"{indent}{'g' * 120}{level}:\n{indent} initial: {inner}\n{indent} stages:\n"
    return rules + "".join(f"{' ' * 57}s{number}: {{}}\n" for number in range(11_000))


def expressions_by_variables():
    return (f"{HEAD}facts:\n{lines(480, lambda i: f'f{i}: int')}events: {{ go: {{}} }}\n"
            f"criteria:\n{lines(40_000, lambda i: f'd{i}: f1>1')}{END}")


def expressions_by_values_of_an_enum():
    values = listed(1000, lambda i: f"value_{i}")
    return (f"{HEAD}facts:\n e: {{ type: enum, values: {values} }}\n"
            f"{lines(600, lambda i: f'f{i}: int')}events: {{ go: {{}} }}\n"
            f"define:\n{lines(26_000, lambda i: f'd{i}: size(e)>1')}"
            f"{END}")


def handlers_by_fields():
    fields = "{ " + ", ".join(f"f{number}: int" for number in range(1000)) + " }"
    handler = "{ p: { when: event.f1>1 }, q: { when: event.f1>1 } }"
    return (f"{HEAD}events: {{ p: {{ carries: {fields} }}, q: {{ carries: {fields} }} }}\n"
            f"stages:\n{lines(12_000, lambda i: f's{i}: {{ events: {handler} }}')}")


def expressions_by_layers():
    rules = f"{HEAD}{NUMBER}define:\n"
    for layer in range(40):
        inner = "+".join(f"d{layer - 1}x{number}" for number in range(0, 100, 4))
        for number in range(100):
            rules += f" d{layer}x{number}: {inner if layer else 't'}\n"
    return f"{rules}criteria:\n{lines(2500, lambda i: f'c{i}: d39x{i % 100}>1')}{END}"


def facts_by_sizes():
    """A remedy for each fact of an expression that is too costly."""
    inner = " + ".join(f"f{i}.map(x, f{i}.map(y, f{i}.size()))[0][0]" for i in range(300))
    return (f"{HEAD}facts:\n{lines(300, lambda i: f'f{i}: {{ type: list(int), max: 900 }}')}"
            f"events: {{ go: {{}} }}\ndefine:\n{lines(25, lambda i: f'd{i}: {inner}')}{END}")


def names_by_mistakes():
    name = f"fact_{'x' * 50}"
    wrong = listed(5000, lambda i: f"z{name}{i}")
    return (f"{HEAD}facts:\n{lines(1900, lambda i: f'{name}{i}: int')}events: {{ go: {{}} }}\n"
            f"stages: {{ a: {{ events: {{ go: {{ needs: {wrong} }} }} }} }}\n")


def expressions_in_texts():
    text = "${t}" * 90
    return (f"{HEAD}{TEXT}actions: {{ say: {{ text: string }} }}\nstages:\n a:\n  enter:\n"
            + "".join(f"  - say: {{ text: '{text}' }}\n" for _ in range(2500)))


def matching(pattern):
    return f"{HEAD}{TEXT}criteria:\n" + lines(
        17_000, lambda number: f"c{number}: 't.matches(\"{number}{pattern}\")'") + END


def large_regexes():
    return matching("(a{1,99}){9}")


def too_large_regexes():
    return matching("\\\\pL{60}")


def small_regexes():
    return matching("a")


def folded_texts():
    text = '\'"aaaaaaaaaa"' + '.replace("", "cccccccccc")' * 3 + "'"
    return f"{HEAD}{TEXT}define:\n{lines(9000, lambda i: f'd{i}: {text}')}{END}"


def folded_lists():
    ten = "[0,0,0,0,0,0,0,0,0,0]"
    nested = f"'{ten}.map(a,{ten}.map(b,{ten}.map(c,{ten}.map(d,d))))'"
    return f"{HEAD}{TEXT}define:\n{lines(7000, lambda i: f'd{i}: {nested}')}{END}"


def reminders():
    many = listed(20_000, lambda i: f"{{ before: {i + 1} minutes, do: [] }}")
    return (f"{HEAD}events: {{ go: {{}} }}\nstages: {{ a: {{ deadlines: {{ d: {{ within: 1 day, "
            f"to: a, remind: {many} }} }} }} }}\n")


def leaves_by_deadlines_of_a_group():
    return (f"{HEAD}events: {{ go: {{}} }}\nstages:\n g:\n  initial: s0\n  deadlines:\n"
            f"{lines(14_000, lambda i: f'  d{i}: {{ within: 1 day, to: g }}')}"
            f"  stages:\n{lines(38_000, lambda i: f'  s{i}: {{}}')}")


def zones_by_names():
    zones = listed(40_000, lambda i: f"Europe/Berlim{i}")
    return f"{HEAD}time_zones: {zones}\nevents: {{ go: {{}} }}\n{END}"


def functions_by_names():
    return (f"{HEAD}{TEXT}define:\n"
            + lines(28_000, lambda i: f"d{i}: 't.startWith{i % 10}(\"x\")'") + END)


def mistakes_by_values():
    values = listed(700, lambda i: f"v{i}{'x' * 900}")
    return (f"{HEAD}facts: {{ e: {{ type: enum, values: {values} }} }}\nevents: {{ go: {{}} }}\n"
            "criteria:\n" + lines(10_000, lambda i: f"c{i}: 'e == \"wrong{i}\"'") + END)


def mistakes_by_bytes_of_a_line():
    return (f"{HEAD}events: {{ go: {{}} }}\nstages: {{ a: {{ events: {{ go: "
            + listed(500, lambda i: f"{{ to: {'z' * 2000}{i} }}") + " } } }\n")


BOMBS = {
    stages_by_events: "too-large",
    leaves_by_transitions_of_a_group: "too-large",
    leaves_by_events_of_a_group: "too-large",
    levels_by_leaves: "too-large",
    expressions_by_variables: None,
    expressions_by_values_of_an_enum: None,
    handlers_by_fields: None,
    expressions_by_layers: None,
    facts_by_sizes: "cost",
    names_by_mistakes: "unknown-name",
    expressions_in_texts: "too-large",
    large_regexes: "regex",
    too_large_regexes: "regex",
    small_regexes: None,
    folded_texts: None,
    folded_lists: None,
    reminders: "too-large",
    leaves_by_deadlines_of_a_group: "too-large",
    zones_by_names: "unknown-name",
    functions_by_names: "unknown-function",
    mistakes_by_values: "enum-value",
    mistakes_by_bytes_of_a_line: "unknown-name",
}
