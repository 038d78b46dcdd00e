#!/usr/bin/env python3
"""Times aka scan on one core, and beside it grep looking for all listed names in the same text.

usage: scan.py AKA INDEX TEXT [NAMES [BYTES]]

NAMES has one listed name a line; grep -ciF -f NAMES reads the first BYTES (500,000) of TEXT, since it
is slow. User seconds, of the best of three runs; those of an empty text are taken off.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile


def user_seconds(command, env=None):
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(command, stdout=subprocess.DEVNULL, env=env, check=False)
        best = min(best, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
    return best


def scan_seconds(aka, index, path, empty):
    command = [aka, "scan", "-q", "--jobs", "1", "--summary", "-i", index]
    return user_seconds([*command, path]) - user_seconds([*command, empty])


def main():
    aka, index, text = sys.argv[1:4]
    size = pathlib.Path(text).stat().st_size
    with tempfile.TemporaryDirectory() as folder:
        empty = pathlib.Path(folder) / "empty.txt"
        empty.write_text("")
        seconds = scan_seconds(aka, index, text, empty)
        print(f"scan: {size / 1e6:.1f} MB, {seconds:.2f} s, {size / 1e6 / seconds:.1f} MB/s")
        if len(sys.argv) < 5:
            return
        part = pathlib.Path(folder) / "part.txt"
        limit = int(sys.argv[5]) if len(sys.argv) > 5 else 500_000
        part.write_bytes(pathlib.Path(text).read_bytes()[:limit])
        own = scan_seconds(aka, index, part, empty)
        for locale in ("C.UTF-8", "C"):
            grep = user_seconds(["grep", "-ciF", "-f", sys.argv[4], str(part)],
                                {**os.environ, "LC_ALL": locale})
            print(f"grep -ciF ({locale}): {grep:.2f} s on {part.stat().st_size} bytes, "
                  f"scan {own:.2f} s: {own / grep:.2f} times that")


if __name__ == "__main__":
    main()
