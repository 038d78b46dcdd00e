"""How the service serves: connections, compression, keys, limits, reloading, ending, and what it
does to those who do not behave."""

import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time

from service import Answer, IndexCase, Service, ServiceCase, aka, environment, run

QUERY = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": ["Petro"]}}}})
JSON = {"Content-Type": "application/json"}
MALFORMED = pathlib.Path(__file__).parent / "malformed"


class Connections(ServiceCase):
    def test_keep_alive(self):
        connection = self.service.connect()
        socket_before = None
        for _ in range(5):
            connection.request("POST", "/match/default", QUERY, JSON)
            self.assertEqual(Answer(connection.getresponse()).status, 200)
            self.assertIn(socket_before, (None, connection.sock))
            socket_before = connection.sock
        connection.close()

    def test_pipelining(self):
        head = f"Host: x\r\nContent-Type: application/json\r\nContent-Length: {len(QUERY)}\r\n\r\n"
        post = f"POST /match/default HTTP/1.1\r\n{head}{QUERY}"
        get = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        last = "GET /algorithms HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        text = self.service.raw((post + get + post + last).encode()).decode()
        self.assertEqual(text.count("HTTP/1.1 200 OK"), 4)
        order = [text.index("responses"), text.index('"status":"ok"'), text.rindex("responses"),
                 text.index("algorithms")]
        self.assertEqual(order, sorted(order))

    def test_what_takes_long_keeps_nobody_waiting(self):
        """While as many texts are scanned as there are threads, a short question is answered."""
        text = "Gustavo Petro met Ordinary People. " * 80000
        sent, ended = threading.Barrier(3), []

        def scan():
            connection = self.service.connect()
            connection.request("POST", "/scan", text, {"Content-Type": "text/plain"})
            sent.wait(60)
            ended.append(Answer(connection.getresponse()).status)
            connection.close()

        self.service.match()
        scans = [threading.Thread(target=scan) for _ in range(2)]
        for thread in scans:
            thread.start()
        asked = 0
        sent.wait(60)
        while not ended:
            self.service.match()  # on a connection of its own: every loop gets some
            asked += 1
        for thread in scans:
            thread.join()
        self.assertEqual(ended, [200, 200])
        # Where a text holds up its loop, the third question at the latest waits for its end.
        self.assertGreater(asked, 8)

    def test_chunked_body(self):
        connection = self.service.connect()
        connection.request("POST", "/match/default", iter([QUERY[:9].encode(), QUERY[9:].encode()]),
                           JSON, encode_chunked=True)
        self.assertEqual(Answer(connection.getresponse()).status, 200)
        connection.close()

    def test_gzip(self):
        plain = self.service.get("/search/default", limit=50)
        packed = self.service.get("/search/default", {"Accept-Encoding": "br, gzip;q=0.8"}, limit=50)
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        for accept in ("gzip;q=0", "br", "xgzip", "identity"):
            answer = self.service.get("/search/default", {"Accept-Encoding": accept}, limit=50)
            self.assertNotIn("content-encoding", answer.headers)
        small = self.service.get("/healthz", {"Accept-Encoding": "gzip"})
        self.assertNotIn("content-encoding", small.headers)

    def test_malformed_requests(self):
        """Whatever comes is answered or dropped; the service goes on."""
        files = sorted(MALFORMED.iterdir())
        self.assertGreater(len(files), 20)
        for path in files:
            with self.subTest(file=path.name):
                answer = self.service.raw(path.read_bytes(), timeout=3)
                self.assertLess(answer.count(b"HTTP/1."), 3)
                self.assertNotIn(b" 500 ", answer)
                self.assertNotIn(b"root:", answer)
        self.ok(self.service.get("/healthz"))

    def test_size_of_headers(self):
        """Too many of them are refused; that answer may be lost, since not all of them is read."""
        for size, taken in ((14000, True), (17000, False)):
            request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: " + "a" * size
            answer = self.service.raw(f"{request}\r\n\r\n".encode()).decode()
            self.assertEqual(answer.startswith("HTTP/1.1 200 "), taken, answer[:80])
            self.assertTrue(taken or not answer or answer.startswith("HTTP/1.1 431 "), answer[:80])

    def test_ambiguous_lengths_do_not_smuggle(self):
        for name in ("two-lengths", "length-and-chunks"):
            answer = self.service.raw((MALFORMED / name).read_bytes())
            self.assertNotIn(b'"status":"ok"', answer, name)

    def test_metrics(self):
        self.service.match()
        text = self.service.get("/metrics").body.decode()
        values = dict(re.findall(r"(?m)^([^#\s]\S*) (\S+)$", text))
        self.assertGreaterEqual(int(
            values['aka_requests_total{method="POST",route="/match/{dataset}",status="200"}']), 1)
        self.assertGreaterEqual(int(values["aka_queries_total"]), 1)
        self.assertEqual(len(values), len(re.findall(r"(?m)^[^#\s]", text)), "a series is twice")
        for name in re.findall(r"(?m)^# TYPE (\S+)", text):
            self.assertRegex(text, rf"(?m)^# HELP {name} ")

    def test_no_cross_origin_unless_set(self):
        answer = self.service.get("/healthz", {"Origin": "https://page.example"})
        self.assertNotIn("access-control-allow-origin", answer.headers)
        self.assertEqual(self.service.ask("OPTIONS", "/match/default").status, 405)

    def test_the_log_has_no_names(self):
        self.service.match("Gustavo Petro")
        self.service.get("/search/default", q="Gustavo")
        self.service.wait_for("/search/{dataset}")
        lines = [json.loads(line) for line in self.service.lines if line.startswith("{")]
        self.assertNotIn("Gustavo", "".join(self.service.lines))
        self.assertEqual(set(lines[0]), {"time", "method", "route", "client", "key", "status", "ms",
                                         "in", "out", "queries"})

    def test_administration_needs_keys(self):
        self.refused(self.service.ask("POST", "/updatez"), 403, "--keys")


