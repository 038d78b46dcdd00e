#!/usr/bin/env python3
"""Times aka scan on one core, and beside it grep looking for the same names in the same text;
writes bench/scan.csv with --update.

usage: scan.py AKA LIST TEXT... [--rounds N] [--utf8] [--update]

LIST: FollowTheMoney JSON lines. TEXT: a file, a folder or a quoted pattern, whose files are read as
one; TEXT:8 is that eight times over; a megabyte at least, for less is not told from nothing. User
seconds, those of an empty text taken off for scan; of N rounds (5) in which all take turns, the
median and the best. grep -ciF reads its patterns in these seconds, folds ASCII only (the C locale),
and writes to a file: to /dev/null it would stop at the first line found. --utf8: in a UTF-8 locale
as well, once, which may take minutes.
"""

import argparse
import csv
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

from run import HERE, machine

LEAST = 1_000_000
COLUMNS = ["text", "mb", "scan_s", "scan_mb_s", "best_mb_s", "grep_s", "times_grep"]


def user_seconds(command, env=None):
    with tempfile.TemporaryFile() as out:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run(list(map(str, command)), stdout=out, env=env, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{command[0]} ended with {done.returncode}")
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def write_names(listed, path):
    names = set()
    with open(listed, encoding="utf-8") as lines:
        for line in lines:
            properties = json.loads(line)["properties"]
            for key in ("name", "alias", "weakAlias"):
                names.update(properties.get(key, []))
    path.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")


def write_text(text, path):
    """Writes what the argument TEXT stands for; returns what to call it."""
    source, _, times = text.partition(":")
    source = pathlib.Path(source)
    files = source.rglob("*") if source.is_dir() else source.parent.glob(source.name)
    whole = b"\n".join(f.read_bytes() for f in sorted(files) if f.is_file())
    whole *= int(times or 1)
    if len(whole) < LEAST:
        sys.exit(f"{source}: {len(whole)} bytes are too few to be timed; {LEAST} at least")
    path.write_bytes(whole)
    named = source.parent if "*" in source.name else source
    return named.stem + (f" {times} times" if times else "")


class Bench:
    def __init__(self, aka, listed, folder):
        self.folder = pathlib.Path(folder)
        self.names = self.folder / "names.txt"
        self.index = self.folder / "index.aka"
        self.aka = aka
        write_names(listed, self.names)
        subprocess.run([aka, "index", "-q", "-o", self.index, listed], check=True)
        self.empty = self.folder / "empty.txt"
        self.empty.write_bytes(b"")

    def scan(self, path):
        return user_seconds([self.aka, "scan", "-q", "--jobs", 1, "--summary", "-i", self.index,
                             path])

    def grep(self, path, locale="C"):
        return user_seconds(["grep", "-ciF", "-f", self.names, path],
                            {**os.environ, "LC_ALL": locale})

    def row(self, text, rounds):
        path = self.folder / "text"
        name = write_text(text, path)
        times = [(self.scan(path) - self.scan(self.empty), self.grep(path)) for _ in range(rounds)]
        scan, grep = (statistics.median(column) for column in zip(*times))
        mb = path.stat().st_size / 1e6
        ratio = statistics.median(s / g for s, g in times)
        return [name, f"{mb:.1f}", f"{scan:.2f}", f"{mb / scan:.1f}",
                f"{mb / min(s for s, _ in times):.1f}", f"{grep:.2f}", f"{ratio:.2f}"]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("aka")
    parser.add_argument("list")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--utf8", action="store_true")
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    about = machine()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(args.aka, args.list, folder)
        print(",".join(COLUMNS))
        for text in args.texts:
            rows.append(bench.row(text, args.rounds))
            print(",".join(rows[-1]), flush=True)
            if args.utf8:
                print(f"grep in C.UTF-8: {bench.grep(bench.folder / 'text', 'C.UTF-8'):.2f} s")
    if args.update:
        with (HERE / "scan.csv").open("w", encoding="utf-8", newline="") as out:
            out.write(f"# {about}\n"
                      "# Written by bench/scan.py; bench/README.md says what is what.\n")
            csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
