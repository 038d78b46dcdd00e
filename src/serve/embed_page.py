#!/usr/bin/env python3
"""Writes the files of the page as one table in C (page.h).

usage: embed_page.py OUTPUT FILE...
"""

import hashlib
import pathlib
import sys

TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def array(name, data):
    signed = [b - 256 if b > 127 else b for b in data] + [0]
    rows = [", ".join(map(str, signed[i:i + 20])) for i in range(0, len(signed), 20)]
    return f"static const char {name}[] = {{\n" + ",\n".join(rows) + "};\n"


output, *sources = sys.argv[1:]
arrays, rows = [], []
for number, source in enumerate(map(pathlib.Path, sources)):
    data = source.read_bytes()
    etag = hashlib.sha256(data).hexdigest()[:20]
    arrays.append(array(f"file_{number}", data))
    rows.append(f'    {{"{source.name}", "{TYPES[source.suffix]}", "\\"{etag}\\"", '
                f"file_{number}, {len(data)}}},\n")
pathlib.Path(output).write_text(
    '/* The page, made by embed_page.py */\n#include "page.h"\n\n' + "".join(arrays) +
    "const ak_page_file ak_page_files[] = {\n" + "".join(rows) +
    "    {NULL, NULL, NULL, NULL, 0}};\n", encoding="utf-8")
