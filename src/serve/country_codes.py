#!/usr/bin/env python3
"""Writes the codes of all countries as a table in C (values.h).

usage: country_codes.py OUTPUT COUNTRIES        lines of COUNTRIES: CODE Name: form, form
"""

import pathlib
import sys

output, source = map(pathlib.Path, sys.argv[1:])
lines = [line for line in source.read_text(encoding="utf-8").splitlines()
         if line.strip() and not line.startswith("#")]
rows = "".join(f'    "{line.split()[0]}",\n' for line in lines)
output.write_text(
    '/* Codes of countries, made by country_codes.py */\n#include "values.h"\n\n'
    f"const char *const ak_country_codes[] = {{\n{rows}    NULL}};\n", encoding="utf-8")
