"""What the tests of the service share: starting it, and speaking HTTP to it.

The environment is that of tests/cli, whose support.py this builds on.
"""

import http.client
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))

from support import AKA, EXAMPLES, LISTS, SOURCE, IndexCase, aka, environment, run  # noqa: E402,F401


class Answer:
    """Status, headers (names in lower case) and body of an answer."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Service:
    """aka serve, running; ended by close."""

    def __init__(self, index, *args):
        self.process = subprocess.Popen(
            [AKA, "serve", "-i", index, "--listen", "127.0.0.1:0", *map(str, args)],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment(), text=True,
            encoding="utf-8")
        self.lines = []
        first = self.process.stderr.readline()
        found = re.search(r"listening on (https?)://\S+:(\d+)", first)
        if not found:
            self.process.wait(10)
            raise AssertionError(f"aka serve did not start: {first}{self.process.stderr.read()}")
        self.port = int(found.group(2))
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)

    def connect(self, timeout=60):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        try:
            if isinstance(body, (dict, list)):
                body = json.dumps(body)
                headers = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, body, headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, headers=None, **params):
        query = urllib.parse.urlencode(params, doseq=True)
        return self.ask("GET", path + ("?" + query if query else ""), headers=headers)

    def match(self, name="Gustavo Petro", dataset="default", schema="Person", **params):
        """Results of one query."""
        query = urllib.parse.urlencode(params, doseq=True)
        answer = self.ask("POST", f"/match/{dataset}?{query}", {
            "queries": {"q": {"schema": schema, "properties": {"name": [name]}}}})
        if answer.status != 200:
            raise AssertionError(answer.body)
        return answer.json["responses"]["q"]["results"]

    def raw(self, data, timeout=60):
        """Sends bytes as they are; what comes back until the other side closes, or it takes long."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as s:
            parts = []
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while part := s.recv(65536):
                    parts.append(part)
            except OSError:
                pass
            return b"".join(parts)

    def signal(self, number):
        self.process.send_signal(number)

    def wait_for(self, text, seconds=60):
        """Until a line of its messages has that text."""
        for _ in range(int(seconds * 50)):
            if any(text in line for line in self.lines):
                return
            threading.Event().wait(0.02)
        raise AssertionError(f"no message with {text!r}: {self.lines}")

    def close(self):
        """Ends it as an operator would; its exit code."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.reader.join(10)
        self.process.stderr.close()
        return code


class ServiceCase(IndexCase):
    """A test that asks a service with the example lists, started once a class with `options`."""

    options = ()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = Service(cls.index, *cls.options)
        cls.addClassCleanup(cls._end)

    @classmethod
    def _end(cls):
        code = cls.service.close()
        if code != 0:
            raise AssertionError(f"aka serve ended with {code}: {''.join(cls.service.lines)}")

    def ok(self, answer):
        self.assertEqual(answer.status, 200, answer.body)
        return answer.json

    def refused(self, answer, status, saying=""):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(list(answer.json), ["detail"])
        self.assertIn(saying, answer.json["detail"])
