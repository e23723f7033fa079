# SPDX-License-Identifier: Apache-2.0
"""Completion and the manual page name every command and option that there is."""
import os
import re
import shutil
import subprocess

import pytest

SHELLS = ["bash", "zsh", "fish"]


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def commands_of(command):
    told = command("--help").out
    return re.findall(r"^  (\w+)", told[told.index("Subcommands:"):told.index("Exit status:")],
                      re.MULTILINE)


def options_of(command, name):
    return re.findall(r"^ +(?:-h,)?(--[a-z][a-z-]*)", command(name, "--help").out, re.MULTILINE)


def complete(command, *words):
    """What bash offers for the last word."""
    command.write("script.bash", command("completion", "bash").out)
    program = ('source script.bash; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
               '_stagegraph; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", program, "bash", "stagegraph", *words], text=True,
                          capture_output=True, cwd=command.directory)
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_there(command, shell):
    script = command("completion", shell).out
    names = commands_of(command)
    assert {"run", "completion", "manual"} <= set(names)
    for name in names:
        assert re.search(rf"\b{name}\b", script)
        for option in options_of(command, name):
            written = f"-l {option[2:]}" if shell == "fish" else option
            assert re.search(rf"{written}\b", script), (name, option)


def test_every_command_and_option_is_in_the_manual(command):
    page = command("manual").out.replace("\\-", "-")
    for name in commands_of(command):
        start = page.index(f'.SS "{name}"')
        section = page[start:page.find("\n.S", start + 1)]
        assert f"stagegraph {name}" in section
        for option in options_of(command, name):
            assert option == "--help" or f"\\fB{option}\\fR" in section, (name, option)


@needs("groff")
def test_man_reads_the_page(command):
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z"], text=True,
                          input=command("manual").out, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_offers_commands(command):
    assert complete(command, "mi") == ["migrate"]
    assert "--version" in complete(command, "--")


def test_bash_offers_options_and_their_values(command):
    assert complete(command, "run", "--rec") == ["--records"]
    assert complete(command, "graph", "--format", "") == ["text", "dot", "mermaid"]
    assert complete(command, "run", "--format", "=", "j") == ["json"]
    assert complete(command, "run", "--format", "=") == ["text", "json"]
    assert complete(command, "run", "--until", "") == []
    assert complete(command, "completion", "") == SHELLS


def test_bash_offers_files_where_they_go(command):
    command.write("leads with names.csv", "")
    assert complete(command, "run", "lea") == ["leads", "with", "names.csv"]
    assert complete(command, "run", "--records", "lea") == ["leads", "with", "names.csv"]
    assert complete(command, "eval", "lea") == []
    assert complete(command, "schema", "lea") == []


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in SHELLS])
def test_the_shell_reads_it(command, shell):
    script = command.write("script", command("completion", shell).out)
    done = subprocess.run([shell, "-n", script], text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs("fish")
def test_fish_offers_values(command):
    script = command.write("script", command("completion", "fish").out)
    environment = {**os.environ, "HOME": str(command.directory)}
    done = subprocess.run(["fish", "-c", f"source {script}; complete -C 'stagegraph graph --format '"],
                          text=True, capture_output=True, env=environment)
    assert {"text", "dot", "mermaid"} <= set(re.findall(r"^\w+", done.stdout, re.MULTILINE))


def test_another_shell(command):
    done = command("completion", "tcsh")
    assert done.status == 2
    assert "{bash,zsh,fish}" in done.err or "bash" in done.err
