"""The slowest queries of real query sets, and how much counted work each may be at most: where
AKA_DATA names a folder with the lists and sets. The queries are named in worst_queries.txt, by set
and row.

usage: worst_queries.py BUILD [--limits|--find]

BUILD is a folder that is built. Without an option the queries are counted and compared with their
limits. --limits makes the limits anew, of the same queries; --find finds the queries anew as well, by
the time that each takes when nothing is remembered of any. Both write worst_queries.txt, whose
difference somebody should read: a limit that rises is work that was not there before.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import real_lists

FILE = pathlib.Path(__file__).with_suffix(".txt")
HEADER = """\
# The slowest queries of real query sets, and how much work each may be on the lists of
# real_lists.py: items looked at, postings read, names bounded, names aligned at most; then a hash of
# the row, its number and its set. Made by worst_queries.py, which says how.
"""
WANTED = 100
ROUNDS = 5  # of which the median counts
LINE = re.compile(r"(\d+) (\d+) (\d+) (\d+) ([0-9a-f]{8}) (\d+) (\S+)")


def read_lines(text):
    """(set, row): (hash, work or limits)"""
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    return {(m[7], int(m[6])): (m[5], [int(m[i]) for i in range(1, 5)]) for m in found if m}


def as_text(queries):
    return HEADER + "".join(f"{' '.join(map(str, work))} {hash_} {row} {name}\n"
                            for (name, row), (hash_, work) in sorted(queries.items()))


def run_test(build, index, queries, **more):
    test = build / "tests/match/test_match_worst_queries"
    return subprocess.run([test], env={**os.environ, "AKA_WORST_INDEX": index,
                                       "AKA_WORST_QUERIES": str(queries), **more},
                          stdout=subprocess.PIPE if more else None, text=True)


def count_work(build, index, queries):
    """The same queries with the hash and the work that they are."""
    asked = pathlib.Path(index + ".txt")
    asked.write_text(as_text(queries))
    done = run_test(build, index, asked, AKA_HARD_QUERIES="print")
    counted = read_lines(done.stdout)
    if done.returncode or counted.keys() != queries.keys():
        sys.exit("worst_queries.py: not all queries could be asked; see above")
    return counted


def slowest(build, data, index):
    """The slowest of all sets, of those that are equal work only one: they are one name."""
    times = []
    for path in sorted((data / "queries").glob("*.csv")):
        print(f"asking {path.name}", flush=True)
        printed = subprocess.run([build / "bench/screen", "--cold", str(ROUNDS), index, path],
                                 check=True, stdout=subprocess.PIPE, text=True).stdout
        for line in printed.splitlines():
            row, us = line.split()
            times.append((float(us), path.name, int(row)))
    times.sort(reverse=True)
    some = {(name, int(row)): ("0" * 8, [0] * 4) for us, name, row in times[:4 * WANTED]}
    counted, chosen = count_work(build, index, some), {}
    for us, name, row in times[:4 * WANTED]:
        query = counted[name, row]
        if len(chosen) < WANTED and query[1] not in [work for hash_, work in chosen.values()]:
            chosen[name, row] = query
            print(f"{us:9.1f} us, work {' '.join(map(str, query[1]))}: row {row} of {name}")
    return chosen


def with_limits(counted, old):
    """With room for what a small change of the dictionaries does."""
    limits = {query: (hash_, [n * 5 // 4 + 2 for n in work])
              for query, (hash_, work) in counted.items()}
    both = [(limits[q][1], old[q][1]) for q in limits if q in old]
    print(f"{len(limits)} queries, {len(limits.keys() - old.keys())} of them new; of the others "
          f"{sum(any(a > b for a, b in zip(*x)) for x in both)} may be more work than before, "
          f"{sum(any(a < b for a, b in zip(*x)) for x in both)} less")
    return limits


def renew(build, data, index, find):
    old = read_lines(FILE.read_text()) if FILE.exists() else {}
    counted = slowest(build, data, index) if find else count_work(build, index, old)
    changed = [q for q in counted if not find and counted[q][0] != old[q][0]]
    if changed:
        sys.exit(f"worst_queries.py: rows that are not what they were: {changed}; use --find")
    if not counted:
        sys.exit(f"worst_queries.py: {FILE} names no queries; use --find")
    FILE.write_text(as_text(with_limits(counted, old)))
    return 0


def check(build, data, index):
    missing = {name for name, row in read_lines(FILE.read_text())
               if not (data / "queries" / name).exists()}
    failed = run_test(build, index, FILE).returncode
    return failed or (real_lists.SKIPPED if missing else 0)


def main(build, option=""):
    if option not in ("", "--limits", "--find"):
        sys.exit(__doc__)
    if not os.environ.get("AKA_DATA"):
        print("AKA_DATA is not set: there are no real lists to ask")
        return real_lists.SKIPPED
    build, data = pathlib.Path(build).absolute(), pathlib.Path(os.environ["AKA_DATA"])
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "lists.aka")
        if not real_lists.make_index(build / "aka", data, index):
            return 1
        if option:
            return renew(build, data, index, option == "--find")
        return check(build, data, index)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
