"""aka scan over files and folders, against an index of the example lists."""

import gzip
import json
import os
import re
import subprocess

from support import AKA, EXAMPLES, SOURCE, IndexCase, aka, environment, objects, run

ARTICLES = EXAMPLES / "articles"
CLEAN = SOURCE / "tests" / "scan" / "clean"
PAYMENTS = EXAMPLES / "payments"
HOSTILE = SOURCE / "tests" / "scan" / "hostile"
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


class Payments(ScanCase):
    WANTED = {
        "batch.txt": [(1, "50K/2", "PETROGUSTAVO", PETRO),
                      (2, "59/2", "N I C O L A S   M A D U R O", MADURO),
                      (3, "59/2", "GUSTAVOFRANCISCO PETRO", PETRO)],
        "mt103-a.txt": [(1, "57A/1", "THRVIRTHXXX", "ofac-990108"),
                        (1, "59A/2", "THRVIRTH", "ofac-990108")],
        "mt103-f.txt": [(1, "50F/2-3", "INGMAR LIND\r\n1/QVIST", "ofac-990105"),
                        (1, "59F/2", "BARTHOLOMEW QUILLFEATHER", "ex-002")],
        "mt103-k.txt": [(1, "50K/2-3", "GUSTAVO FRANCISCO\r\nPETRO URREGO", PETRO)],
        "mt202cov.txt": [(1, "50K/2", "ALTAMIRA EXPORTACIONES SA DE CV", "ofac-990106"),
                         (1, "59/2", "G.U.S.T.A.V.O P.E.T.R.O", PETRO),
                         (1, "72/1-2", "NICOLAS MADURO MO\r\n//ROS", MADURO)],
        "pacs008.xml": [
            (1, "CdtTrfTxInf[2]/Dbtr/Nm", "Perlmutt &amp; S&#246;hne AG", "ex-005"),
            (1, "CdtTrfTxInf[2]/CdtrAgt/FinInstnId/BICFI", "THRVIRTHXXX", "ofac-990108"),
            (1, "CdtTrfTxInf[2]/Cdtr/Nm", "Gustavo Petro", PETRO),
            (1, "CdtTrfTxInf[2]/InstrForCdtrAgt/InstrInf", "María de los Ángeles Robledano",
             "ex-004"),
            (1, "CdtTrfTxInf[3]/UltmtDbtr/Id/PrvtId/Othr/Id", "719903412", "ex-001"),
            (1, "CdtTrfTxInf[3]/Cdtr/Nm", "RED LANTERN BROTHERHOOD", "ex-007"),
            (1, "CdtTrfTxInf[3]/UltmtCdtr/Nm", "N1COLASMADURO", MADURO)],
        "pacs009cov.xml": [
            (1, "CdtTrfTxInf[1]/IntrmyAgt1/FinInstnId/Nm", "Bank of the Three Rivers",
             "ofac-990108"),
            (1, "CdtTrfTxInf[1]/UndrlygCstmrCdtTrf/Dbtr/Nm", "Halcyon Nominees", "ex-009"),
            (1, "CdtTrfTxInf[1]/UndrlygCstmrCdtTrf/RmtInf/Ustrd", "Mar de Levante",
             "ofac-990109")],
        "pain001.xml": [(1, "PmtInf[1]/CdtTrfTxInf[1]/Cdtr/Nm", "MV Mar de Levante",
                         "ofac-990109")]}

    def test_each_message_names_whom_it_should_at_its_field(self):
        self.assertEqual({p.name for p in PAYMENTS.iterdir()}, set(self.WANTED))
        for name, wanted in self.WANTED.items():
            found = [(m["message"], m["path"], m["text"], m["results"][0]["id"])
                     for m in self.mentions(PAYMENTS / name)]
            self.assertEqual(found, wanted, name)

    def test_places_are_those_of_the_file(self):
        for path in sorted(PAYMENTS.iterdir()):
            raw, last = path.read_bytes(), 0
            for m in self.mentions(path):
                at = raw[m["offset"]:m["offset"] + m["length"]]
                self.assertEqual(at.decode(), m["text"])
                self.assertGreaterEqual(m["offset"], last)
                self.assertEqual(m["line"], raw[:m["offset"]].count(b"\n") + 1)
                last = m["offset"]

    def test_what_a_mention_rests_on(self):
        by = {m["text"]: m["by"] for m in self.mentions(PAYMENTS)}
        self.assertEqual((by["719903412"], by["THRVIRTH"]), ("identifier", "identifier"))
        self.assertEqual(by["N1COLASMADURO"], "name")

    def test_innocent_messages_name_nobody(self):
        names = {"GUSTAVO FRANCISCO\nPETRO URREGO": "JANE EXAMPLE\n7 MILL LANE",
                 "ALTAMIRA EXPORTACIONES SA DE CV": "ORDINARY EXPORTS LTD",
                 "G.U.S.T.A.V.O P.E.T.R.O": "J.A.N.E E.X.A.M.P.L.E",
                 "NICOLAS MADURO MO\n//ROS": "JOHN EXA\n//MPLE",
                 "MV Mar de Levante": "Jane Example"}
        for name in ("mt103-k.txt", "mt202cov.txt", "pain001.xml"):
            text = (PAYMENTS / name).read_text(encoding="utf-8")
            for listed, other in names.items():
                text = text.replace(listed, other)
            self.assertEqual(self.mentions("-", stdin=text), [], name)

    def test_hostile_ones_are_reported_with_their_place(self):
        wanted = {"doctype.xml": (":2: ", "DOCTYPE", []),
                  "broken.xml": (":4: message 1: CdtTrfTxInf[1]/Dbtr/Nm: ", "name is empty", [3]),
                  "unknown.xml": (":2: message 1: ", "NoSuchMessage", []),
                  "unclosed.txt": (":4: message 1: {4:}: ", "not closed", [3, 7])}
        self.assertEqual({p.name for p in HOSTILE.iterdir()}, set(wanted))
        for name, (place, what, lines) in wanted.items():
            done = self.scan("--format", "jsonl", HOSTILE / name, code=1)
            self.assertIn(f"aka: {HOSTILE / name}{place}", done.stderr)
            self.assertIn(what, done.stderr)
            self.assertEqual([m["line"] for m in objects(done.stdout)], lines, name)

    def test_reading_goes_on_behind_what_is_broken(self):
        bad = self.file("bad.xml", (HOSTILE / "broken.xml").read_bytes() +
                        (PAYMENTS / "pain001.xml").read_bytes())
        done = self.scan("--format", "jsonl", bad, code=1)
        self.assertIn(":5: message 1: ", done.stderr)
        found = objects(done.stdout)
        self.assertEqual([m["message"] for m in found], [1, 2])
        self.assertEqual(found[1]["text"], "MV Mar de Levante")

    def test_texts_and_payments_side_by_side(self):
        paths = [PAYMENTS / "batch.txt", ARTICLES / "4-diario.txt", HOSTILE / "broken.xml",
                 PAYMENTS / "pacs008.xml", ARTICLES / "2-magazine.html"]
        one = self.scan("--format", "jsonl", *paths, code=1)
        two = self.scan("--format", "jsonl", "--jobs", "3", *paths, code=1)
        self.assertEqual((one.stdout, one.stderr), (two.stdout, two.stderr))
        mentions = objects(one.stdout)
        order = [m["file"] for m in mentions]
        self.assertEqual(sorted(set(order), key=order.index), [str(p) for p in paths])
        self.assertEqual(order, sorted(order, key=[str(p) for p in paths].index))
        for m in mentions:
            self.assertEqual("path" in m, m["file"] not in map(str, (paths[1], paths[4])))

    def test_form(self):
        self.assertNotIn("path", self.mentions("--form", "text", PAYMENTS / "pacs008.xml")[0])
        text = (PAYMENTS / "batch.txt").read_text(encoding="utf-8")
        self.assertEqual(len(self.mentions("--form", "payment", "-", stdin=text)), 3)
        done = self.scan("--form", "payment", ARTICLES / "1-wire.txt", code=1)
        self.assertIn("1-wire.txt: not a payment message", done.stderr)
        page = "<html><p>urn:iso:std:iso:20022 is in use. Gustavo Petro is not.</p>"
        self.assertNotIn("path", self.mentions("-", stdin=page)[0])

    def test_many_messages_in_one_file(self):
        one = (PAYMENTS / "mt202cov.txt").read_bytes()
        many = self.file("many.txt.gz", gzip.compress(one * 1500))
        found = self.mentions(many)
        self.assertEqual(len(found), 4500)
        single = self.mentions(PAYMENTS / "mt202cov.txt")
        for i, m in enumerate(found):
            self.assertEqual(m["message"], i // 3 + 1)
            self.assertEqual(m["offset"], single[i % 3]["offset"] + i // 3 * len(one))
            self.assertEqual(m["line"], single[i % 3]["line"] + i // 3 * one.count(b"\n"))

    def test_output(self):
        lines = self.scan(PAYMENTS / "mt103-k.txt").stdout.splitlines()
        self.assertIn("  50K/2-3  GUSTAVO FRANCISCO PETRO URREGO", lines[1])
        self.assertEqual(lines[2].index("^"), lines[1].index("GUSTAVO"))
        page = self.scan("--format", "html", PAYMENTS).stdout
        self.assertEqual(page.count("<mark "), sum(map(len, self.WANTED.values())))
        self.assertIn("<small>59/2</small> GUSTAVOFRANCISCO PETRO</a></mark>", page)
        rows = {r["id"]: r["mentions"] for r in
                objects(self.scan("--summary", "--format", "jsonl", PAYMENTS).stdout)}
        self.assertEqual((rows[PETRO], rows[MADURO]), (5, 3))


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

    def test_what_is_not_utf8_is_said(self):
        text = self.file("latin.txt", "So\nJosé met Gustavo Petro, José.".encode("latin-1"))
        done = self.scan("-q", "--format", "jsonl", text, code=1)
        self.assertIn("latin.txt:2: bytes that are not UTF-8 in 2 places, the first at byte 6;",
                      done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn(PETRO, done.stdout)
        done = self.scan("-q", "--summary", "--jobs", "2", text, ARTICLES / "1-wire.txt", code=1)
        self.assertEqual(done.stderr.count("not UTF-8"), 1)
        payment = self.file("p.fin", b":20:A\n:59:NICOL\xc1S\n-\n:20:B\n:59:GUSTAVO PETRO\n-\n")
        done = self.scan("-q", "--format", "jsonl", payment, code=1)
        self.assertIn("p.fin:2: message 1: bytes that are not UTF-8 in 1 place", done.stderr)
        self.assertIn(PETRO, done.stdout)

    def test_what_is_no_text_is_refused_with_a_way_out(self):
        petro = "We saw Gustavo Petro.\n"
        for name, content, wanted in (
                ("little.txt", petro.encode("utf-16-le"), "iconv -f UTF-16"),
                ("big.txt", petro.encode("utf-16-be"), "iconv -f UTF-16"),
                ("wide.txt", petro.encode("utf-32"), "iconv -f UTF-32"),
                ("report.pdf", b"%PDF-1.7\n1 0 obj\n", "pdftotext"),
                ("report.docx", b"PK\x03\x04\x14\0\6\0", "save the document as text"),
                ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "save it as text")):
            done = self.scan("-q", "--format", "jsonl", self.file(name, content), code=1)
            self.assertRegex(done.stderr, f"^aka: .*{re.escape(name)}: .*{re.escape(wanted)}")
            self.assertEqual(done.stdout, "")
        few = self.file("few.txt", b"We saw Gustavo Petro\0 and more.\n\0\0")
        self.assertIn(PETRO, self.scan("-q", "--format", "jsonl", few).stdout)

    def test_what_is_in_a_folder(self):
        folder = self.folder / "inbox"
        (folder / "below").mkdir(parents=True)
        done = self.scan(folder, code=2)
        self.assertEqual(done.stderr, "aka: there is no file to scan\n")
        (folder / "b.txt").write_text("Gustavo Petro spoke.\n")
        (folder / "below" / "a.txt").write_text("Gustavo Petro spoke.\n")
        (folder / ".hidden").write_text("Gustavo Petro spoke.\n")
        (folder / "to-a.txt").symlink_to(folder / "below" / "a.txt")
        (folder / "round").symlink_to(folder)
        (folder / "nowhere").symlink_to("/no/such/file")
        os.mkfifo(folder / "pipe")
        done = self.scan("-q", "--format", "jsonl", folder, code=1)
        self.assertEqual([os.path.relpath(m["file"], folder) for m in objects(done.stdout)],
                         ["b.txt", "below/a.txt", "to-a.txt"])
        self.assertEqual(done.stderr, f"aka: {folder}/nowhere: No such file or directory\n")

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
        side = page[page.index('<aside id="who"'):]
        self.assertIn(">Gustavo Petro</a>", side)
        self.assertNotRegex(side, "&amp;|&lt;")  # as it is read, not as the file has it


    def test_page_of_bad_files(self):
        hostile = self.file('<i>&".txt', b"<b>Gustavo Petro \xff\x1b[1m \xed\xa0\x80\0</b>\t.\n")
        cut = self.file("cut.txt.gz", gzip.compress(b"We saw Gustavo Petro.\n" * 3)[:-9])
        done = subprocess.run([AKA, "scan", "-q", "-i", self.index, "--format", "html", hostile, cut],
                              capture_output=True, env=environment())
        self.assertEqual(done.returncode, 1)
        page = done.stdout.decode("utf-8")  # whatever the texts are in
        self.assertNotRegex(page, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
        self.assertIn("&lt;i&gt;&amp;&quot;.txt</h2>", page)
        self.assertRegex(page, "&lt;b&gt;<mark [^>]*><a [^>]*>Gustavo Petro</a></mark> \ufffd{2}")
        self.assertEqual(page.count("<mark "), 4)  # also those before the file breaks off
        self.assertEqual(page.count('<p class="bad">'), 2)
        self.assertRegex(page, "Not read to the end: [^<]*breaks off")

    def test_summary_is_no_page(self):
        done = self.scan("--summary", "--format", "html", ARTICLES, code=2)
        self.assertIn("--summary is text or jsonl", done.stderr)


if __name__ == "__main__":
    run()
