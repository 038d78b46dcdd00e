"""Every address of the service: the shape of its answers, filters, and what it refuses."""

import datetime
import gzip
import json
import os
import re
import urllib.parse

from service import EXAMPLES, ServiceCase, aka, run

PETRO = {"schema": "Person", "properties": {"name": ["Gustavo Petro"], "birthDate": ["1960-04-19"]}}
ENTITY_FIELDS = {"id", "caption", "schema", "properties", "datasets", "referents", "target",
                 "first_seen", "last_seen", "last_change"}


class Match(ServiceCase):
    def post(self, body, path="/match/default", **params):
        query = urllib.parse.urlencode(params, doseq=True)
        return self.service.ask("POST", path + ("?" + query if query else ""), body)

    def test_the_shape_is_that_of_the_opensanctions_api(self):
        answer = self.post({"queries": {"a": PETRO, "b": {"schema": "Person", "properties": {
            "name": "Wilhelmina Nobodysson"}}}, "weights": {}, "config": {}})
        body = self.ok(answer)
        self.assertEqual(set(body), {"responses", "limit"})
        self.assertEqual(body["limit"], 5)
        self.assertEqual(list(body["responses"]), ["a", "b"])
        a, b = body["responses"]["a"], body["responses"]["b"]
        self.assertEqual(set(a), {"status", "results", "total", "query"})
        self.assertEqual((a["status"], a["total"]), (200, {"value": 1, "relation": "eq"}))
        self.assertEqual(a["query"]["properties"], PETRO["properties"])
        result, = a["results"]
        self.assertEqual(set(result), ENTITY_FIELDS | {"score", "match", "explanations"})
        self.assertEqual((result["id"], result["match"], result["target"]),
                         ("ofac-56062", True, True))
        for feature in ("name", "birthDate"):
            self.assertTrue({"score", "detail", "query", "candidate"} <=
                            set(result["explanations"][feature]))
        self.assertEqual(result["explanations"]["birthDate"]["score"], 1.0)
        self.assertEqual((b["results"], b["total"]["value"]), ([], 0))

    def test_headers(self):
        answer = self.post({"queries": {"q": PETRO}})
        self.assertRegex(answer.headers["x-aka-index"], r"^[0-9a-f]{16}$")
        self.assertEqual(answer.headers["x-batch-size"], "1")
        self.assertEqual(answer.headers["content-type"], "application/json")

    def test_it_scores_as_the_command_does(self):
        result = self.service.match()[0]
        told = self.answers("--schema", "Person", "Gustavo Petro")[0]["results"][0]
        self.assertEqual((result["id"], result["score"]), (told["id"], told["score"]))

    def test_limit_threshold_and_cutoff(self):
        every = self.service.match("Petro", limit=500, threshold=0.3)
        self.assertGreater(len(every), 1)
        one = self.ok(self.post({"queries": {"q": {"schema": "Person", "properties": {
            "name": ["Petro"]}}}}, limit=1, threshold=0.3))["responses"]["q"]
        self.assertEqual(len(one["results"]), 1)
        self.assertEqual(one["total"]["value"], len(every))
        self.assertTrue(all(r["match"] for r in every))
        wide = self.service.match("Petro", limit=500, threshold=0.999, cutoff=0.3)
        self.assertEqual([r["id"] for r in wide], [r["id"] for r in every])
        self.assertFalse(any(r["match"] for r in wide))

    def test_datasets(self):
        self.assertTrue(self.service.match(dataset="us_ofac_sdn"))
        self.assertEqual(self.service.match(dataset="un_sc_sanctions"), [])
        self.assertTrue(self.service.match(include_dataset="us_ofac_sdn"))
        self.assertEqual(self.service.match(include_dataset="un_sc_sanctions"), [])
        self.assertEqual(self.service.match(exclude_dataset="us_ofac_sdn"), [])
        for params in ({"dataset": "us_ofac_sdn", "include_dataset": "un_sc_sanctions"},
                       {"include_dataset": "us_ofac_sdn", "exclude_dataset": "us_ofac_sdn"}):
            self.assertEqual(self.service.match(**params), [], "nothing is left of the scope")
        self.assertTrue(self.service.match(
            include_dataset=["us_ofac_sdn", "un_sc_sanctions"], exclude_dataset="un_sc_sanctions"))
        self.refused(self.post({"queries": {"q": PETRO}}, "/match/nowhere"), 404, "nowhere")
        self.refused(self.post({"queries": {"q": PETRO}}, include_dataset="nowhere"), 404, "nowhere")

    def test_filters(self):
        self.assertTrue(self.service.match(topics=["sanction", "role.pep"]))
        self.assertEqual(self.service.match(topics="role.pep"), [])
        for schema in ("Person", "person"):
            self.assertEqual(self.service.match(exclude_schema=schema), [])
        self.assertEqual(self.service.match(exclude_entity_ids=["x", "ofac-56062"]), [])
        # Whether it changed is not known, so it may have.
        self.assertTrue(self.service.match(changed_since="2030-01-01T10:00:00.5+02:00"))
        self.assertTrue(self.service.match(topics="", exclude_dataset="", algorithm=""))
        self.refused(self.post({"queries": {"q": PETRO}}, exclude_schema="Persn"), 400, "Persn")
        self.refused(self.post({"queries": {"q": PETRO}}, topics=["sanction", "sanctoin"]), 400,
                     "sanctoin")

    def test_filters_cost_no_results(self):
        """What a filter leaves out does not take the place of what it lets pass."""
        every = [r["id"] for r in self.service.match("Petro", limit=500, threshold=0.3)]
        kept = self.service.match("Petro", limit=1, threshold=0.3, exclude_entity_ids=every[:-1])
        self.assertEqual([r["id"] for r in kept], every[-1:])

    def test_algorithms(self):
        best = self.ok(self.service.get("/algorithms"))["best"]
        for name in ("best", "aka", best):
            self.assertEqual(self.service.match(algorithm=name), self.service.match())
        official = self.service.match("Gustavo Francisco Petro Urrego", algorithm="ofac")
        told = self.answers("--schema", "Person", "--algorithm", "ofac",
                            "Gustavo Francisco Petro Urrego")[0]["results"]
        self.assertEqual([(r["id"], r["score"]) for r in official],
                         [(r["id"], r["score"]) for r in told])
        names = {"name1": "Gustavo Petro", "name2": "Gustavo PETRO URREGO"}
        scores = {self.ok(self.service.ask("POST", f"/compare?algorithm={a}", names))["score"]
                  for a in ("best", "ofac")}
        self.assertEqual(len(scores), 2)
        self.refused(self.post({"queries": {"q": PETRO}}, algorithm="nosuch"), 400, "nosuch")

    def test_values_of_all_kinds(self):
        body = {"queries": {"q": {"properties": {"name": "Gustavo Petro", "birthDate": [1960, None]}}}}
        result = self.ok(self.post(body))["responses"]["q"]
        self.assertEqual(result["query"]["properties"],
                         {"name": ["Gustavo Petro"], "birthDate": ["1960"]})
        self.assertEqual(result["results"][0]["id"], "ofac-56062")

    def test_a_name_in_parts(self):
        """As the clients of the peers ask for people."""
        parts = {"firstName": ["Gustavo"], "lastName": ["Petro"], "birthDate": ["1960"]}
        body = {"queries": {"q": {"schema": "Person", "properties": parts}}}
        result = self.ok(self.post(body))["responses"]["q"]
        self.assertEqual(result["query"]["properties"], parts)
        self.assertEqual(result["results"][0]["id"], "ofac-56062")
        name = result["results"][0]["explanations"]["name"]
        self.assertEqual(name["query"], "Gustavo Petro")

    def test_what_is_refused(self):
        for body, status, saying in [
                ({}, 422, "queries"),
                ({"queries": []}, 422, "queries"),
                ({"queries": {}}, 400, "no queries"),
                ({"queries": {"q": None}}, 400, "no queries"),
                ({"queries": {"q": "Petro"}}, 422, '"q"'),
                ({"queries": {"q": {}}}, 422, "properties"),
                ({"queries": {"q": {"properties": {"name": {"x": 1}}}}}, 422, "name"),
                ({"queries": {"q": {"schema": "Persn", "properties": {"name": "x"}}}}, 400, "Persn"),
                ({"queries": {"q": {"schema": 5, "properties": {"name": "x"}}}}, 422, "schema"),
                ({"queries": {"q": {"schema": "Person", "properties": {}}}}, 400, "neither a name"),
                ({"queries": {"q": {"properties": {"name": ["x" * 20000]}}}}, 400, "16"),
                ({"queries": {"q": {"properties": {"name": ["x"] * 1001}}}}, 422, "1000"),
                ({"queries": {"q": {"properties": {"name": [f"x {i}" for i in range(300)]}}}}, 400,
                 "256"),
                ({"queries": {str(i): PETRO for i in range(101)}}, 400, "101 queries"),
                ({"queries": {"q": PETRO}, "weights": {"name": 1}}, 400, "name"),
                ({"queries": {"q": PETRO}, "config": {"nm": 1}}, 400, "nm"),
                ([PETRO], 422, "object")]:
            with self.subTest(body=str(body)[:80]):
                self.refused(self.post(body), status, saying)

    def test_a_query_without_a_name_keeps_no_other_from_its_answer(self):
        nameless = {"schema": "Company", "properties": {"country": ["ru"]}}
        answer = self.post({"queries": {"a": nameless, "b": PETRO, "c": nameless}})
        responses = self.ok(answer)["responses"]
        self.assertEqual(list(responses), ["a", "b", "c"])
        self.assertEqual(answer.headers["x-batch-size"], "3")
        self.assertEqual([r["id"] for r in responses["b"]["results"]], ["ofac-56062"])
        for key in "ac":
            detail = responses[key].pop("detail")
            self.assertIn("neither a name nor an identifier", detail)
            self.assertEqual(responses[key], {
                "status": 400, "results": [], "total": {"value": 0, "relation": "eq"},
                "query": nameless})
        self.assertNotIn("detail", responses["b"])

    def test_other_faults_name_their_query(self):
        good = {"queries": {"b": PETRO}}
        for query, status in [({"schema": "Person", "properties": {}}, 400),
                              ({"properties": {"name": ["x" * 20000]}}, 400),
                              ({"properties": {"name": [f"x {i}" for i in range(300)]}}, 400),
                              ({"schema": "Persn", "properties": {"name": "x"}}, 400),
                              ({"properties": 5}, 422)]:
            alone = query.get("properties") == {}
            body = {"queries": {"q": query, **({} if alone else good["queries"])}}
            self.refused(self.post(body), status, 'query "q": ')

    def test_values_that_are_no_text(self):
        """Numbers are taken as texts; null and a name that is empty say nothing."""
        body = ('{"queries":{"q":{"id":null,"schema":null,"properties":{"name":["Gustavo Petro",null],'
                '"idNumber":[123456789012345678, -1.50e3, true],"":"x"}}},"weights":null}')
        answer = self.ok(self.service.ask("POST", "/match/default", body,
                                          {"Content-Type": "application/json"}))
        self.assertEqual(answer["responses"]["q"]["query"], {
            "schema": "Thing", "properties": {"name": ["Gustavo Petro"],
                                              "idNumber": ["123456789012345678", "-1500", "true"]}})
        self.refused(self.post({"queries": {"q": {"properties": {"name": "x", "": {}}}}}), 422, "text")

    def test_a_body_that_is_no_json(self):
        for text, saying in [("", "no body"), ("{", "line 1"), ("\0", "line 1"),
                             ('{"queries":{},"queries":{}}', "duplicate"),
                             ("[" * 100000, "deep"), ('{"a":' * 40 + "1" + "}" * 40, "deep"),
                             ('{"queries":{"q":"\xff"}}', "0xff")]:
            data = text.encode("latin-1")
            self.refused(self.service.ask("POST", "/match/default", data,
                                          {"Content-Type": "application/json"}), 400, saying)

    def test_parameters_out_of_range(self):
        for params, status in [({"limit": 0}, 422), ({"limit": 501}, 422), ({"limit": "x"}, 422),
                               ({"limit": "-1"}, 422), ({"limit": " 5"}, 422), ({"limit": ""}, 422),
                               ({"threshold": 1.5}, 422), ({"threshold": "nan"}, 422),
                               ({"threshold": "-0.1"}, 422), ({"cutoff": "x"}, 422),
                               ({"changed_since": "yesterday"}, 422),
                               ({"changed_since": "2026-13-01"}, 422),
                               ({"limit": [1, 2]}, 422), ({"Limit": 5}, 400), ({"frob": ""}, 400)]:
            with self.subTest(params=params):
                self.refused(self.post({"queries": {"q": PETRO}}, **params), status,
                             next(iter(params)))


