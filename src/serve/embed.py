#!/usr/bin/env python3
"""Writes a file as a C array, so that it is part of the library.

usage: embed.py OUTPUT NAME FILE        gives `const char NAME[]` and `const size_t NAME_len`
"""

import pathlib
import sys

output, name, source = sys.argv[1:]
data = pathlib.Path(source).read_bytes()
signed = [b - 256 if b > 127 else b for b in data] + [0]
rows = [", ".join(map(str, signed[i:i + 20])) for i in range(0, len(signed), 20)]
pathlib.Path(output).write_text(
    f"/* {pathlib.Path(source).name}, made by embed.py */\n#include <stddef.h>\n\n"
    f"extern const char {name}[];\nextern const size_t {name}_len;\n"
    f"const char {name}[] = {{\n" + ",\n".join(rows) + "};\n"
    f"const size_t {name}_len = {len(data)};\n")
