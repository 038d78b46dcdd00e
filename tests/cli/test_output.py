"""Standard output that fails, is closed or has no reader; terminals and colour."""

import os
import pty
import signal
import subprocess
import time

from support import AKA, CUSTOMERS, IndexCase, aka, environment, run


class Output(IndexCase):
    def popen(self, *args, **options):
        return subprocess.Popen([AKA, *args], env=environment(), **options)

    def many(self):
        """A CSV whose results fill every pipe."""
        lines = "".join(f"{i},Gustavo Petro\n" for i in range(3000))
        return self.file("many.csv", "id,name\n" + lines)

    def test_reader_that_goes_away(self):
        for jobs in ("1", "3"):
            process = self.popen("screen", "-q", "-i", self.index, "--csv", self.many(), "--jobs",
                                 jobs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.readline()
            process.stdout.close()
            messages = process.stderr.read()
            process.stderr.close()
            self.assertEqual(process.wait(), -signal.SIGPIPE)
            self.assertEqual(messages, b"")

    def test_full_disk(self):
        for args in (["screen", "-i", self.index, "Gustavo Petro"],
                     ["screen", "-q", "-i", self.index, "--csv", CUSTOMERS, "--jobs", "2"],
                     ["info", self.index], ["compare", "a b", "a b"], ["help"], ["--version"],
                     ["screen", "--help"]):
            with open("/dev/full", "wb") as full:
                process = self.popen(*args, stdout=full, stderr=subprocess.PIPE)
                _, messages = process.communicate()
            self.assertEqual(process.returncode, 2, args)
            self.assertRegex(messages.decode(), r"^aka: standard output: No space left")

    def test_closed_stdout(self):
        process = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", AKA, "screen", "-i",
                                  self.index, "Gustavo Petro"], env=environment(),
                                 capture_output=True, text=True)
        self.assertEqual(process.returncode, 2)
        self.assertIn("standard output", process.stderr)

    def test_closed_stdout_does_not_spoil_an_index(self):
        path = str(self.folder / "x.aka")
        process = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", AKA, "index", "-o", path,
                                  CUSTOMERS], env=environment(), capture_output=True, text=True)
        self.assertEqual(process.returncode, 2, process.stderr)
        aka("info", path)

    def screen_slowly(self, *options):
        """Messages of a screening whose second name comes after more than two seconds."""
        process = self.popen("screen", "-i", self.index, *options, "-", stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(b"Gustavo Petro\n")
        process.stdin.flush()
        first = process.stdout.readline()
        time.sleep(2.2)
        out, messages = process.communicate(b"Jane Thompson\n")
        self.assertEqual(first, b"Gustavo Petro\n")
        self.assertEqual(out.splitlines()[-2:], [b"Jane Thompson", b"  no match"])
        return messages.decode()

    def test_progress_after_two_seconds(self):
        self.assertRegex(self.screen_slowly(), r"^aka: 2 records screened, \d+ s\n$")
        self.assertEqual(self.screen_slowly("--quiet"), "")

    def test_progress_within_a_file(self):
        process = subprocess.Popen([AKA, "scan", "-i", self.index, "-"], env=environment(),
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        text = b"Nobody is named here.\n" * 60000
        process.stdin.write(text)
        process.stdin.flush()
        time.sleep(2.2)
        messages = process.communicate(text)[1].decode()
        self.assertRegex(messages, r"^(aka: \d MB scanned, \d+ s\n)+$")

    def on_terminal(self, *args, **env):
        """What aka prints with standard output on a terminal."""
        try:
            master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")
        process = subprocess.Popen([AKA, *args], stdout=slave, stderr=subprocess.DEVNULL,
                                   env=environment(TERM="xterm", **env))
        os.close(slave)
        text = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        os.close(master)
        process.wait()
        return text.decode()

    def test_colour_and_tables_only_on_a_terminal(self):
        args = ["screen", "-i", self.index, "--csv", CUSTOMERS]
        coloured = self.on_terminal(*args)
        self.assertIn("\033[", coloured)
        self.assertIn("no match", coloured)
        plain = self.on_terminal(*args, NO_COLOR="1")
        self.assertNotIn("\033", plain)
        self.assertIn("no match", plain)
        piped = aka(*args).stdout
        self.assertTrue(piped.startswith("query_id,"))
        self.assertNotIn("\033", aka("screen", "-i", self.index, "Gustavo Petro").stdout)


if __name__ == "__main__":
    run()
