"""aka index and aka info: from the example lists, and from files that are bad in many ways."""

import gzip
import json
import os
import pathlib
import re

from support import EXAMPLES, LISTS, Case, IndexCase, aka, objects, run

SDN = (EXAMPLES / "lists" / "sdn.xml").read_text(encoding="utf-8")


class Index(IndexCase):
    def test_examples_compile_without_a_problem(self):
        self.assertEqual(self.built.stderr, "")
        summary, file = self.built.stdout.splitlines()
        entities, names, problems = map(int, re.fullmatch(
            r"(\d+) entities, (\d+) names, (\d+) problems", summary).groups())
        self.assertEqual((entities, problems), (15 + 12 + 6 + 10 + 6, 0))
        self.assertGreater(names, 80)
        size = os.path.getsize(self.index)
        self.assertRegex(file, rf"^{re.escape(self.index)}: {size} bytes, fingerprint [0-9a-f]{{16}}$")

    def test_same_sources_same_bytes(self):
        again = self.folder / "again.aka"
        aka("index", "-q", "-o", again, *LISTS)
        self.assertEqual(again.read_bytes(), pathlib.Path(self.index).read_bytes())

    def test_same_bytes_whatever_the_jobs(self):
        for jobs in ("1", "2", "7"):
            again = self.folder / f"{jobs}.aka"
            aka("index", "-q", "--jobs", jobs, "-o", again, *LISTS)
            self.assertEqual(again.read_bytes(), pathlib.Path(self.index).read_bytes())
        for wrong in ("-1", "many", "257"):
            done = aka("index", "--jobs", wrong, "-o", self.folder / "no.aka", LISTS[0], code=2)
            self.assertIn("--jobs", done.stderr)
            self.assertFalse((self.folder / "no.aka").exists())

    def test_what_is_no_index_is_not_replaced(self):
        """A list that is read, a pipe, a device: `-o /dev/null` must not rename a file over it."""
        own = self.file("own.csv", b"id,name\n1,Greta Example\n")
        for source in (own, f"csv:{own}"):
            done = aka("index", "-o", own, source, code=2)
            self.assertRegex(done.stderr, r"own\.csv: is one of the lists")
        self.assertEqual(pathlib.Path(own).read_bytes(), b"id,name\n1,Greta Example\n")
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for target in (pipe, self.folder):
            done = aka("index", "-o", target, own, code=2)
            self.assertIn("is not a regular file", done.stderr)
        self.assertTrue(pipe.is_fifo())
        pipe.unlink()

    def test_a_list_of_which_nothing_is_read_leaves_the_old_index(self):
        target = self.folder / "kept.aka"
        target.write_bytes(b"old")
        for name, text in (("own.csv", "key,owner\n1,Greta Example\n"),
                           ("un.xml", "<!DOCTYPE x><CONSOLIDATED_LIST/>"), ("ftm.jsonl", "{\n[]\n")):
            form = {"own.csv": "csv", "un.xml": "un-xml", "ftm.jsonl": "ftm"}[name]
            done = aka("index", "-o", target, LISTS[0], f"{form}:{self.file(name, text)}", code=2)
            self.assertRegex(done.stderr, rf"aka: \S+{name}: not one record of this list could be read")
            self.assertEqual(target.read_bytes(), b"old")
        aka("index", "-q", "-o", target, self.file("nobody.csv", "id,name\n"))  # no problem: empty

    def test_a_list_is_named_once(self):
        done = aka("index", "-o", self.folder / "twice.aka", LISTS[0], f"ofac-xml:{LISTS[0]}", code=2)
        self.assertIn("is named twice", done.stderr)

    def test_a_link_stays_a_link(self):
        link, real = self.folder / "today.aka", self.folder / "real.aka"
        real.write_bytes(b"old")
        link.symlink_to(real)
        aka("index", "-q", "-o", link, LISTS[0])
        self.assertTrue(link.is_symlink())
        self.assertGreater(real.stat().st_size, 1000)

    def test_quiet(self):
        done = aka("index", "--quiet", "-o", self.folder / "q.aka", LISTS[0])
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_info(self):
        info = json.loads(aka("info", "--json", self.index).stdout)
        fingerprint = self.built.stdout.split()[-1]
        self.assertIn(fingerprint, json.dumps(info))
        text = aka("info", self.index).stdout
        for word in (fingerprint, "us_ofac_sdn", "un_sc_sanctions", "ex_debarred", "2026-08-01"):
            self.assertIn(word, text)
        self.assertNotIn("{", text)

    def test_info_reads_the_default_index(self):
        env = dict(os.environ, AKA_INDEX=self.index)
        self.assertEqual(aka("info", env=env).stdout, aka("info", self.index).stdout)

    def test_compressed_lists(self):
        packed = self.file("sdn.xml.gz", gzip.compress(SDN.encode()))
        done = aka("index", "-o", self.folder / "gz.aka", packed)
        self.assertRegex(done.stdout, r"^15 entities, \d+ names, 0 problems\n")

    def test_format_may_be_forced(self):
        named = self.file("some.data", SDN)
        done = aka("index", "-o", self.folder / "f.aka", f"ofac-xml:{named}")
        self.assertRegex(done.stdout, r"^15 entities")


