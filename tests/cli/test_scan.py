"""aka scan over files and folders, against an index of the example lists."""

import gzip
import json
import re
import subprocess

from support import AKA, EXAMPLES, SOURCE, IndexCase, aka, environment, objects, run

ARTICLES = EXAMPLES / "articles"
CLEAN = SOURCE / "tests" / "scan" / "clean"
PETRO, MADURO, ALCOCER = "ofac-56062", "ofac-22790", "ofac-56066"
SON, BENEDETTI = "ofac-56065", "ofac-56067"


class ScanCase(IndexCase):
    def scan(self, *args, **options):
        return aka("scan", "-i", self.index, "-q", *args, **options)

    def mentions(self, *args, **options):
        return objects(self.scan("--format", "jsonl", *args, **options).stdout)


class Articles(ScanCase):
    def test_each_report_names_whom_it_should(self):
        wanted = {"1-wire.txt": {PETRO, MADURO, ALCOCER, SON, BENEDETTI},
                  "2-magazine.html": {PETRO, ALCOCER, SON, BENEDETTI},
                  "3-newsletter.md": {PETRO, MADURO, ALCOCER, SON, BENEDETTI},
                  "4-diario.txt": {PETRO, MADURO, ALCOCER, SON, BENEDETTI},
                  "5-gazeta.txt": {PETRO, MADURO, SON, BENEDETTI}}
        for name, ids in wanted.items():
            found = {m["results"][0]["id"] for m in self.mentions(ARTICLES / name)}
            self.assertEqual(found, ids, name)

    def test_places_are_those_of_the_file(self):
        for path in sorted(ARTICLES.iterdir()):
            raw, end = path.read_bytes(), 0
            for m in self.mentions(path):
                at = raw[m["offset"]:m["offset"] + m["length"]]
                self.assertEqual(at.decode(), m["text"])
                self.assertGreaterEqual(m["offset"], end)
                self.assertEqual(m["line"], raw[:m["offset"]].count(b"\n") + 1)
                end = m["offset"] + m["length"]

    def test_words_that_refer_back_say_where_to(self):
        mentions = self.mentions(ARTICLES / "1-wire.txt")
        back = [m for m in mentions if m["by"] == "earlier mention"]
        self.assertIn("Petro", {m["text"] for m in back})
        offsets = {m["offset"]: m for m in mentions if m["by"] == "name"}
        for m in back:
            self.assertLess(m["earlier"], m["offset"])
            self.assertEqual(offsets[m["earlier"]]["results"][0]["id"], m["results"][0]["id"])

    def test_shape_of_a_mention(self):
        m = self.mentions(ARTICLES / "1-wire.txt")[0]
        self.assertEqual(set(m), {"file", "offset", "length", "text", "line", "by", "results"})
        self.assertEqual(set(m["results"][0]),
                         {"id", "caption", "schema", "datasets", "score", "explanations"})
        self.assertIn("Gustavo = Gustavo", m["results"][0]["explanations"]["name"]["detail"])

    def test_nothing_that_screening_is_sure_of_is_missed(self):
        """Every stretch of two to five words that screens at 0.95 or more touches a mention."""
        for path in sorted(ARTICLES.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            words = list(re.finditer(r"\w+", text))
            spans = {}
            for i in range(len(words)):
                for n in range(2, 6):
                    if i + n > len(words):
                        break
                    begin, end = words[i].start(), words[i + n - 1].end()
                    if not re.search(r"[.!?;:(),«»\n]", text[begin:end]):
                        spans.setdefault(text[begin:end], (begin, end))
            lines = "".join(f"{s}\n" for s in spans)
            answers = objects(aka("screen", "-i", self.index, "--threshold", "0.95", "--format",
                                  "jsonl", "-", stdin=lines).stdout)
            sure = {a["query"]["properties"]["name"][0] for a in answers if a["results"]}
            said = [m["text"] for m in self.mentions(path)]
            for span in sure:
                self.assertTrue(any(m in span or span in m for m in said), (path.name, span))


class Clean(ScanCase):
    def test_prose_that_names_nobody(self):
        words = sum(len(p.read_text(encoding="utf-8").split()) for p in CLEAN.glob("*.txt"))
        false = self.mentions(CLEAN)
        self.assertGreater(words, 4000)
        self.assertLessEqual(len(false) * 10000 / words, 1, [m["text"] for m in false])

    def test_names_put_into_it_are_found_and_gone_without_them(self):
        names = {"Gustavo Petro": PETRO, "Nicolas Maduro": MADURO,
                 "Armando Benedetti Villaneda": BENEDETTI}
        paragraphs = (CLEAN / "english.txt").read_text(encoding="utf-8").split("\n\n")
        for name, wanted in names.items():
            for i in range(0, len(paragraphs), 7):
                text = paragraphs[i].strip() + f" Nobody had asked {name} about it."
                found, = self.mentions("-", stdin=text)
                self.assertEqual((found["text"], found["results"][0]["id"]), (name, wanted))
                self.assertEqual(self.mentions("-", stdin=text.replace(name, "anybody")), [])


class Files(ScanCase):
    def test_folders_lists_and_threads_give_the_same_in_order(self):
        one = self.mentions(ARTICLES)
        self.assertEqual(self.mentions("--jobs", "3", ARTICLES), one)
        self.assertEqual(self.mentions(*sorted(ARTICLES.iterdir())), one)
        paths = "".join(f"{p}\n" for p in sorted(ARTICLES.iterdir()))
        self.assertEqual(self.mentions("--files-from", "-", stdin=paths), one)

    def test_compressed_and_standard_input(self):
        raw = (ARTICLES / "4-diario.txt").read_bytes()
        packed = self.file("a.txt.gz", gzip.compress(raw))
        plain = self.mentions(ARTICLES / "4-diario.txt")
        for m in (*plain, *(other := self.mentions(packed))):
            del m["file"]
        self.assertEqual(other, plain)
        piped = self.mentions("-", stdin=raw.decode())
        self.assertEqual({m.pop("file") for m in piped}, {"-"})
        self.assertEqual(piped, plain)

    def test_bad_files_are_named_and_the_rest_is_read(self):
        bad = self.file("bad.txt", b"\xff\xfeG\x00u\x00")
        done = self.scan("--format", "jsonl", bad, self.folder / "none.txt",
                         ARTICLES / "1-wire.txt", code=1)
        self.assertIn("UTF-16", done.stderr)
        self.assertIn("none.txt", done.stderr)
        self.assertIn(PETRO, done.stdout)

    def test_exit_code(self):
        self.scan("--exit-code", ARTICLES / "1-wire.txt", code=10)
        self.scan("--exit-code", CLEAN / "english.txt", code=0)
        self.scan(code=2)
        self.scan("--threshold", "0.2", CLEAN / "english.txt", code=2)


class Output(ScanCase):
    def test_text_underlines_the_mention(self):
        lines = self.scan(ARTICLES / "4-diario.txt").stdout.splitlines()
        at = next(i for i, line in enumerate(lines) if "Gustavo Petro" in line)
        column = lines[at].index("Gustavo Petro")
        self.assertEqual(lines[at + 1], " " * column + "^" * len("Gustavo Petro"))

    def test_summary(self):
        rows = objects(self.scan("--summary", "--format", "jsonl", ARTICLES).stdout)
        petro = next(r for r in rows if r["id"] == PETRO)
        self.assertEqual(petro["files"], 5)
        self.assertEqual(petro["mentions"],
                         sum(PETRO in (r["id"] for r in m["results"])
                             for m in self.mentions(ARTICLES)))

    def test_page_is_whole_and_marks_every_mention(self):
        page = self.scan("--format", "html", ARTICLES).stdout
        self.assertTrue(page.startswith("<!DOCTYPE html>"))
        self.assertTrue(page.endswith("</html>\n"))
        self.assertEqual(page.count("<mark "), len(self.mentions(ARTICLES)))
        self.assertEqual(page.count("<mark "), page.count("</mark>"))
        for link in set(re.findall(r'href="#([^"]+)"', page)):
            self.assertIn(f'id="{link}"', page)
        self.assertNotRegex(page, r'(src|href)="(?!#)')
        self.assertNotIn("var people", page)


if __name__ == "__main__":
    run()
