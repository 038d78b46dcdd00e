"""worst_queries.py and the program that it runs, with the example lists in place of real ones: what
it finds is within the limits that it writes, and what is not as it was is told.

usage: test_worst_queries.py BUILD
"""

import contextlib
import io
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

import real_lists
import worst_queries

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"


class WorstQueries(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.set = folder / "queries" / "customers.csv"
        self.set.parent.mkdir()
        shutil.copy(EXAMPLES / "customers.csv", self.set)
        os.environ["AKA_DATA"] = str(folder)
        real_lists.LISTS = [EXAMPLES / "lists" / "sdn.xml", EXAMPLES / "lists" / "un.xml"]
        worst_queries.FILE = folder / "worst_queries.txt"
        worst_queries.ROUNDS = 1
        self.assertEqual(self.run_script("--find"), 0)
        self.found = worst_queries.read_lines(worst_queries.FILE.read_text())

    def run_script(self, option=""):
        with contextlib.redirect_stdout(io.StringIO()):
            return worst_queries.main(BUILD, option)

    def write(self, queries):
        worst_queries.FILE.write_text(worst_queries.as_text(queries))

    def test_what_is_found_is_within_its_limits(self):
        self.assertGreater(len(self.found), 5)
        self.assertEqual(self.run_script(), 0)

    def test_limits_are_the_same_when_made_again(self):
        before = worst_queries.FILE.read_text()
        self.assertEqual(self.run_script("--limits"), 0)
        self.assertEqual(worst_queries.FILE.read_text(), before)

    def test_more_work_fails(self):
        query, (row_hash, most) = max(self.found.items(), key=lambda item: item[1][1])
        for i in range(4):
            less = [*most[:i], 0, *most[i + 1:]]
            self.write({query: (row_hash, less)})
            self.assertEqual(self.run_script() == 0, most[i] == 2)  # 2: it is none

    def test_another_row_fails(self):
        (name, row), (row_hash, most) = min(self.found.items())
        text = self.set.read_text(encoding="utf-8")
        self.set.write_text(text.replace(f"C{row:03},", "X,"), encoding="utf-8")
        self.assertNotEqual(self.run_script(), 0)
        with self.assertRaises(SystemExit):
            self.run_script("--limits")

    def test_a_row_that_is_not_there_fails(self):
        self.write({("customers.csv", 9999): ("0" * 8, [9**9] * 4)})
        self.assertNotEqual(self.run_script(), 0)
        with self.assertRaises(SystemExit):
            self.run_script("--limits")

    def test_a_set_that_is_not_there_is_skipped(self):
        self.set.unlink()
        self.assertEqual(self.run_script(), real_lists.SKIPPED)

    def test_without_data_it_is_skipped(self):
        del os.environ["AKA_DATA"]
        self.assertEqual(self.run_script(), real_lists.SKIPPED)


if __name__ == "__main__":
    BUILD = sys.argv.pop(1)
    unittest.main()
