#!/usr/bin/env python3
"""Times aka scan on MT103 messages with two parties and a narrative, on one core.

usage: payments.py AKA INDEX NAMES.csv

Payers and payees are names of the column full_name, in capitals, as far as they fit in a line; each
has an account and address of its own, the narrative is another one each time. Processor time, the
best of three runs, without that of a file of one message.
"""

import csv
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

GOODS = ["SPARE PARTS", "OFFICE FURNITURE", "CONSULTING SERVICES", "MONTHLY RENT", "SCHOOL FEES",
         "MACHINE TOOLS", "COTTON YARN", "WEB HOSTING"]


def message(i, payer, payee):
    """Parties are (number, name)."""
    return (f"{{1:F01BANKDEFFAXXX0000{i:06}}}{{2:I103BANKUS33XXXXN}}{{4:\n:20:REF{i:010}\n:23B:CRED\n"
            f":32A:260820EUR{1000 + i},00\n:50K:/DE8937040044{payer[0]:010}\n{payer[1]}\n"
            f"{1 + payer[0] % 99} HIGH STREET\nSPRINGFIELD\n:57A:BANKUS33XXX\n"
            f":59:/{10000000 + payee[0]}\n{payee[1]}\n{1 + payee[0] % 77} MILL LANE\nLONDON\n"
            f":70:/INV/{i:07} {GOODS[i % len(GOODS)]}\n//ORDER {i * 7:08} DELIVERED IN MAY\n"
            ":71A:SHA\n-}\n")


def seconds(aka, index, folder, pairs):
    path = folder / "payments.txt"
    path.write_text("".join(message(i, *pair) for i, pair in enumerate(pairs)), encoding="ascii")
    command = [aka, "scan", "-q", "--jobs", "1", "--summary", "-i", index, path]
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            sys.exit("aka scan failed")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def main():
    aka, index, names = sys.argv[1:4]
    with open(names, encoding="utf-8") as file:
        names = [row["full_name"].upper() for row in csv.DictReader(file)]
    chance = random.Random(1)
    parties = list(enumerate(dict.fromkeys(n for n in names if n.isascii() and len(n) <= 35)))
    chance.shuffle(parties)
    if len(parties) < 4000:
        sys.exit("4,000 names are wanted that fit in a line")
    half = len(parties) // 2
    again = [(chance.choice(parties[:1000]), chance.choice(parties[1000:4000])) for _ in range(10000)]
    with tempfile.TemporaryDirectory() as name:
        spent = lambda pairs: seconds(aka, index, pathlib.Path(name), pairs)
        opening, new = spent(again[:1]), list(zip(parties[:half], parties[half:]))
        first, once, thrice = spent(new) - opening, spent(again) - opening, spent(again * 3) - opening
        print(f"every party new: {len(new) / first:,.0f} messages/s")
        print(f"{len(again):,} messages, 1,000 payers and 3,000 payees: {len(again) / once:,.0f}/s")
        print(f"the same parties again: {2 * len(again) / (thrice - once):,.0f}/s")


if __name__ == "__main__":
    main()
