"""What the service does when things go wrong: bad indexes, full disks, sudden ends, clients that
misbehave. soak.py does more of it, for longer."""

import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time

from service import AKA, LISTS, Answer, IndexCase, Service, aka, environment, run

QUERY = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": ["Petro"]}}}})
JSON = {"Content-Type": "application/json"}


class Faults(IndexCase):
    """Swapping, ending and breaking while requests go on."""

    def setUp(self):
        super().setUp()
        self.path = str(self.folder / "lists.aka")
        shutil.copy(self.index, self.path)
        self.service = Service(self.path, "--log", "none")
        self.addCleanup(self.service.close)

    def replace(self, source):
        shutil.copy(source, self.path + ".new")
        os.replace(self.path + ".new", self.path)

    def other_index(self):
        path = str(self.folder / "other.aka")
        aka("index", "-q", "-o", path, self.file("other.csv", "name,schema\nOther Person,Person\n"))
        return path

    def load(self, seconds, threads=4):
        """Asks from several threads; fingerprints seen, and whatever went wrong."""
        end, seen, wrong = time.monotonic() + seconds, set(), []
        self.asked = 0

        def ask():
            connection = self.service.connect()
            while time.monotonic() < end:
                try:
                    connection.request("POST", "/match/default", QUERY, JSON)
                    answer = Answer(connection.getresponse())
                    seen.add(answer.headers.get("x-aka-index"))
                    self.asked += 1
                    if answer.status != 200:
                        wrong.append(answer.body)
                except (OSError, http.client.HTTPException) as error:
                    wrong.append(repr(error))
                    connection.close()
            connection.close()

        workers = [threading.Thread(target=ask) for _ in range(threads)]
        for worker in workers:
            worker.start()
        return workers, seen, wrong

    def test_reload(self):
        before = self.service.get("/healthz").headers["x-aka-index"]
        self.replace(self.other_index())
        self.assertEqual(self.service.get("/healthz").headers["x-aka-index"], before)
        self.service.signal(signal.SIGHUP)
        self.service.wait_for("loaded anew")
        self.assertNotEqual(self.service.get("/healthz").headers["x-aka-index"], before)
        self.assertEqual(self.service.match("Other Person")[0]["caption"], "Other Person")

    def test_a_bad_index_is_not_taken(self):
        before = self.service.get("/healthz").headers["x-aka-index"]
        data = pathlib.Path(self.path).read_bytes()
        for bad in (b"", b"no index", data[:-100], data[:5000] + b"\xff" * 10 + data[5010:]):
            pathlib.Path(self.path + ".new").write_bytes(bad)
            os.replace(self.path + ".new", self.path)
            self.service.lines.clear()
            self.service.signal(signal.SIGHUP)
            self.service.wait_for("stays as it was")
            self.assertEqual(self.service.get("/healthz").headers["x-aka-index"], before)
            self.assertTrue(self.service.match())
        os.unlink(self.path)
        self.service.lines.clear()
        self.service.signal(signal.SIGHUP)
        self.service.wait_for("stays as it was")
        self.assertTrue(self.service.match())
        text = self.service.get("/metrics").body.decode()
        self.assertIn("aka_reload_failures_total 5", text)

    def test_updatez_says_what_is_wrong(self):
        """A bad index is refused with the reason, and the old one goes on."""
        done = aka("serve", "--new-key", "ops", "--role", "admin")
        key = re.search(r"key is (\S+);", done.stderr).group(1)
        service = Service(self.path, "--log", "none", "--keys", self.file("keys", done.stdout))
        self.addCleanup(service.close)
        admin = {"Authorization": "ApiKey " + key}
        before = service.get("/healthz").headers["x-aka-index"]
        data = pathlib.Path(self.path).read_bytes()
        for bad, saying in [(b"", "empty"), (data[:50], ""), (data[:-1], "bytes"),
                            (b"GET / HTTP/1.1" * 1000, "not an aka index"),
                            (data[:-3000] + bytes(3000), "checksum")]:
            pathlib.Path(self.path + ".new").write_bytes(bad)
            os.replace(self.path + ".new", self.path)
            answer = service.ask("POST", "/updatez", headers=admin)
            self.assertEqual(answer.status, 500)
            self.assertIn("stays as it was", answer.json["detail"])
            self.assertIn(self.path, answer.json["detail"])
            self.assertIn(saying, answer.json["detail"])
            self.assertEqual(service.get("/healthz").headers["x-aka-index"], before)
        self.replace(self.other_index())
        self.assertEqual(service.ask("POST", "/updatez", headers=admin).status, 200)
        self.assertNotEqual(service.get("/healthz").headers["x-aka-index"], before)

    def write_fails(self, path, command, **how):
        """aka index cannot write its output: it says so, the old file is as it was, nothing else is
        left, and the service goes on with what it has."""
        before, beside = path.read_bytes(), sorted(path.parent.iterdir())
        done = subprocess.run(command, capture_output=True, text=True, env=environment(),
                              timeout=300, **how)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual(sorted(path.parent.iterdir()), beside)
        self.service.lines.clear()
        self.service.signal(signal.SIGHUP)
        self.service.wait_for("loaded anew")
        self.assertTrue(self.service.match())
        return done.stderr

    def test_a_file_that_may_not_grow(self):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
        # The signal is ignored, as it is in Python; so the write itself fails.
        said = self.write_fails(pathlib.Path(self.path),
                                [AKA, "index", "-q", "-o", self.path, *map(str, LISTS)],
                                preexec_fn=limit, restore_signals=False)
        self.assertRegex(said, "File too large")

    def test_a_full_disk(self):
        """On a file system that only the command sees, with room for half of the index."""
        disk = self.folder / "disk"
        disk.mkdir()
        script = ('mount -t tmpfs -o size="$3" none "$1" && cp "$2" "$1/lists.aka" && '
                  'shift 3 && before=$(cksum < "$1") && { "${@:2}"; code=$?; ls "${1%/*}" | wc -l; '
                  '[ "$before" = "$(cksum < "$1")" ] && echo same; exit $code; }')
        small = self.folder / "small.aka"
        aka("index", "-q", "-o", small, self.file("s.csv", "name,schema\nOne Person,Person\n"))
        inside = disk / "lists.aka"
        size = os.path.getsize(small) + os.path.getsize(self.index) // 2
        probe = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", disk],
                               capture_output=True) if shutil.which("unshare") else None
        if not probe or probe.returncode != 0:
            self.skipTest("no file system of its own can be had")
        done = subprocess.run(["unshare", "-rm", "bash", "-c", script, "-", disk, small, str(size),
                               inside, AKA, "index", "-q", "-o", inside, *LISTS],
                              capture_output=True, text=True, env=environment(), timeout=300)
        self.assertEqual((done.returncode, done.stdout.split()), (2, ["1", "same"]), done.stderr)
        self.assertIn("No space left", done.stderr)

    def test_swaps_under_load(self):
        sources = [self.other_index(), self.index]
        workers, seen, wrong = self.load(3)
        for i in range(12):
            self.replace(sources[i % 2])
            self.service.lines.clear()
            self.service.signal(signal.SIGHUP)
            self.service.wait_for("loaded anew")
        for worker in workers:
            worker.join()
        self.assertEqual(wrong, [])
        self.assertEqual(len(seen), 2)
        maps = pathlib.Path(f"/proc/{self.service.process.pid}/maps").read_text()
        self.assertEqual(len(set(re.findall(r"(\d+) +\S+lists\.aka", maps))), 1,
                         "an index that is out of service is still held")

    def test_ending_drains(self):
        """A request that has begun is answered, though its body comes after the signal."""
        head = f"POST /match/default HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" \
               f"Content-Length: {len(QUERY)}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.service.port), 60) as s:
            s.sendall((head + QUERY[:10]).encode())
            time.sleep(0.3)
            self.service.signal(signal.SIGTERM)
            self.service.wait_for("ending")
            time.sleep(0.3)
            s.sendall(QUERY[10:].encode())
            text = b""
            while part := s.recv(65536):
                text += part
        self.assertIn(b"200 OK", text)
        self.assertRegex(text, rb"(?i)connection: close")
        self.assertEqual(self.service.process.wait(60), 0)
        with self.assertRaises(OSError):
            self.service.get("/healthz")

    def test_kill_and_start_again(self):
        workers, _, _ = self.load(1)
        time.sleep(0.5)
        self.service.signal(signal.SIGKILL)
        self.service.process.wait(60)
        for worker in workers:
            worker.join()
        self.assertGreater(self.asked, 0)
        again = Service(self.path, "--log", "none", "--listen", f"127.0.0.1:{self.service.port}")
        self.assertTrue(again.match())
        self.assertEqual(again.close(), 0)

    def test_connections_that_break_off(self):
        for i in range(200):
            with socket.create_connection(("127.0.0.1", self.service.port), 60) as s:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                s.sendall(b"POST /match/default HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"
                          [:i])
        self.assertTrue(self.service.match())
        for _ in range(200):
            gauges = self.service.get("/metrics").body.decode()
            if "\naka_active_requests 1\n" in gauges:
                break
            time.sleep(0.05)
        self.assertIn("\naka_active_requests 1\n", gauges)

    def test_slow_clients_are_dropped(self):
        """A byte now and then does not hold a connection for ever."""
        with socket.create_connection(("127.0.0.1", self.service.port), 60) as s:
            begun = time.monotonic()
            try:
                for byte in b"GET /healthz HTTP/1.1\r\n" * 10:
                    s.sendall(bytes([byte]))
                    time.sleep(0.5)
            except OSError:
                pass
            self.assertLess(time.monotonic() - begun, 60)
        self.assertRegex(self.service.get("/metrics").body.decode(),
                         r"\naka_dropped_connections_total [1-9]")


if __name__ == "__main__":
    run()
