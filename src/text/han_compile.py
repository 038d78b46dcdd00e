"""Build tool: writes the table of ideographs (text/han.h) from Unicode's Unihan database: Mandarin,
Cantonese and Korean readings, and which variants are one character.
Usage: han_compile.py UNIHAN_FOLDER OUT.c"""
import bz2
import os
import re
import sys
import unicodedata

FIRST, LAST = 0x3400, 0x9FFF  # the dense part of the table: Extension A and the main block

# Characters as Japan simplified them, which Unihan does not list as variants.
JAPANESE = ("沢泽辺边広广斎斋桜樱竜龙恵惠徳德渋涩滝泷塩盐実实蔵藏総总鉄铁銭钱関关団团図图売卖読读"
            "検检薬药栄荣営营豊丰戸户黒黑毎每歩步瀬濑郷乡仏佛児儿亜亚悪恶圧压囲围円圆応应気气帰归"
            "拠据戦战沖冲済济県县険险剣剑権权厳严効效弐贰粛肃縄绳乗乘壌壤嬢娘譲让奨奖焼烧証证穂穗"
            "聡聪荘庄巻卷暦历歴历隣邻霊灵録录緑绿従从収收専专単单弾弹遅迟庁厅鋳铸聴听鎮镇転转伝传"
            "壊坏発发変变廃废拝拜髪发訳译揺摇様样頼赖覧览両两猟猎")

# The reading that a surname has, or that Unihan has behind another.
CANTONESE = {"曾": "zang1", "區": "au1", "区": "au1", "任": "jam6", "查": "zaa1", "單": "sin6",
             "单": "sin6", "仇": "sau4", "盛": "sing6", "翟": "zaak6"}