class Look(ServiceCase):
    def test_entity(self):
        body = self.ok(self.service.get("/entities/ofac-56062"))
        self.assertEqual(set(body), ENTITY_FIELDS)
        self.assertEqual(body["caption"], "Gustavo Francisco PETRO URREGO")
        self.assertEqual(self.ok(self.service.get("/entities/ofac%2D56062", nested="false")), body)
        self.refused(self.service.get("/entities/nobody"), 404, "nobody")
        self.refused(self.service.get("/entities/ofac-56062", nested="perhaps"), 422, "nested")

    def test_search(self):
        body = self.ok(self.service.get("/search/default", q="pet"))
        self.assertEqual(set(body), {"results", "facets", "total", "limit", "offset"})
        self.assertIn("ofac-56062", [r["id"] for r in body["results"]])
        self.assertEqual(set(body["results"][0]), ENTITY_FIELDS)
        self.assertEqual(set(body["facets"]), {"countries", "topics", "datasets"})
        for facet in body["facets"].values():
            self.assertEqual(set(facet), {"label", "values"})
            for value in facet["values"]:
                self.assertEqual(set(value), {"name", "label", "count"})
                self.assertLessEqual(value["count"], body["total"]["value"])

    def ids(self, **params):
        return [r["id"] for r in self.ok(self.service.get("/search/default", **params))["results"]]

    def test_search_finds_words_in_any_order_and_script(self):
        for text in ("gustavo petro", "PETRO gustavo", "Петро gust"):
            self.assertIn("ofac-56062", self.ids(q=text), text)
        self.assertNotIn("ofac-56062", self.ids(q="gustavo x petro"))
        self.assertNotIn("ofac-56062", self.ids(q="Gustvao Petro"))
        self.assertIn("ofac-56062", self.ids(q="Gustvao Petro", fuzzy="true"))

    def test_search_pages(self):
        total = self.ok(self.service.get("/catalog"))["datasets"][0]["entity_count"]
        pages = [self.ids(limit=20, offset=o) for o in range(0, total + 20, 20)]
        self.assertEqual(len({i for page in pages for i in page}), total)
        self.assertEqual(self.ids(limit=0), [])

    def test_search_filters(self):
        every = set(self.ids(limit=500))
        people = set(self.ids(limit=500, schema="Person"))
        parties = set(self.ids(limit=500, schema="LegalEntity"))
        self.assertTrue(people < parties < every)
        self.assertEqual(set(self.ids(limit=500, filter="schema:Person")), people)
        self.assertEqual(self.ids(q="petro", countries="ve"), [])
        self.assertIn("ofac-56062", self.ids(q="petro", countries=["ve", "co"]))
        self.assertEqual(self.ids(q="petro", datasets="un_sc_sanctions"), [])
        self.assertEqual(self.ids(q="petro", topics="role.pep"), [])
        self.assertIn("ofac-56062", self.ids(q="petro", filter=["topics:sanction", "countries:co"]))
        self.assertEqual(set(self.ids(limit=500, schema="person")), people)
        self.assertIn("ofac-56062", self.ids(q="petro", countries="CO"))
        self.refused(self.service.get("/search/default", filter="colour:red"), 400, "colour")
        self.refused(self.service.get("/search/default", filter="x" * 5000), 400, "filter")
        self.refused(self.service.get("/search/default", facets="colour"), 400, "colour")
        self.refused(self.service.get("/search/nowhere"), 404, "nowhere")

    def test_values_that_no_entity_can_have(self):
        """Something misspelt is told; what there is, but not here, finds nothing."""
        for field, right, wrong, status in [("schema", "Vessel", "Nope", 400),
                                            ("countries", "pt", "zz", 400),
                                            ("topics", "role.spy", "sanctoin", 400),
                                            ("datasets", "un_sc_sanctions", "nowhere", 404)]:
            for name, value in ((field, "{}"), ("filter", field + ":{}")):
                with self.subTest(name=name, field=field):
                    params = {"q": "petro", name: value.format(right)}
                    self.assertEqual(self.ids(**params), [])
                    params[name] = [value.format(right), value.format(wrong)]
                    self.refused(self.service.get("/search/default", **params), status, wrong)
                    params[name] = ""
                    if name != "filter":
                        self.assertIn("ofac-56062", self.ids(**params))
        self.refused(self.service.get("/search/default", filter="countries:"), 400, "country")

    def test_text_that_is_not_utf8(self):
        for path in ("/search/default?q=%FF%FE", "/search/default?q=Petr%F3",
                     "/search/default?q=%ED%A0%80&fuzzy=true",
                     "/reconcile/default/suggest/entity?prefix=%C3"):
            self.refused(self.service.ask("GET", path), 422, "UTF-8")

    def test_facets_on_request(self):
        body = self.ok(self.service.get("/search/default", facets="schema"))
        self.assertEqual(list(body["facets"]), ["schema"])
        self.assertEqual(sum(v["count"] for v in body["facets"]["schema"]["values"]),
                         body["total"]["value"])

    def test_statements(self):
        body = self.ok(self.service.get("/statements/ofac-56062"))
        entity = self.ok(self.service.get("/entities/ofac-56062"))
        self.assertEqual([(s["prop"], s["value"]) for s in body["results"]],
                         [(p, v) for p, values in entity["properties"].items() for v in values])
        self.assertTrue(all(s["dataset"] == "us_ofac_sdn" for s in body["results"]))
        self.assertEqual(len({s["id"] for s in body["results"]}), body["total"]["value"])
        names = self.ok(self.service.get("/statements", canonical_id="ofac-56062", prop="name"))
        self.assertEqual([s["value"] for s in names["results"]], entity["properties"]["name"])
        page = self.ok(self.service.get("/statements/ofac-56062", limit=2, offset=1))
        self.assertEqual(page["results"], body["results"][1:3])
        self.refused(self.service.get("/statements/nobody"), 404, "nobody")
        self.refused(self.service.get("/statements"), 404, "canonical_id")
        self.assertEqual(self.ok(self.service.get("/statements", entity_id="ofac-56062")), body)
        other = self.service.get("/statements", canonical_id="other", entity_id="ofac-56062")
        self.assertEqual(self.ok(other)["total"]["value"], 0)

    def test_statements_have_times(self):
        """Clients count on them: of the list, or else of the index file."""
        written = datetime.datetime.fromtimestamp(
            int(os.stat(self.index).st_mtime), datetime.timezone.utc).isoformat()[:19]
        for entity, time in (("ofac-56062", "2026-08-20T00:00:00"), ("ex-001", written)):
            for statement in self.ok(self.service.get("/statements/" + entity))["results"]:
                self.assertEqual((statement["first_seen"], statement["last_seen"]), (time, time))

    def test_adjacent_by_a_property_that_there_is_not(self):
        body = self.ok(self.service.get("/entities/ofac-56062/adjacent/owner"))
        self.assertEqual(body["results"], [])
        for name in ("nope", "name", "Owner"):
            self.refused(self.service.get("/entities/ofac-56062/adjacent/" + name), 404, name)

    def test_catalog(self):
        body = self.ok(self.service.get("/catalog"))
        names = [d["name"] for d in body["datasets"]]
        self.assertEqual(names[0], "default")
        self.assertEqual(body["datasets"][0]["children"], names[1:])
        self.assertEqual(body["current"], names[1:])
        for dataset in names:
            self.assertEqual(self.service.get(f"/search/{dataset}", limit=0).status, 200)

    def test_health(self):
        for path in ("/healthz", "/readyz"):
            self.assertEqual(self.ok(self.service.get(path)), {"status": "ok"})

    def test_the_page(self):
        page = self.service.get("/")
        self.assertEqual(page.status, 200)
        policy = page.headers["content-security-policy"]
        self.assertIn("default-src 'none'; script-src 'self'; style-src 'self'", policy)
        self.assertNotIn("unsafe", policy)
        files = re.findall(r'"assets/([^"]+)"', page.body.decode())
        self.assertGreater(len(files), 2)
        types = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
        for name in files:
            answer = self.service.get("/assets/" + name)
            self.assertEqual(answer.status, 200, name)
            self.assertIn(types[name.rsplit(".")[-1]], answer.headers["content-type"])
            self.assertEqual(answer.headers["cache-control"], "no-cache")
            again = self.service.get("/assets/" + name, {"If-None-Match": answer.headers["etag"]})
            self.assertEqual((again.status, again.body), (304, b""))
            other = self.service.get("/assets/" + name, {"If-None-Match": '"other"'})
            self.assertEqual((other.status, other.body), (200, answer.body))
            packed = self.service.get("/assets/" + name, {"Accept-Encoding": "gzip"})
            if len(answer.body) > 2000:
                self.assertEqual(gzip.decompress(packed.body), answer.body)
        for name in ("nothing.js", "..%2Fmain.js", "index.html%00"):
            self.assertIn(self.service.get("/assets/" + name).status, (400, 404), name)
        self.assertEqual(self.service.get("/?q=Petro").status, 400)

    def test_compare(self):
        names = {"schema": "Person", "name1": "Gustavo Petro", "name2": "Gustavo PETRO URREGO"}
        body = self.ok(self.service.ask("POST", "/compare", names))
        part = body["explanations"]["name"]["parts"][0]
        self.assertEqual((part["query"], part["effect"]), ("Gustavo", "agrees"))
        self.assertEqual(set(body), {"score", "match", "detail", "explanations"})
        records = {"query": {"schema": "Person", "properties": {"name": "Gustavo Petro"}},
                   "candidate": {"schema": "Person", "properties": {"name": "Gustavo PETRO URREGO"}}}
        self.assertEqual(self.ok(self.service.ask("POST", "/compare", records)), body)
        self.assertFalse(self.ok(self.service.ask("POST", "/compare?threshold=1", names))["match"])
        unknown = self.ok(self.service.ask("POST", "/compare", {**names, "schema": None}))
        del names["schema"]
        self.assertEqual(unknown, self.ok(self.service.ask("POST", "/compare", names)))
        self.refused(self.service.ask("POST", "/compare", {**names, "schema": 5}), 422, "schema")
        self.refused(self.service.ask("POST", "/compare", {"name1": "x"}), 422, "name2")
        self.refused(self.service.ask("POST", "/compare", {"query": PETRO}), 422, "candidate")
        self.refused(self.service.ask("POST", "/compare", {**names, "name1": ""}), 400, "name1")
        self.refused(self.service.ask("POST", "/compare", {**names, "name2": ""}), 400, "name2")
        self.refused(self.service.ask("POST", "/compare", {**names, "schema": "Persn"}), 400, "Persn")


