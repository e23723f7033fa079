# SPDX-License-Identifier: Apache-2.0
"""stagegraph.hpp does not compile what would read freed memory or take one text for many.

Each misuse stands beside the same code written right. All of one kind are compiled at once: every
misuse has to be an error on its own line, for the reason given, and nothing else may be.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

SCENE = """
#include <list>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "stagegraph/stagegraph.hpp"
stg::Ruleset rules();
stg::Record record();
stg::Event event();
stg::Context context();
stg::Payload payload();
stg::Expression expression();
stg::Decision decide();
stg::Decisions advance();
stg::Options options();
stg::Buffer buffer();
stg::Error error();
struct Made { const std::string* at;
  std::string operator*() const; Made& operator++(); Made operator++(int);
  bool operator==(const Made&) const = default;
  using difference_type = long; using value_type = std::string; };
struct Making { Made begin() const; Made end() const; };
void read(const stg::DecisionView&);
void read(const stg::RecordView&);
template <typename T> void use(const T&) {}
"""

DELETED, NO_MATCH = "deleted", "no match"


def lent(owner, members):
    """Members that lend, read from a temporary and from a name."""
    for member in members:
        yield (f"use({owner}().{member});", DELETED,
               f"auto owner = {owner}(); use(owner.{member});")


CASES = [
    # The loop that reads freed memory, for everything that a decision lends.
    ("for (auto& each : decide().reasons()) use(each);", DELETED,
     "auto owner = decide(); for (auto& each : owner.reasons()) use(each);"),
    *lent("decide", ["record_id()", "cause_name()", "event_id()", "reminder()", "transition()",
                     "record()", "reasons()", "needs()", "timers()", "counters()", "actions()",
                     "trace()", "get()"]),
    *lent("advance", ["operator[](0)"]),
    *lent("record", ["id()", "behaviour()", "get_string(0)", "get()"]),
    *lent("rules", ["name()", "version()", "title()", "fingerprint()", "behaviour()", "time_zone()",
                    "fact_name(0)", "fact_type(0)", "event_name(0)", "field_name(0)",
                    "field_type(0)", "action_name(0)", "action_parameter_name(0, 0)",
                    "action_parameter_type(0, 0)", "stage_name(0)", "stage_title(0)",
                    "role_name(0)", "table_name(0)", "quota_name(0)", "get()"]),
    *lent("event", ["record()", "payload()", "get()"]),
    *lent("payload", ["get()"]),
    *lent("context", ["ruleset()", "get()"]),
    *lent("expression", ["type()", "facts()"]),
    *lent("options", ["get()"]),
    *lent("buffer", ["text()"]),
    *lent("error", ["diagnostics()"]),
    # Views that outlive what they show.
    ("stg::DecisionView view = decide(); read(view);", DELETED,
     "auto owner = decide(); stg::DecisionView view = owner; read(view);"),
    ("stg::DecisionView view(nullptr); view = decide();", DELETED,
     "stg::DecisionView view(nullptr); auto owner = decide(); view = owner;"),
    ("stg::RecordView view = record(); read(view);", DELETED,
     "auto owner = record(); stg::RecordView view = owner; read(view);"),
    ("stg::RecordView view(nullptr); view = record();", DELETED,
     "stg::RecordView view(nullptr); auto owner = record(); view = owner;"),
    ("auto& set = options().set(STG_OPTION_MAX_STEPS, 1); use(set);", "cannot bind|non-const",
     "auto set = options().set(STG_OPTION_MAX_STEPS, 1); use(set);"),
    ("use(decide().to_json(buffer()));", "cannot bind|no match",
     "auto text = buffer(); use(decide().to_json(text));"),
    # Roles: one text is not many, and text that is made on the way does not last.
    ('context().set_actor("wu", "sales");', NO_MATCH, 'context().set_actor("wu", {"sales"});'),
    ('context().set_actor("wu", std::string("sales"));', NO_MATCH,
     'context().set_actor("wu", {std::string("sales")});'),
    ('context().set_actor("wu", Making{});', NO_MATCH,
     'std::vector<std::string> made; context().set_actor("wu", made);'),
    ('context().set_actor("wu", std::vector<int>{1});', NO_MATCH,
     'context().set_actor("wu", std::vector{"sales"});'),
    ('stg::run_tests("tests", stg::Format::kText, false);', NO_MATCH,
     'use(stg::run_tests({"tests"}, stg::Format::kText, false));'),
]

# What has to stay possible with temporaries, and every container of text.
FINE = [
    "read(decide()); read(record()); read(advance().size() ? decide() : decide());",
    "use(decide().to_json()); use(decide().outcome()); use(decide().set()); use(decide().at());",
    "use(record().to_json()); use(record().stage()); use(record().get_int(0));",
    "auto due = advance(); for (auto& each : due[0].reasons()) use(each);",
    "auto owner = decide(); use(owner.record().id()); auto moved = std::move(owner); use(moved);",
    "const auto owner = decide(); use(owner.reasons()); use(owner.record().get_string(0));",
    "auto copy = record(); auto other = copy; other = record(); stg::Record third(view_of(copy));",
    'context().set_actor("wu"); context().set_actor("wu", {});',
    'context().set_actor("wu", {"a"}); context().set_actor("wu", {"a", "b"});',
    'using namespace std::literals; context().set_actor("wu", {"a"sv, "b"sv});',
    'std::string a = "a"; context().set_actor(a, {a, "b"});',
    'context().set_actor("wu", std::vector<std::string>{"a"});',
    'context().set_actor("wu", std::vector<std::string_view>{"a"});',
    'context().set_actor("wu", std::vector<const char*>{"a"});',
    'context().set_actor("wu", std::set<std::string>{"a"});',
    'const std::list<std::string> roles; context().set_actor("wu", roles);',
    'const std::string_view roles[] = {"a"}; context().set_actor("wu", roles);',
    'const char* const roles[] = {"a"}; context().set_actor("wu", roles);',
    'std::string roles[2]; context().set_actor("wu", std::span(roles));',
    'std::span<const std::string_view> roles; context().set_actor("wu", roles);',
    'std::initializer_list<std::string_view> roles = {"a"}; context().set_actor("wu", roles);',
    "std::vector<std::string> p; use(stg::run_tests(p, stg::Format::kText, false));",
    "use(stg::run_tests(std::vector<std::string_view>{}, stg::Format::kText, false));",
    'auto made = stg::Options().set(STG_OPTION_MAX_STEPS, 1).set(STG_OPTION_LANGUAGE, "zh");',
]


def program(bodies):
    """A function for each body, and the first line of them."""
    helper = "stg::RecordView view_of(const stg::Record& owner);\n"
    head = SCENE + helper
    return head + "".join(f"void f{n}() {{ {body} }}\n" for n, body in enumerate(bodies)), (
        head.count("\n") + 1)


def compile_all(compiler, text):
    """The errors by line of the program. Those in the header count where they were caused."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "program.cc"
        path.write_text(text, encoding="utf-8")
        limit = "-fmax-errors=0" if "clang" not in version(compiler) else "-ferror-limit=0"
        command = [compiler, "-std=c++20", "-fsyntax-only", "-w", limit, f"-I{ROOT / 'include'}"]
        done = subprocess.run([*command, str(path)], text=True, capture_output=True,
                              env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
        found = {}
        told = re.findall(r"^(.*?):(\d+):\d+: error: (.*)$", done.stderr, re.M)
        for place, line, message in told:
            key = int(line) if place == str(path) else place
            found.setdefault(key, []).append(message)
        return found, done.stderr


def version(compiler):
    return subprocess.check_output([compiler, "--version"], text=True)


def main():
    compiler = sys.argv[1]
    failures = []
    text, _ = program([right for _, _, right in CASES] + FINE)
    errors, told = compile_all(compiler, text)
    if errors:
        failures.append(f"what is written right does not compile:\n{told}")
    text, first = program([wrong for wrong, _, _ in CASES])
    errors, told = compile_all(compiler, text)
    for number, (wrong, reason, _) in enumerate(CASES):
        messages = errors.pop(first + number, [])
        if not any(re.search(reason, message) for message in messages):
            failures.append(f"compiles, or fails for another reason than '{reason}': {wrong}\n"
                            f"  {messages}")
    if errors:
        failures.append(f"errors elsewhere: {errors}")
    print("\n".join(failures) or f"{len(CASES)} misuses refused, {len(CASES) + len(FINE)} right")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
