#!/usr/bin/env python3
"""Measures aka scan on texts whose mentions are known, and on texts that name nobody.

In the folder that AKA_DATA names: articles/treasury_dev with truth.jsonl (silver: exact names on
the list of their day; other mentions are there too), articles/one_event, and the comments of the UN
list, which name other listed parties with their reference numbers; and each party of OFAC's list in
a sentence of its own. In the tree: tests/scan/clean.
Writes scan.csv beside this file, so that each change shows as a difference.

usage: AKA_DATA=FOLDER evaluate_scan.py AKA OFAC-INDEX [--misses FILE] [--update]
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).parent


def folded(text):
    """As the silver set spells names: small letters and digits, single blanks."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['`’‘]", "", text)
    return " ".join(re.findall(r"\w+", text))


def scan(aka, index, *paths):
    out = subprocess.run([aka, "scan", "-q", "-i", index, "--format", "jsonl", *map(str, paths)],
                         check=True, capture_output=True).stdout
    mentions = collections.defaultdict(list)
    for line in out.splitlines():
        mention = json.loads(line)
        mentions[mention["file"]].append(mention)
    return mentions


def check_offsets(path, mentions):
    """How many mentions are not at their place."""
    raw = pathlib.Path(path).read_bytes()
    wrong, end = 0, 0
    for m in mentions:
        at = raw[m["offset"]:m["offset"] + m["length"]]
        wrong += at.decode("utf-8", "replace") != m["text"] or m["offset"] < end
        end = m["offset"] + m["length"]
    return wrong


def silver(aka, index, folder, misses):
    found = total = same_words = wrong = count = 0
    mentions = scan(aka, index, folder)
    truth = [json.loads(line) for line in open(folder / "truth.jsonl", encoding="utf-8")]
    for record in truth:
        path = str(folder / record["file"])
        here = mentions.get(path, [])
        count += len(here)
        wrong += check_offsets(path, here)
        by_id = collections.defaultdict(set)
        for m in here:
            for r in m["results"]:
                by_id[r["id"]].add(folded(m["text"]))
        for t in record["mentions"]:
            total += 1
            texts = set().union(*(by_id[i] for i in t["ids"]))
            found += bool(texts)
            same = any(t["text"] in text for text in texts)
            same_words += same
            if not same:
                print(record["file"], t["text"], ",".join(t["ids"]),
                      "by other words" if texts else "MISSED", sep="\t", file=misses)
    return [("treasury_dev", "silver mentions", total),
            ("treasury_dev", "recall of the entity in the document", f"{found / total:.4f}"),
            ("treasury_dev", "recall of the entity under these words", f"{same_words / total:.4f}"),
            ("treasury_dev", "mentions per document", f"{count / len(truth):.1f}"),
            ("treasury_dev", "offsets wrong", wrong)]


def event(aka, index, folder):
    rows = []
    for path, mentions in sorted(scan(aka, index, *sorted(folder.glob("*.txt"))).items()):
        ids = collections.Counter(m["results"][0]["id"] for m in mentions)
        rows.append(("one_event/" + pathlib.Path(path).name, "mentions",
                     " ".join(f"{i}:{n}" for i, n in sorted(ids.items()))))
    return rows


BETWEEN = 25  # bytes that may stand between a name and its reference number: an acronym, "(deceased)"


