#!/usr/bin/env python3
"""Counts the instructions of fixed workloads under callgrind and compares them with those that are
committed: over a tenth more fails. Only aka's own instructions count, not those of libraries (ICU,
zstd, jansson, the C library), so that the figures are those of the code and the compiler's options.

usage: gate.py AKA BUILDTYPE FIGURES.csv [--update]

FIGURES has a line for each workload and build type; a build type that it does not have is skipped
(exit 77). --update writes the figures down; look at the difference.
"""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOLERANCE = 0.10
SKIPPED = 77
SOURCE = pathlib.Path(__file__).resolve().parents[1]
LISTS = [str(SOURCE / "examples" / "lists" / name) for name in
         ("sdn.xml", "SDN.CSV", "un.xml", "persons.ftm.jsonl", "house.csv")]
SCREENS, COMPARES, SENTENCES = 2000, 200, 1000
NOTE = ("Instructions of aka itself for fixed workloads, under callgrind. "
        "Written by bench/gate.py --update.")


def names():
    """The names of the example customers, as often as wanted, each time with another slip. Without
    those in East Asian scripts, for which ICU would take more time than all the rest."""
    with open(SOURCE / "examples" / "customers.csv", encoding="utf-8", newline="") as file:
        rows = [(row["name"], row["schema"]) for row in csv.DictReader(file)
                if row["name"] and max(row["name"]) < "\u2e80"]
    turn = 0
    while True:
        for name, schema in rows:
            at = turn * 7 % max(1, len(name) - 1)
            slipped = name[:at] + name[at + 1:at + 2] + name[at:at + 1] + name[at + 2:]
            yield (slipped if turn else name), schema
        turn += 1


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_text(path, some):
    """Prose that names nobody, reports, and sentences with names, each of which comes twice."""
    kinds = ((SOURCE / "tests" / "scan" / "clean", "*.txt"), (SOURCE / "examples" / "articles", "*.*"))
    texts = [each.read_text(encoding="utf-8") for folder, kind in kinds
             for each in sorted(folder.glob(kind))]
    said = [next(some)[0] for _ in range(SENTENCES)]
    texts += [f"Sources close to {name} said on Monday that the shipment was late.\n"
              for name in said + said]
    path.write_text("\n".join(texts), encoding="utf-8")


def workloads(aka, folder):
    """Name → command, in an order in which each finds what it needs."""
    some = names()
    write_csv(folder / "queries.csv", ["name", "schema"], [next(some) for _ in range(SCREENS)])
    pairs = [(*next(some), *next(some)) for _ in range(COMPARES)]
    write_csv(folder / "pairs.csv", ["schema", "name1", "name2"],
              [(schema, one, two) for one, schema, two, _ in pairs])
    write_text(folder / "text.txt", some)
    index = str(folder / "examples.aka")
    return {
        "index": [aka, "index", "-q", "--jobs", "1", "-o", index, *LISTS],
        "screen": [aka, "screen", "-q", "-i", index, "--jobs", "1", "--csv",
                   str(folder / "queries.csv"), "--format", "csv"],
        "compare": [aka, "compare", "--csv", str(folder / "pairs.csv")],
        "scan": [aka, "scan", "-q", "-i", index, "--jobs", "1", str(folder / "text.txt")],
    }


def own_instructions(profile, aka):
    """Sum of what functions of that binary cost by themselves. In the profile, ob= names the binary
    of the lines that follow (by number after the first time); the line after calls= is the cost of
    what is called, which is counted where it stands itself."""
    objects, own, total, called = {}, False, 0, False
    for line in profile.open(encoding="utf-8", errors="replace"):
        if line.startswith("ob="):
            number, name = re.match(r"ob=\((\d+)\)(?: (.*))?", line.rstrip("\n")).groups()
            objects[number] = objects.get(number) or name
            own = objects[number] == aka
        elif line.startswith(("cob=", "cobj=")):
            number, name = re.match(r"cobj?=\((\d+)\)(?: (.*))?", line.rstrip("\n")).groups()
            objects[number] = objects.get(number) or name
        elif line.startswith("calls="):
            called = True
        elif line[:1] in "+-*0123456789":
            if own and not called:
                total += int(line.split()[-1])
            called = False
    return total


def count(command, folder):
    profile = folder / "callgrind.out"
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}",
                           *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C"}, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return own_instructions(profile, command[0])


def read_figures(path):
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {(row["workload"], row["build"]): int(row["instructions"])
                for row in csv.DictReader(lines)}


def write_figures(path, figures):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {NOTE}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["workload", "build", "instructions"])
        writer.writerows((*key, value) for key, value in sorted(figures.items()))


def compare(found, wanted):
    worse = False
    for key, value in found.items():
        change = value / wanted[key] - 1
        print(f"{key[0]}: {value:,} instructions, {wanted[key]:,} committed: {change:+.1%}")
        worse = worse or change > TOLERANCE
    if worse:
        print(f"over {TOLERANCE:.0%} more: make it as fast as it was, or say why not and write the "
              "new figures down with bench/gate.py --update")
    return 1 if worse else 0


def main():
    args = [a for a in sys.argv[1:] if a != "--update"]
    update = len(args) < len(sys.argv) - 1
    if len(args) != 3:
        sys.exit(__doc__)
    aka, build, path = str(pathlib.Path(args[0]).resolve()), args[1], pathlib.Path(args[2])
    figures = read_figures(path)
    if not shutil.which("valgrind"):
        print("skipped: valgrind is not installed")
        return SKIPPED
    if not update and not any(key[1] == build for key in figures):
        print(f"skipped: no figures for builds of type {build}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="aka-gate-") as folder:
        folder = pathlib.Path(folder)
        found = {(name, build): count(command, folder)
                 for name, command in workloads(aka, folder).items()}
    if update:
        write_figures(path, {**figures, **found})
        return 0
    missing = [key[0] for key in found if key not in figures]
    if missing:
        sys.exit(f"no figures for {', '.join(missing)}: write them down with --update")
    return compare(found, figures)


if __name__ == "__main__":
    sys.exit(main())
