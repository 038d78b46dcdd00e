"""What the end-to-end tests share: running aka, the example lists, a folder to work in.

The environment names the command (AKA) and the sources (AKA_SOURCE); meson sets both.
"""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("AKA_SOURCE", pathlib.Path(__file__).parents[2])).resolve()
AKA = os.environ.get("AKA", str(SOURCE / "build" / "aka"))
EXAMPLES = SOURCE / "examples"
LISTS = [str(EXAMPLES / "lists" / name) for name in
         ("sdn.xml", "SDN.CSV", "un.xml", "persons.ftm.jsonl", "house.csv")]
CUSTOMERS = str(EXAMPLES / "customers.csv")
SKIPPED = 77  # what meson takes for a test that was skipped


def environment(**more):
    """Nothing of the caller's that changes what aka does."""
    clean = {k: v for k, v in os.environ.items()
             if k not in ("AKA_INDEX", "XDG_DATA_HOME", "NO_COLOR")}
    clean.update(more)
    return clean


def without_progress(text):
    """On a slow machine anything may take over two seconds."""
    return re.sub(r"(?m)^aka: \d+ [a-z ]+, \d+ s\n", "", text)


def aka(*args, code=0, stdin=None, env=None, cwd=None, timeout=300):
    """Runs aka and checks its exit code (None: any)."""
    done = subprocess.run([AKA, *map(str, args)], input=stdin, capture_output=True, text=True,
                          encoding="utf-8", env=env or environment(), cwd=cwd, timeout=timeout)
    done.stderr = without_progress(done.stderr)
    if code is not None and done.returncode != code:
        raise AssertionError(f"aka {' '.join(map(str, args))}: exit {done.returncode}, not {code}\n"
                             f"stdout: {done.stdout[:2000]}\nstderr: {done.stderr[:4000]}")
    return done


def rows(text):
    """CSV with a header row, as dictionaries."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def objects(text):
    """JSON lines."""
    return [json.loads(line) for line in text.splitlines()]


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="aka-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)


class IndexCase(Case):
    """A test that reads an index of the example lists, made once a class."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="aka-index-")
        cls.addClassCleanup(folder.cleanup)
        cls.index = str(pathlib.Path(folder.name) / "examples.aka")
        cls.built = aka("index", "-o", cls.index, *LISTS)

    def screen(self, *args, **options):
        return aka("screen", "-i", self.index, *args, **options)

    def answers(self, *args, **options):
        return objects(self.screen("--format", "jsonl", *args, **options).stdout)

    def ids(self, *args, **options):
        """Ids of the results of the one query, best first."""
        answer, = self.answers(*args, **options)
        return [r["id"] for r in answer["results"]]


def run():
    unittest.main(module="__main__", argv=[sys.argv[0], "-v"] + sys.argv[1:])
