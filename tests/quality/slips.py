"""One slip in one word of a listed name: how often the pair still scores a match, by the kind of
thing and the letters of the word. Made from the lists themselves, with a fixed seed."""
import csv
import json
import random

SCHEMAS = {"Person": "Person", "Company": "Company", "Organization": "Company", "Vessel": "Vessel"}
NAMES = 8000
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def latin_names(paths):
    for path in paths:
        with open(path, encoding="utf-8") as f:
            for line in f:
                entity = json.loads(line)
                names = entity["properties"].get("name", [])
                if entity["schema"] in SCHEMAS and names and names[0].isascii():
                    yield SCHEMAS[entity["schema"]], names[0]


def slip(word, dice):
    """A letter exchanged, added, left out, or swapped with the next one."""
    i, kind, letter = dice.randrange(len(word)), dice.choice("xals"), dice.choice(LETTERS)
    if kind == "x":
        return word[:i] + letter + word[i + 1:]
    if kind == "a":
        return word[:i] + letter + word[i:]
    if kind == "l":
        return word[:i] + word[i + 1:]
    return word[:i] + word[i + 1:i + 2] + word[i] + word[i + 2:]


def with_a_slip(name, dice):
    """The name with one word changed, and the letters that word had; None where none is fit."""
    words = name.split()
    fit = [i for i, word in enumerate(words) if len(word) > 2 and word.isalpha()]
    if not fit:
        return None
    at = dice.choice(fit)
    letters = len(words[at])
    words[at] = slip(words[at].lower(), dice)
    return " ".join(words), letters


def measure(bench, paths, threshold):
    dice = random.Random(7)
    names = sorted(set(latin_names(paths)))
    dice.shuffle(names)
    rows = []
    for schema, name in names[:NAMES]:
        changed = with_a_slip(name, dice)
        if changed and changed[0] != name.lower():
            rows.append([schema, changed[0], name, min(changed[1], 9)])
    pairs = bench.scratch("slips.csv")
    with open(pairs, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([["schema", "name1", "name2", "letters"], *rows])
    found, total = {}, {}
    for row in csv.DictReader(bench.run("compare", "--csv", pairs, "--quiet").splitlines()):
        key = row["schema"], int(row["letters"])
        total[key] = total.get(key, 0) + 1
        found[key] = found.get(key, 0) + (float(row["score"]) >= threshold)
    for schema, letters in sorted(total):
        more = " or more" if letters == 9 else ""
        bench.figure(f"slips_{schema.lower()}", f"one slip in a word of {letters}{more} letters",
                     found[schema, letters], total[schema, letters])