class BadLists(Case):
    def index(self, *sources, code, options=()):
        self.path = self.folder / "bad.aka"
        return aka("index", "-o", self.path, *options, *sources, code=code)

    def test_source_that_is_not_there(self):
        done = self.index(LISTS[0], "/no/such/list.xml", code=2)
        self.assertIn("aka: /no/such/list.xml: ", done.stderr)
        self.assertFalse(self.path.exists())

    def test_folder_and_unknown_format(self):
        self.index(self.folder, code=2)
        done = self.index(self.file("poem.txt", "Roses are red,\nviolets are blue\n"), code=2)
        self.assertIn("poem.txt", done.stderr)
        done = self.index("frob:" + LISTS[0], code=2)
        self.assertIn("frob", done.stderr)
        self.assertFalse(self.path.exists())

    def test_failure_leaves_the_old_index(self):
        self.index(LISTS[0], code=0)
        before = self.path.read_bytes()
        self.index("/no/such/list.xml", code=2)
        self.assertEqual(self.path.read_bytes(), before)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["bad.aka"])

    def test_output_that_cannot_be_written(self):
        done = aka("index", "-o", "/no/such/folder/x.aka", LISTS[0], code=2)
        self.assertIn("/no/such/folder", done.stderr)

    def test_truncated_list_keeps_what_was_read(self):
        cut = self.file("cut.xml", SDN[:SDN.index("<uid>990003</uid>")])
        done = self.index(cut, code=1)
        self.assertRegex(done.stdout, r"^7 entities, \d+ names, [1-9]\d* problems\n")
        self.assertRegex(done.stderr, r"aka: .*cut\.xml:\d+: ")

    def test_bad_record_is_listed_and_the_rest_kept(self):
        lines = (EXAMPLES / "lists" / "persons.ftm.jsonl").read_text(encoding="utf-8").splitlines()
        lines.insert(3, '{"id": "broken", "schema": ')
        bad = self.file("bad.ftm.jsonl", "\n".join(lines) + "\n")
        done = self.index(bad, code=1)
        self.assertRegex(done.stdout, r"^10 entities, \d+ names, 1 problems\n")
        self.assertIn("bad.ftm.jsonl:4", done.stderr)

    def test_many_problems_are_cut_on_the_screen_and_whole_in_the_file(self):
        lines = '{"id":"good","schema":"Person","properties":{"name":["Good Person"]}}\n'
        lines += "not json\n" * 50
        problems = self.folder / "problems.jsonl"
        bad = self.file("many.ftm.jsonl", lines)
        done = self.index(f"ftm:{bad}", code=1)
        self.assertEqual(len(re.findall(r"many\.ftm\.jsonl:\d+: ", done.stderr)), 20)
        self.assertIn("\u2026 and 30 more like this; --problems FILE writes them all", done.stderr)
        done = self.index(f"ftm:{bad}", code=1, options=["--problems", problems])
        self.assertIn("\u2026 and 30 more like this\n", done.stderr)
        written = objects(problems.read_text(encoding="utf-8"))
        self.assertEqual([p["line"] for p in written], list(range(2, 52)))
        self.assertEqual(set(written[0]),
                         {"path", "line", "record", "field", "message", "dropped"})
        self.assertTrue(all(p["dropped"] for p in written))

    def test_problems_file_that_cannot_be_written(self):
        self.index(LISTS[0], code=2, options=["--problems", "/no/such/folder/p.jsonl"])
        done = self.index(LISTS[0], self.file("x.ftm.jsonl", '{"id":"a","schema":"Person",'
                          '"properties":{"name":["A B"]}}\nnot json\n'), code=2,
                          options=["--problems", "/dev/full"])
        self.assertIn("/dev/full", done.stderr)


class BadIndex(IndexCase):
    def refused(self, content):
        path = self.file("damaged.aka", content)
        for command in (["info", path], ["screen", "-i", path, "Gustavo Petro"]):
            done = aka(*command, code=2)
            self.assertEqual(done.stdout, "")
            self.assertTrue(done.stderr.startswith("aka: "), done.stderr)
            self.assertIn("damaged.aka", done.stderr)

    def test_damaged_files(self):
        good = pathlib.Path(self.index).read_bytes()
        self.refused(b"")
        self.refused(b"not an index at all, only some text")
        self.refused(good[:100])
        self.refused(good[:-1])
        self.refused(good + b"x")
        for at in range(0, len(good), len(good) // 40):
            self.refused(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1:])

    def test_folder_as_index(self):
        aka("info", self.folder, code=2)


if __name__ == "__main__":
    run()