def read(folder, name, wanted):
    """{property: {code point: value}} of a Unihan file."""
    found = {w: {} for w in wanted}
    with bz2.open(os.path.join(folder, name), "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in found:
                found[cells[1]][int(cells[0][2:], 16)] = cells[2]
    return found


def mandarin(value):
    plain = unicodedata.normalize("NFD", value.split()[0])
    return "".join(c for c in plain if c.isascii() and c.isalpha()).lower()


def hong_kong(jyutping):
    """A Jyutping syllable as names are spelled in Hong Kong: zoeng1 cheung, lau4 lau, jip6 yip."""
    s = jyutping.split()[0].rstrip("123456")
    if s in ("m", "ng"):
        return "ng"
    if s in ("hm", "hng"):
        return "hm"
    m = re.match(r"(gw|kw|ng|[bpmfdtnlgkhwzcsj]?)(.+)$", s)
    lead, rest = m.groups()
    front = rest.startswith(("yu", "oe", "eo", "i", "u", "o"))
    special = {"si": "sze", "zi": "chi", "ci": "chi", "ji": "yee", "lei": "lee", "gun": "kwun"}
    if s in special:
        return special[s]
    lead = {"b": "p", "g": "k", "gw": "kw", "d": "t", "j": "y",
            "z": "ch" if front or rest.startswith(("e", "a")) and rest not in ("ang", "e", "oi") else "ts",
            "c": "ch" if front or rest.startswith(("e", "a")) and rest not in ("oi", "e") else "ts",
            "s": "sh" if rest in ("ek", "eng", "ing", "ik", "oeng", "eoi", "eon", "eot") else "s",
            }.get(lead, lead)
    if rest in ("eoi", "oi", "ou") and lead == "ch":
        lead = "ts"
    for a, b in (("yun", "uen"), ("yut", "uet"), ("yu", "yu" if lead == "y" else "u"), ("oe", "eu"),
                 ("eoi", "ui"), ("eon", "un"), ("eot", "ut"), ("aa", "a"), ("ou", "o")):
        if rest.startswith(a):
            rest = b + rest[len(a):]
            break
    if rest == "un" and lead in ("p", "m", "f"):
        rest = "oon"
    if lead == "y" and rest.startswith("y"):
        rest = rest[1:]
    return lead + rest


def hangul(value):
    """The syllable as the North writes it, with its r, where there are two."""
    syllables = [v[0] for v in value.split()]
    with_r = [v for v in syllables if 0xB77C <= ord(v) <= 0xB9C7]
    return ord((with_r or syllables)[0])


def variants(value):
    return [int(v.split("<")[0][2:], 16) for v in value.split()]


class Groups:
    """Which characters are one: no group has two of those that are standard today."""

    def __init__(self, standard):
        self.up, self.standard = {}, standard

    def top(self, cp):
        while cp in self.up:
            cp = self.up[cp]
        return cp

    def join(self, a, b):
        a, b = self.top(a), self.top(b)
        if a == b or (a in self.standard and b in self.standard):
            return
        if a in self.standard or (b not in self.standard and a < b):
            a, b = b, a
        self.up[a] = b


def group_variants(folder, readings):
    """Every variant's one character. Semantic variants count where they are read alike."""
    v = read(folder, "Unihan_Variants.txt.bz2",
             ["kSimplifiedVariant", "kZVariant", "kSemanticVariant"])
    irg = read(folder, "Unihan_IRGSources.txt.bz2", ["kCompatibilityVariant"])
    standard = set(readings["kTGHZ2013"])
    groups = Groups(standard)
    said = {cp: mandarin(value) for cp, value in readings["kMandarin"].items()}
    for cp, value in sorted(v["kSimplifiedVariant"].items()):
        if cp not in variants(value):
            groups.join(cp, variants(value)[0])
    for i in range(0, len(JAPANESE), 2):
        groups.join(ord(JAPANESE[i]), ord(JAPANESE[i + 1]))
    for cp, value in sorted(irg["kCompatibilityVariant"].items()):
        groups.join(cp, variants(value)[0])
    for key in ("kZVariant", "kSemanticVariant"):
        for cp, value in sorted(v[key].items()):
            for other in variants(value):
                if said.get(cp) and said.get(cp) == said.get(other):
                    groups.join(cp, other)
    return groups


class Strings:
    """Distinct short texts in one run; each by its offset, 0 for none."""

    def __init__(self):
        self.text, self.at = "\0", {"": 0}

    def add(self, s):
        if s not in self.at:
            self.at[s] = len(self.text)
            self.text += s + "\0"
        return self.at[s]


def rows(folder):
    r = read(folder, "Unihan_Readings.txt.bz2",
             ["kMandarin", "kCantonese", "kHangul", "kTGHZ2013"])
    groups = group_variants(folder, r)
    r["kCantonese"].update((ord(c), s) for c, s in CANTONESE.items())
    every = sorted(set(r["kMandarin"]) | set(r["kCantonese"]) | set(r["kHangul"]) | set(groups.up))
    members = {}
    for cp in every:
        members.setdefault(groups.top(cp), []).append(cp)

    def reading(key, cp):
        """Its own reading, or that of a variant."""
        for c in [cp] + members[groups.top(cp)]:
            if c in r[key]:
                return r[key][c]
        return None

    for cp in every:
        m, c, k = (reading(key, cp) for key in ("kMandarin", "kCantonese", "kHangul"))
        yield cp, groups.top(cp), mandarin(m) if m else "", hong_kong(c) if c else "", \
            hangul(k) if k else 0


def main(folder, out):
    strings = Strings()
    dense, sparse = {}, []
    for cp, plain, m, c, k in rows(folder):
        cells = (plain, strings.add(m), strings.add(c), k)
        if FIRST <= cp <= LAST and plain <= 0xFFFF:
            dense[cp] = cells
        else:
            sparse.append((cp,) + cells)
    with open(out, "w", encoding="ascii") as f:
        f.write("/* Generated by han_compile.py from Unihan. */\n#include \"text/han_table.h\"\n\n")
        f.write("const char ak_han_strings[] =")
        for s in strings.text[:-1].split("\0"):
            f.write(f'\n    "{s}\\0"')
        f.write(";\n\nconst ak_han_row ak_han_dense[AK_HAN_LAST - AK_HAN_FIRST + 1] = {\n")
        for cp in range(FIRST, LAST + 1):
            f.write("{%d,%d,%d,%d},\n" % dense.get(cp, (cp, 0, 0, 0)))
        f.write("};\n\nconst ak_han_other ak_han_sparse[] = {\n")
        for row in sparse:
            f.write("{%d,%d,{0,%d,%d,%d}},\n" % row)
        f.write("};\nconst size_t ak_han_sparse_count = %d;\n" % len(sparse))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
