"""Retrieval against exhaustive scoring on real lists, where AKA_DATA names a folder that has them.

usage: differential.py AKA TEST [QUERIES]    TEST: the program built from test_differential.c
"""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile

import real_lists

QUERIES = ["negatives_us_dev.csv", "negatives_global_dev.csv", "positives_un_treated_dev.csv",
           "au_to_un_dev.csv", "uk_to_un_dev.csv"]


def write_names(data, path):
    with open(path, "w", encoding="utf-8") as out:
        for name in QUERIES:
            with open(pathlib.Path(data) / "queries" / name, encoding="utf-8", newline="") as rows:
                for row in csv.DictReader(rows):
                    print((row.get("name") or row.get("full_name")).replace("\n", " "), file=out)


def main(aka, test, queries="150"):
    data = os.environ.get("AKA_DATA")
    if not data:
        print("AKA_DATA is not set: there are no real lists to compile")
        return real_lists.SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "lists.aka")
        if not real_lists.make_index(aka, data, index):
            return 1
        names = os.path.join(folder, "names.txt")
        write_names(data, names)
        return subprocess.run([test], env={**os.environ, "AKA_DIFFERENTIAL": index,
                                           "AKA_DIFFERENTIAL_NAMES": names,
                                           "AKA_DIFFERENTIAL_QUERIES": queries}).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
