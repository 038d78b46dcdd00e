#!/usr/bin/env python3
"""A library exports exactly what its list says, and that is what its headers declare: serve.h for
libaka-serve, all others for libaka.

usage: exports.py LIBRARY INCLUDE-FOLDER LIST [--update]
--update writes the list anew; the change is then seen in review.
"""

import pathlib
import re
import subprocess
import sys


def exported(library):
    """Names of the defined dynamic symbols, but for those that linkers and sanitizers add."""
    table = subprocess.run(["nm", "-D", "--defined-only", library], check=True, text=True,
                           capture_output=True).stdout
    names = {line.split()[-1].split("@")[0] for line in table.splitlines() if line.strip()}
    return {n for n in names if not n.startswith("_") and "asan" not in n and "ubsan" not in n}


def declared(folder, service):
    """Names of the functions that the public headers mark with AKA_API."""
    names = set()
    for header in sorted(pathlib.Path(folder).rglob("*.h")):
        if (header.name == "serve.h") != service:
            continue
        text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
        for declaration in re.findall(r"^AKA_API\b([^;]*);", text, flags=re.M):
            names.add(re.search(r"\b(aka_\w+)\s*\(", declaration).group(1))
    return names


def report(found, wanted, more, fewer):
    for name in sorted(found - wanted):
        print(f"{name}: {more}")
    for name in sorted(wanted - found):
        print(f"{name}: {fewer}")
    return found == wanted


def main():
    library, folder, list_path = sys.argv[1:4]
    symbols = exported(library)
    path = pathlib.Path(list_path)
    if "--update" in sys.argv[4:]:
        path.write_text("".join(f"{name}\n" for name in sorted(symbols)), encoding="utf-8")
    listed = set(path.read_text(encoding="utf-8").split())
    same = report(symbols, listed, "exported, but not in the list", "in the list, but not exported")
    true = report(symbols, declared(folder, "aka-serve" in library), "exported, but no public header declares it",
                  "declared in a public header, but not exported")
    print(f"{len(symbols)} exported symbols")
    return 0 if same and true and symbols else 1


sys.exit(main())