class Scan(ServiceCase):
    def scan(self, text, kind="text/plain; charset=utf-8", query=""):
        data = text if isinstance(text, bytes) else text.encode()
        return self.service.ask("POST", "/scan" + query, data, {"Content-Type": kind})

    def test_mentions_have_their_place(self):
        text = "Yesterday — it rained — Gustavo Petro met nobody. Petro left."
        body = self.ok(self.scan(text))
        self.assertEqual(body["total"]["value"], len(body["mentions"]))
        first = body["mentions"][0]
        self.assertEqual(first["results"][0]["id"], "ofac-56062")
        found = text.encode()[first["offset"]:first["offset"] + first["length"]].decode()
        self.assertEqual((found, first["text"]), ("Gustavo Petro", "Gustavo Petro"))

    def test_html(self):
        text = "<p title='Gustavo Petro'>Gustavo <b>Petro</b>"
        body = self.ok(self.scan(text, "text/html"))
        self.assertEqual([m["offset"] for m in body["mentions"]], [text.index(">") + 1])

    def test_nothing(self):
        self.assertEqual(self.ok(self.scan("It rained."))["mentions"], [])
        self.assertEqual(self.ok(self.scan(""))["mentions"], [])
        self.refused(self.scan("x", query="?threshold=0.5"), 422, "0.70")
        self.refused(self.scan("{}", "application/json"), 415, "text/plain")
        self.refused(self.scan("x", query="?form=mt103"), 422, "payment")

    def test_payments(self):
        """Each sample, by its beginning alone: mentions as aka scan tells them, but for the file."""
        for path in sorted((EXAMPLES / "payments").iterdir()):
            data = path.read_bytes()
            kind = "application/xml" if path.suffix == ".xml" else "text/plain"
            body = self.ok(self.scan(data, kind))
            told = [json.loads(line) for line in aka(
                "scan", "-i", self.index, "--format", "jsonl", path).stdout.splitlines()]
            for mention in told:
                self.assertEqual(mention.pop("file"), str(path))
            self.assertTrue(told, path)
            self.assertEqual(body["mentions"], told, path)
            for m in told:
                self.assertEqual(data[m["offset"]:m["offset"] + m["length"]].decode(), m["text"])
                self.assertTrue(m["path"])
            self.assertEqual((body["problems"], body["problem_count"]), ([], 0), path)

    def test_problems_of_payments_are_told(self):
        """What is wrong is in the answer, and the message behind it is screened."""
        good = (EXAMPLES / "payments" / "mt103-k.txt").read_text(encoding="utf-8")
        body = self.ok(self.scan("{1:F01EXAMGB2LAXXX0001000001}{2:I103EXAMDEFFXXXXN}{4:\n:20:X\n"
                                 ":57A:NO BIC AT ALL\n:70:RENT\n" + good))
        self.assertEqual({m["message"] for m in body["mentions"]}, {2})
        self.assertEqual(body["problem_count"], len(body["problems"]))
        self.assertIn(("message 1", "57A"), [(p["record"], p["field"].split("/")[0])
                                             for p in body["problems"]])
        for problem in body["problems"]:
            self.assertGreater(problem["line"], 0)
            self.assertTrue(problem["message"])
        unsafe = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'Gustavo Petro'>]>" \
                 "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'>&a;</Document>"
        body = self.ok(self.scan(unsafe, "application/xml"))
        self.assertEqual((body["mentions"], len(body["problems"])), ([], 1))

    def test_more_problems_than_are_written_are_counted(self):
        body = self.ok(self.scan(":20:X\n:70:RENT\n-\n" * 1100))
        self.assertEqual((len(body["problems"]), body["problem_count"]), (1000, 1100))

    def test_the_form_can_be_forced(self):
        text = (EXAMPLES / "payments" / "mt103-k.txt").read_text(encoding="utf-8")
        for form, path in (("auto", True), ("payment", True), ("text", False)):
            mentions = self.ok(self.scan(text, query="?form=" + form))["mentions"]
            self.assertTrue(mentions, form)
            self.assertEqual("path" in mentions[0], path, form)
        as_page = self.ok(self.scan("<i title='Gustavo Petro'>", query="?form=html"))
        self.assertEqual(as_page["mentions"], [])
        self.refused(self.scan("It rained.", query="?form=payment"), 400, "payment")


