#!/usr/bin/env python3
"""The examples in the documentation are tests.

Every block fenced as ```console is a session. Lines that start with "$ " are run by bash, in a
folder that holds a copy of examples/; lines behind one that start with "> " belong to it. What
follows is what they must print, standard output and error together. A line that is only "..." stands
for any lines, "..." within a line for any text; hashes of 16 digits and sizes in bytes may differ.
"# exit N" behind a command is the exit code that it must have.

Every block fenced as ```c must be in a file of examples/, word for word, and every link to a file of
the project must lead to one.

usage: manual.py FILE... [--update]    --update writes what is printed into the files
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from support import AKA, EXAMPLES, SOURCE, environment, without_progress

BLOCK = re.compile(r"^```(console|c)\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^\$ (.*?)(?:\s+# exit (\d+))?$")


def steps(block):
    """(line, command, exit code, expected output) of a console block."""
    found = []
    for line in block.splitlines():
        command = COMMAND.match(line)
        if command:
            found.append([line, command.group(1), int(command.group(2) or 0), []])
        elif line.startswith("> ") and not found[-1][3]:
            found[-1][0] += "\n" + line
            found[-1][1] += "\n" + line[2:]
        else:
            found[-1][3].append(line)
    return [(line, command, code, "\n".join(out)) for line, command, code, out in found]


def plain(text):
    """Without what every change of a list, a dictionary or a library changes: hashes and sizes."""
    text = re.sub(r"\b[0-9a-f]{16}\b", "<hash>", text)
    return re.sub(r"\b\d+ bytes|\bbytes +\d+", "<size>", text)


def matches(expected, printed):
    expected, printed = plain(expected), plain(printed)
    pattern = re.escape(expected).replace(r"\.\.\.", "\0")
    pattern = re.sub(r"(?m)^\0$", "(?s:.*?)", pattern).replace("\0", ".*?")
    return re.fullmatch(pattern, printed) is not None


def run(command, folder):
    path = os.pathsep.join([str(pathlib.Path(AKA).resolve().parent), os.environ["PATH"]])
    done = subprocess.run(["bash", "-c", command], cwd=folder, text=True, encoding="utf-8",
                          env=environment(PATH=path, HOME=str(folder), XDG_DATA_HOME=""),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300)
    return done.returncode, without_progress(done.stdout).rstrip("\n")


def check_console(block, folder, place):
    """The block as it is to be, and what was wrong."""
    wrong, lines = [], []
    for line, command, code, expected in steps(block):
        status, printed = run(command, folder)
        if status != code:
            wrong.append(f"{place}: $ {command}\nexit {status}, not {code}\n{printed}")
        elif not matches(expected, printed):
            wrong.append(f"{place}: $ {command}\n--- expected\n{expected}\n--- printed\n{printed}")
            expected = printed
        elif "..." not in expected:
            expected = printed  # hashes and sizes too, so that those of one page go together
        lines += [line] + ([expected] if expected else [])
    return "\n".join(lines) + "\n", wrong


def check_c(block):
    for path in EXAMPLES.glob("*.c"):
        if block in path.read_text(encoding="utf-8"):
            return []
    return ["a block of C that is in no file of examples/:\n" + block]


def check_links(path, text):
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    return [f"{path.name}: {link} leads nowhere" for link in links
            if link and "://" not in link and not (path.parent / link).exists()]


def check_page(path, update):
    text = path.read_text(encoding="utf-8")
    failures, pieces, at, count = check_links(path, text), [], 0, 0
    with tempfile.TemporaryDirectory(prefix="aka-manual-") as folder:
        shutil.copytree(EXAMPLES, pathlib.Path(folder) / "examples")
        for found in BLOCK.finditer(text):
            place = f"{path.name}:{text[:found.start()].count(chr(10)) + 1}"
            if found.group(1) == "c":
                failures += [f"{place}: {w}" for w in check_c(found.group(2))]
                continue
            block, wrong = check_console(found.group(2), folder, place)
            failures += wrong
            count += len(steps(block))
            pieces += [text[at:found.start(2)], block]
            at = found.end(2)
    pieces.append(text[at:])
    if update:
        path.write_text("".join(pieces), encoding="utf-8")
    return count, failures


def main():
    update = "--update" in sys.argv
    wrong = 0
    for name in [a for a in sys.argv[1:] if a != "--update"]:
        count, failures = check_page(SOURCE / name, update)
        for failure in failures:
            print(failure, end="\n\n")
        wrong += len(failures)
        print(f"{name}: {count} commands run, {len(failures)} failures")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