def comments(aka, un_list):
    """"Associated with Al-Qaida (QDe.004)": is the party found there that the number says?"""
    records = [r for r in xml.etree.ElementTree.parse(un_list).iter()
               if r.tag in ("INDIVIDUAL", "ENTITY")]
    ids = {r.findtext("REFERENCE_NUMBER").strip(): r.findtext("DATAID") for r in records}
    texts = [c.text for r in records for c in r.iter("COMMENTS1") if c.text]
    references = named = right = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder, f"{n:04}.txt") for n in range(len(texts))]
        for path, text in zip(paths, texts):
            path.write_text(text, encoding="utf-8")
        index = str(pathlib.Path(folder, "un.aka"))
        subprocess.run([aka, "index", "-q", "-o", index, un_list], check=False, # 1: some dates
                       stderr=subprocess.DEVNULL)
        mentions = scan(aka, index, *paths)
    for path, text in zip(paths, texts):
        for reference in re.finditer(rb"\(([A-Z][A-Za-z]{1,3}\.\d{3})\)", text.encode()):
            if reference[1].decode() not in ids:
                continue
            near = [m for m in mentions[str(path)]
                    if 0 <= reference.start() - m["offset"] - m["length"] < BETWEEN]
            wanted = "-" + ids[reference[1].decode()]
            references += 1
            named += bool(near)
            right += any(r["id"].endswith(wanted) for m in near for r in m["results"])
    return [("un comments", "references", references),
            ("un comments", "recall of a name", f"{named / references:.4f}"),
            ("un comments", "recall of the party", f"{right / references:.4f}")]


SENTENCES = {"Person": "They spoke with {} in May.", "Organization": "They paid {} in May.",
             "Vessel": "The tanker {} left in May.", "by initials": "They spoke with {} in May."}


def titled(name):
    """As reports write a name: what a list has in capitals, and is long, with one in front."""
    return " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in name.split())


def by_initials(name):
    """"V. V. Putin", where the middle one of three is a father's name; else None."""
    words = name.split()
    if len(words) != 3 or not re.search("(ich|vna)$", words[1], re.IGNORECASE):
        return None
    return f"{words[0][0]}. {words[1][0]}. {words[2]}"


def listed(aka, index, ftm):
    """Each listed party's first name by itself, in a sentence and a text of its own."""
    rows, parties = [], []
    for line in open(ftm, encoding="utf-8"):
        party = json.loads(line)
        schema = "Organization" if party["schema"] == "Company" else party["schema"]
        if schema not in SENTENCES or not party["properties"].get("name"):
            continue
        name = titled(party["properties"]["name"][0])
        parties.append((party["id"], schema, name))
        if schema == "Person" and by_initials(name):
            parties.append((party["id"], "by initials", by_initials(name)))
    with tempfile.TemporaryDirectory() as folder:
        for n, (_, schema, name) in enumerate(parties):
            pathlib.Path(folder, f"{n:06}.txt").write_text(
                SENTENCES[schema].format(name) + "\n", encoding="utf-8")
        found = collections.Counter()
        for path, mentions in scan(aka, index, folder).items():
            entity, schema, _ = parties[int(pathlib.Path(path).stem)]
            found[schema] += any(r["id"] == entity for m in mentions for r in m["results"])
    for schema in SENTENCES:
        total = sum(s == schema for _, s, _ in parties)
        rows.append(("listed names", f"{schema}: found of {total}", f"{found[schema] / total:.4f}"))
    return rows


def clean(aka, index):
    rows = []
    for path in sorted((HERE.parent / "scan" / "clean").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words = len(text.split())
        false = [m for found in scan(aka, index, path).values() for m in found]
        rows.append((f"clean/{path.name}", "words", words))
        rows.append((f"clean/{path.name}", "false mentions", len(false)))
        for m in false:
            print(path.name, "false:", m["text"], m["results"][0]["caption"], file=sys.stderr)
    return rows


def main():
    if "AKA_DATA" not in os.environ:
        sys.exit("evaluate_scan.py: AKA_DATA names no folder of data")
    data = pathlib.Path(os.environ["AKA_DATA"]) / "articles"
    aka, index = sys.argv[1:3]
    misses = open(sys.argv[sys.argv.index("--misses") + 1] if "--misses" in sys.argv
                  else os.devnull, "w", encoding="utf-8")
    rows = silver(aka, index, data / "treasury_dev", misses)
    rows += event(aka, index, data / "one_event")
    rows += comments(aka, str(data.parent / "lists" / "un" / "UN_2026-08-01.xml"))
    rows += listed(aka, index, data.parent / "lists" / "ftm" / "us_ofac_sdn_2026-08-20.ftm.jsonl")
    rows += clean(aka, index)
    table = "set,figure,value\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    print(table, end="")
    if "--update" in sys.argv:
        (HERE / "scan.csv").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