class Reconcile(ServiceCase):
    def post(self, **form):
        return self.service.ask("POST", "/reconcile/default", urllib.parse.urlencode(
            {k: json.dumps(v) for k, v in form.items()}),
            {"Content-Type": "application/x-www-form-urlencoded"})

    def test_manifest(self):
        body = self.ok(self.service.get("/reconcile/default"))
        self.assertEqual(body["versions"], ["0.2"])
        self.assertTrue({"name", "identifierSpace", "schemaSpace", "view", "suggest", "extend",
                         "defaultTypes"} <= set(body))
        for kind, service in body["suggest"].items():
            self.assertEqual(service["service_url"], f"http://127.0.0.1:{self.service.port}")
            answer = self.service.get(service["service_path"], prefix="p")
            self.assertEqual(self.ok(answer)["prefix"], "p", kind)
        self.refused(self.service.get("/reconcile/nowhere"), 404, "nowhere")
        self.refused(self.service.get("/reconcile/default", algorithm="none"), 400, "none")

    def test_queries(self):
        queries = {"q0": {"query": "Gustavo Petro", "type": "Person", "limit": 3,
                          "properties": [{"pid": "Person:birthDate", "v": "1960-04-19"}]},
                   "q1": {"query": "Wilhelmina Nobodysson"}}
        answer = self.post(queries=queries)
        body = self.ok(answer)
        self.assertEqual(answer.headers["x-batch-size"], "2")
        best = body["q0"]["result"][0]
        self.assertEqual((best["id"], best["match"]), ("ofac-56062", True))
        self.assertEqual(set(best), {"id", "name", "description", "type", "score", "match"})
        self.assertTrue(0 <= best["score"] <= 100)
        self.assertEqual(body["q1"], {"result": []})
        by_get = self.service.get("/reconcile/default", queries=json.dumps(queries))
        self.assertEqual(self.ok(by_get), body)

    def test_extend(self):
        body = self.ok(self.post(extend={"ids": ["ofac-56062", "nobody"], "properties": [
            {"id": "birthDate"}, {"id": "name", "settings": {"limit": 1}}]}))
        self.assertEqual([m["id"] for m in body["meta"]], ["birthDate", "name"])
        self.assertEqual(body["rows"]["ofac-56062"]["birthDate"], [{"str": "1960-04-19"}])
        self.assertEqual(body["rows"]["nobody"], {"birthDate": [], "name": []})
        properties = self.ok(self.service.get("/reconcile/default/extend/property", type="Person"))
        self.assertIn("birthDate", [p["id"] for p in properties["properties"]])

    def test_suggest(self):
        path = "/reconcile/default/suggest/"
        entities = self.ok(self.service.get(path + "entity", prefix="gustavo pet"))["result"]
        self.assertEqual(entities[0]["id"], "ofac-56062")
        types = self.ok(self.service.get(path + "type", prefix="pers"))["result"]
        self.assertEqual([t["id"] for t in types], ["Person"])
        properties = self.ok(self.service.get(path + "property", prefix="date of b"))["result"]
        self.assertEqual([p["id"] for p in properties], ["birthDate"])

    def test_what_is_refused(self):
        self.refused(self.post(), 422, "queries")
        self.refused(self.post(queries=[]), 422, "object")
        self.refused(self.post(queries={"q": 5}), 422, '"q"')
        self.refused(self.post(queries={"q": {"type": "Person"}}), 400, 'query "q": ')
        self.refused(self.post(queries={str(i): {"query": "x"} for i in range(101)}), 400, "101")
        self.refused(self.post(extend={"ids": "x"}), 422, "ids")
        self.refused(self.service.ask("POST", "/reconcile/default", {"queries": {}}), 415, "form")


