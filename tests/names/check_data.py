#!/usr/bin/env python3
"""Checks the form of the dictionaries in data/ (see data/README.md).

Usage: check_data.py [DATA_FOLDER]. Prints FILE:LINE: what is wrong, and leaves with 1, where
anything is; else a line of counts. First it checks itself on small texts that are wrong on purpose.
"""

import os
import re
import sys
import unicodedata

CLASS = re.compile(r"[a-z0-9][a-z0-9:_-]*")
APOSTROPHES = re.compile("['’‘`´]")
# Relations and not spellings: "Alex" is short for many names, a code has several relations.
MANY_TO_MANY = {"country_relations.txt", "short_forms.txt"}
FITTED = {"transcription.txt"}  # no dictionary; its compiler checks it
COUNTRY = re.compile(r"[a-z]{1,4}(-[a-z]{2,5})? \S.*")  # countries.txt: code and shown name


def fold(form):
    """Less than the library's normaliser does, but enough to see that two forms are one."""
    form = unicodedata.normalize("NFKD", APOSTROPHES.sub("", form.lower()))
    form = "".join(c for c in form if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in form).split())


class File:
    """One dictionary while it is read; collects complaints."""

    def __init__(self, name):
        self.name = name
        self.errors = []
        self.classes = {}  # class -> line
        self.forms = {}  # folded form -> [(class, weak, line)]
        self.line = 0

    def wrong(self, message, line=None):
        self.errors.append(f"{self.name}:{line or self.line}: {message}")

    def add_class(self, name):
        pattern = COUNTRY if self.name == "countries.txt" else CLASS
        if not pattern.fullmatch(name):
            self.wrong(f"class '{name}' is not of the usual form")
        if name in self.classes:
            self.wrong(f"class '{name}' stands in line {self.classes[name]} already")
        self.classes[name] = self.line

    def add_form(self, name, form):
        weak = form.startswith("~")
        bare = form[1:].strip() if weak else form
        key = fold(bare)
        if not key:
            return self.wrong(f"form '{form}' has no letter or digit")
        if "~" in bare or ":" in bare:
            self.wrong(f"form '{form}' has a '~' or ':' inside")
        uses = self.forms.setdefault(key, [])
        if any(use[0] == name for use in uses):
            return self.wrong(f"form '{form}' is in class '{name}' twice")
        uses.append((name, weak, self.line))
        return None

    def read_line(self, line):
        if not line or line.startswith("#"):
            return
        line = line.split(" #")[0].rstrip()
        if line != line.strip() or "\t" in line or "\r" in line:
            self.wrong("blank at the end or the beginning, tab or carriage return")
        name, colon, rest = line.partition(": ")
        if not colon:
            self.wrong("no 'class: form, form'")
            return
        self.add_class(name)
        for form in rest.split(","):
            self.add_form(name, form.strip())

    def check_shared(self):
        """A form of several classes must be weak in all but one."""
        for key, uses in self.forms.items():
            strong = [use for use in uses if not use[1]]
            if len(strong) > 1:
                places = ", ".join(f"{c} (line {n})" for c, _, n in strong)
                self.wrong(f"'{key}' is strong in several classes: {places}", strong[-1][2])

    def check_numbers(self):
        for name, line in self.classes.items():
            if not name.isdigit():
                self.wrong(f"class '{name}' is not a number", line)
            elif not any(use[0] == name for use in self.forms.get(name, [])):
                self.wrong(f"class '{name}' lacks the form '{name}'", line)


def check(name, data):
    """Complaints about a file's bytes, and the file."""
    file = File(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        file.line = data.count(b"\n", 0, error.start) + 1
        file.wrong("not UTF-8")
        return file
    if not text.startswith("#"):
        file.line = 1
        file.wrong("does not open with a comment")
    if not text.endswith("\n"):
        file.line = text.count("\n") + 1
        file.wrong("does not end with a line end")
    for file.line, line in enumerate(text.split("\n"), 1):
        file.read_line(line)
    if name not in MANY_TO_MANY:
        file.check_shared()
    if name == "numbers.txt":
        file.check_numbers()
    return file


WRONG = {  # text -> what the complaint must say
    "a: b\n": "open with a comment",
    "# c\na: b": "line end",
    "# c\na b\n": "no 'class",
    "# c\nA: b\n": "usual form",
    "# c\na: b\na: c\n": "already",
    "# c\na: b, B\n": "twice",
    "# c\na: d-b, D. B.\n": "twice",
    "# c\na: o'neil, ONEIL\n": "twice",
    "# c\na: été, ete\n": "twice",
    "# c\na: b, &\n": "no letter",
    "# c\na: b,, c\n": "no letter",
    "# c\na: ~\n": "no letter",
    "# c\na: b\nc: d, b\n": "several classes",
    "# c\na: b\tc\n": "tab",
    "# c\na: b~c\n": "inside",
}


def check_itself():
    errors = []
    for text, expected in WRONG.items():
        found = check("x.txt", text.encode()).errors
        if len(found) != 1 or expected not in found[0]:
            errors.append(f"self-check: {text!r} gives {found}, not '{expected}'")
    if not any("not UTF-8" in e for e in check("x.txt", b"# c\na: \xff\n").errors):
        errors.append("self-check: bytes that are not UTF-8 are taken")
    if not check("numbers.txt", b"# c\n4: four\n").errors:
        errors.append("self-check: a number without its digits is taken")
    right = "# c\n\nlimited:llc: LLC, s. r. o., ~ab # note\nx: ~ab, ООО\n"
    if check("x.txt", right.encode()).errors:
        errors.append(f"self-check: {check('x.txt', right.encode()).errors}")
    return errors


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "data")
    names = sorted(n for n in os.listdir(folder) if n.endswith(".txt") and n not in FITTED)
    errors = check_itself()
    if not names:
        errors.append(f"no dictionary in {folder}")
    for name in names:
        with open(os.path.join(folder, name), "rb") as stream:
            file = check(name, stream.read())
        errors += file.errors
        print(f"{name}: {len(file.classes)} classes, "
              f"{sum(map(len, file.forms.values()))} forms")
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