class Settings(IndexCase):
    """Services with options of their own."""

    def serve(self, *args):
        service = Service(self.index, *args)
        self.addCleanup(service.close)
        return service

    def key(self, name, role):
        done = aka("serve", "--new-key", name, "--role", role)
        return done.stdout, re.search(r"key is (\S+);", done.stderr).group(1)

    def test_keys(self):
        line, key = self.key("payments", "screen")
        admin_line, admin = self.key("ops", "admin")
        path = self.file("keys", "# keys\n\n" + line + admin_line)
        self.assertNotIn(key, pathlib.Path(path).read_text())
        service = self.serve("--keys", path)
        ask = lambda path, key=None, method="GET", scheme="ApiKey": service.ask(
            method, path, headers={"Authorization": f"{scheme} {key}"} if key else {})
        for path in ("/healthz", "/readyz", "/openapi.json"):
            self.assertEqual(ask(path).status, 200)
        for path in ("/catalog", "/metrics", "/entities/ofac-56062", "/search/default"):
            answer = ask(path)
            self.assertEqual((answer.status, answer.headers["www-authenticate"]), (401, "ApiKey"))
            self.assertEqual(ask(path, key + "x").status, 401)
            self.assertEqual(ask(path, key).status, 200)
            self.assertEqual(ask(path, key, scheme="Bearer").status, 200)
            self.assertEqual(ask(path, admin).status, 200)
        self.assertEqual(service.get("/catalog", api_key=key).status, 200)
        self.assertEqual(ask("/updatez", method="POST").status, 401)
        self.assertEqual(ask("/updatez", key, "POST").status, 403)
        self.assertEqual(ask("/updatez", admin, "POST").status, 200)
        self.assertEqual(service.ask("POST", f"/updatez?token={admin}").status, 200)
        self.assertEqual(service.ask("POST", "/updatez?token=nonsense").status, 401)
        service.wait_for('"key":"payments"')
        self.assertNotIn(key, "".join(service.lines))

    def test_a_key_is_taken_back(self):
        line, key = self.key("payments", "screen")
        admin_line, admin = self.key("ops", "admin")
        path = self.file("keys", line + admin_line)
        service = self.serve("--keys", path)
        ask = lambda key: service.ask("GET", "/catalog", headers={"Authorization": f"ApiKey {key}"})
        self.assertEqual(ask(key).status, 200)
        self.file("keys", admin_line)
        self.assertEqual(service.ask("POST", f"/updatez?token={admin}").status, 200)
        self.assertEqual((ask(key).status, ask(admin).status), (401, 200))
        self.file("keys", "nonsense\n")
        self.assertEqual(service.ask("POST", f"/updatez?token={admin}").status, 500)
        self.assertEqual((ask(key).status, ask(admin).status), (401, 200))

    def test_bad_files_are_named(self):
        for text, saying in [("", "no key"), ("a b c\n", ":1: "), ("\nx screen 00 11\n", ":2: "),
                             ("x boss " + "0" * 32 + " " + "0" * 64 + "\n", "NAME")]:
            done = aka("serve", "-i", self.index, "--keys", self.file("keys", text), code=2)
            self.assertIn(saying, done.stderr)
        for text, saying in [("{", "collections:1"), ("[]", "object"), ('{"a":[]}', '"a"'),
                             ('{"a":"b"}', '"a"'), ('{"default":["b"]}', "default")]:
            done = aka("serve", "-i", self.index, "--collections", self.file("collections", text),
                       code=2)
            self.assertIn(saying, done.stderr)
        done = aka("serve", "-i", self.index, "--collections", "/nowhere/x", code=2)
        self.assertEqual(done.stderr.count("/nowhere/x"), 1)
        self.assertIn("No such file", done.stderr)

    def test_mistakes_at_the_start(self):
        for args, saying in [(["--listen", "nowhere:1"], "nowhere"), (["--listen", "::1:x"], "x"),
                             (["--listen", "127.0.0.1:70000"], "70000"),
                             (["--listen", "192.0.2.1:0"], "192.0.2.1"), (["x"], '"x"'),
                             (["--log", "all"], "all"), (["--rate", "0"], "rate"),
                             (["--tls-cert", "x"], "both"), (["--role", "admin"], "--new-key"),
                             (["--tls-cert", "/nowhere", "--tls-key", "/nowhere"], "/nowhere"),
                             (["--new-key", "a b"], "letters"),
                             (["--new-key", "a", "--role", "boss"], "admin")]:
            with self.subTest(args=args):
                done = aka("serve", "-i", self.index, *args, code=2)
                self.assertIn(saying, done.stderr)
                self.assertEqual(done.stdout, "")
        self.assertIn("nofile.aka", aka("serve", "-i", "nofile.aka", code=2).stderr)

    def test_port_in_use(self):
        service = self.serve()
        done = aka("serve", "-i", self.index, "--listen", f"127.0.0.1:{service.port}", code=2)
        self.assertIn("in use", done.stderr)

    def test_collections(self):
        path = self.file("collections", '{"sanctions":["us_ofac_sdn","un_sc_sanctions","absent"]}')
        service = self.serve("--collections", path)
        self.assertTrue(service.match(dataset="sanctions"))
        self.assertEqual(service.match(exclude_dataset="sanctions"), [])
        catalog = {d["name"]: d for d in service.get("/catalog").json["datasets"]}
        self.assertEqual(catalog["sanctions"]["children"],
                         ["us_ofac_sdn", "un_sc_sanctions", "absent"])
        found = service.get("/search/sanctions", limit=500).json
        self.assertEqual({d for r in found["results"] for d in r["datasets"]},
                         {"us_ofac_sdn", "un_sc_sanctions"})

    def test_rate(self):
        service = self.serve("--rate", 5)
        answers = [service.get("/catalog") for _ in range(12)]
        statuses = [a.status for a in answers]
        self.assertEqual(statuses[:5], [200] * 5)
        self.assertIn(429, statuses)
        late = next(a for a in answers if a.status == 429)
        self.assertIn("detail", late.json)
        time.sleep(int(late.headers["retry-after"]))
        self.assertEqual(service.get("/catalog").status, 200)
        self.assertEqual({service.get("/healthz").status for _ in range(20)}, {200})

    def test_body_limit(self):
        service = self.serve("--max-body", 2000)
        body = json.dumps({"queries": {"q": {"properties": {"name": "x" * 3000}}}})
        answer = service.ask("POST", "/match/default", body, JSON)
        self.assertEqual((answer.status, list(answer.json)), (413, ["detail"]))
        connection = service.connect()
        connection.request("POST", "/match/default", iter([body.encode()]), JSON, encode_chunked=True)
        self.assertEqual(Answer(connection.getresponse()).status, 413)
        connection.close()
        self.assertEqual(service.ask("POST", "/match/default", QUERY, JSON).status, 200)

    def test_cors(self):
        service = self.serve("--cors", "https://page.example")
        answer = service.ask("OPTIONS", "/match/default", headers={"Origin": "https://page.example"})
        self.assertEqual(answer.status, 204)
        self.assertIn("Authorization", answer.headers["access-control-allow-headers"])
        self.assertEqual(service.get("/healthz").headers["access-control-allow-origin"],
                         "https://page.example")

    def test_tls(self):
        if not shutil.which("openssl"):
            self.skipTest("no openssl")
        cert, key = str(self.folder / "cert"), str(self.folder / "key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                        "-out", cert], check=True, capture_output=True)
        service = self.serve("--tls-cert", cert, "--tls-key", key)
        connection = http.client.HTTPSConnection(
            "127.0.0.1", service.port, context=ssl.create_default_context(cafile=cert), timeout=60)
        connection.request("GET", "/reconcile/default")
        answer = Answer(connection.getresponse())
        self.assertEqual(answer.status, 200)
        self.assertIn("https://", answer.json["view"]["url"])
        connection.close()
        done = aka("serve", "-i", self.index, "--tls-cert", key, "--tls-key", cert, code=2)
        self.assertIn("certificate", done.stderr)

    def test_full_log(self):
        service = self.serve("--log", "full")
        service.get("/search/default", q="Gustavo")
        service.wait_for('"target":"/search/default?q=Gustavo"')
        quiet = self.serve("--log", "none")
        quiet.get("/catalog")
        self.assertEqual(quiet.close(), 0)
        self.assertFalse(any("catalog" in line for line in quiet.lines))

    def test_half_open_connections(self):
        """Connections that say nothing, or half of something, keep nobody out, and give way before
        one that has been of use."""
        service = self.serve("--connections", 20, "--log", "none")
        useful = service.connect()
        useful.request("GET", "/healthz")
        self.assertEqual(Answer(useful.getresponse()).status, 200)
        silent = []
        self.addCleanup(lambda: [s.close() for s in silent])
        for i in range(100):
            silent.append(socket.create_connection(("127.0.0.1", service.port), 60))
            if i % 2:
                silent[-1].sendall(b"POST /match/default HTTP/1.1\r\nHost")
        begun = time.monotonic()
        self.assertTrue(service.match())
        self.assertLess(time.monotonic() - begun, 8)
        useful.request("GET", "/metrics")
        text = Answer(useful.getresponse()).body.decode()
        useful.close()
        self.assertGreaterEqual(
            int(re.search(r"\naka_dropped_connections_total (\d+)", text).group(1)), 80)
        self.assertLessEqual(int(re.search(r"\naka_connections (\d+)", text).group(1)), 40)

    def test_keys_of_a_reconciliation(self):
        line, key = self.key("refine", "screen")
        service = self.serve("--keys", self.file("keys", line))
        manifest = service.get("/reconcile/default", api_key=key).json
        path = manifest["suggest"]["entity"]["service_path"]
        self.assertEqual(service.ask("GET", path + "&prefix=gus").status, 200)
        self.assertEqual(service.get("/reconcile/default/suggest/entity", prefix="gus").status, 401)

    def test_other_addresses(self):
        with socket.socket(socket.AF_INET6) as probe:
            try:
                probe.bind(("::1", 0))
            except OSError:
                self.skipTest("no IPv6")
        process = subprocess.Popen(
            [os.environ.get("AKA", "build/aka"), "serve", "-i", self.index, "--listen", "[::1]:0"],
            stderr=subprocess.PIPE, text=True, env=environment())
        port = int(re.search(r"http://\[::1\]:(\d+)", process.stderr.readline()).group(1))
        connection = http.client.HTTPConnection("::1", port, timeout=60)
        connection.request("GET", "/healthz")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        process.terminate()
        self.assertEqual(process.wait(60), 0)
        process.stderr.close()


if __name__ == "__main__":
    run()
