"""The library example of the README (examples/screen.c) does what its comment says."""

import subprocess
import sys
import unittest

from support import IndexCase

PROGRAM = sys.argv.pop(1)


class Example(IndexCase):
    def test_finds(self):
        done = subprocess.run([PROGRAM, self.index, "Gustavo Petro"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^0\.\d{3} ofac-56062 Gustavo Francisco PETRO URREGO\n")

    def test_fails(self):
        done = subprocess.run([PROGRAM, "/no/such.aka", "x"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("/no/such.aka", done.stderr)


if __name__ == "__main__":
    unittest.main()