class Addresses(ServiceCase):
    def test_unknown_ones(self):
        for path in ("/match", "/match/", "/entities/", "/entities/a/b/c/d/e/f/g", "/x" * 3000):
            self.refused(self.service.get(path), 404)
        self.refused(self.service.get("/entities/%zz"), 400, "encoded")
        self.refused(self.service.get("/entities/%00"), 400, "encoded")
        self.refused(self.service.ask("GET", "/search/default?q=%"), 400, "encoded")

    def test_the_wrong_method(self):
        answer = self.service.get("/match/default")
        self.refused(answer, 405, "POST")
        self.assertEqual(answer.headers["allow"], "POST")
        both = self.service.ask("DELETE", "/reconcile/default")
        self.assertEqual(both.headers["allow"], "GET, HEAD, POST")
        self.refused(self.service.ask("DELETE", "/healthz"), 405, "GET")

    def test_head(self):
        answer = self.service.ask("HEAD", "/healthz")
        self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertEqual(answer.headers["content-length"], str(len(b'{"status":"ok"}')))

    def test_the_type_of_the_body(self):
        body = json.dumps({"queries": {"q": PETRO}})
        self.refused(self.service.ask("POST", "/match/default", body,
                                      {"Content-Type": "text/plain"}), 415, "application/json")
        self.refused(self.service.ask("POST", "/match/default", body, {
            "Content-Type": "application/json", "Content-Encoding": "gzip"}), 415, "compressed")


if __name__ == "__main__":
    run()
