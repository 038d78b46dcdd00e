"""aka screen against an index of the example lists."""

import os

from support import CUSTOMERS, IndexCase, aka, environment, objects, rows, run

# Who of the customers is on an example list, and as whom.
EXPECTED = {
    "C002": "ofac-56062", "C003": "ofac-22790", "C004": "ofac-56067", "C007": "ofac-990006",
    "C009": "ofac-990002", "C010": "ofac-990001", "C012": "ofac-990009", "C013": "ofac-990003",
    "C015": "ofac-990001", "C019": "ofac-990007", "C020": "ofac-990005", "C021": "ex-003",
    "C025": "ex-002",
}
NOBODY = {"C001", "C005", "C008", "C011", "C014", "C016", "C018", "C022", "C023", "C024"}


class Names(IndexCase):
    def test_names_find_their_entities(self):
        for name, wanted in (("Gustavo Petro", "ofac-56062"), ("Petro Urrego Gustavo", "ofac-56062"),
                             ("Nicolás Maduro", "ofac-22790"),
                             ("Николас Мадуро Морос", "ofac-22790"),
                             ("Armando Benedeti Villaneda", "ofac-56067"),
                             ("VERONICA ALCOCER GARCIA", "ofac-56066"),
                             ("Golden Heron Shipping", "ofac-990008"), ("张卫国", "ex-003")):
            self.assertEqual(self.ids(name)[:1], [wanted], name)

    def test_strangers_find_nobody(self):
        answers = self.answers("Jane Thompson", "Hiroshi Tanaka", "Blumenhaus Ackermann GmbH")
        self.assertEqual([a["results"] for a in answers], [[], [], []])
        self.assertEqual([a["total"]["value"] for a in answers], [0, 0, 0])

    def test_answer_has_the_documented_shape(self):
        answer, = self.answers("--schema", "Person", "--birth-date", "1960-04-19", "--country", "co",
                               "Gustavo Petro")
        self.assertEqual(set(answer), {"query", "results", "total", "algorithm", "index"})
        self.assertEqual(answer["query"]["schema"], "Person")
        self.assertEqual(answer["query"]["properties"]["name"], ["Gustavo Petro"])
        self.assertEqual(answer["query"]["properties"]["birthDate"], ["1960-04-19"])
        self.assertEqual(answer["total"], {"value": len(answer["results"]), "relation": "eq"})
        result = answer["results"][0]
        for key in ("id", "caption", "schema", "datasets", "score", "match", "properties",
                    "explanations"):
            self.assertIn(key, result)
        self.assertEqual(result["id"], "ofac-56062")
        self.assertEqual(result["datasets"], ["us_ofac_sdn"])
        self.assertIs(result["match"], True)
        self.assertIn("detail", result["explanations"]["name"])
        self.assertIn("birthDate", result["explanations"])
        self.assertIn(answer["index"], self.built.stdout)

    def test_birth_date_adds_and_takes_away(self):
        def score(*options):
            answer, = self.answers("--threshold", "0.01", *options, "Gustavo Petro")
            return next(r["score"] for r in answer["results"] if r["id"] == "ofac-56062")
        self.assertGreater(score("--birth-date", "1960-04-19"), score())
        self.assertLess(score("--birth-date", "1994-11-02"), score())

    def test_identifier_alone(self):
        self.assertEqual(self.ids("--id-number", "ab 7719034"), ["ofac-990001"])
        self.assertEqual(self.ids("--id-number", "AB7719035"), [])
        self.assertEqual(self.ids("--id-number", "9990014", "Some Other Ship"), ["ofac-990009"])

    def test_schema_limits(self):
        self.assertIn("ofac-990009", self.ids("--schema", "vessel", "Sea Heron 7"))
        self.assertEqual(self.ids("--schema", "Person", "Sea Heron 7"), [])

    def test_threshold_and_limit(self):
        answer, = self.answers("--threshold", "0.3", "--limit", "1", "Petro")
        self.assertEqual(len(answer["results"]), 1)
        self.assertGreater(answer["total"]["value"], 1)
        both, = self.answers("--threshold", "0.3", "--limit", "50", "Petro")
        self.assertEqual(len(both["results"]), answer["total"]["value"])
        scores = [r["score"] for r in both["results"]]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(both["results"][0], answer["results"][0])
        self.assertIn("and 1 more", self.screen("--threshold", "0.3", "--limit", "1", "Petro").stdout)
        self.assertEqual(self.ids("--threshold", "1", "Gustavo Petro"), [])

    def test_algorithm_is_named_and_known_by_alias(self):
        answer, = self.answers("Gustavo Petro")
        self.assertEqual(answer["algorithm"], "aka-1")
        self.assertEqual(self.answers("--algorithm", "aka", "Gustavo Petro"), [answer])
        official, = self.answers("--algorithm", "ofac", "Gustavo Petro")
        self.assertEqual(official["algorithm"], "ofac-249")
        self.assertEqual(self.answers("--algorithm", "ofac-249", "Gustavo Petro"), [official])
        wrong = self.screen("--algorithm", "best", "Gustavo Petro", code=2)
        self.assertEqual(wrong.stderr, 'aka: --algorithm: there is no "best"; there are aka-1, ofac-249\n')

    def test_official_method_matches_from_one_and_below_where_asked(self):
        self.assertEqual(self.ids("--algorithm", "ofac", "Petro Gustavo"), ["ofac-56062"])
        self.assertEqual(self.ids("--algorithm", "ofac", "Pedro Gustavo"), [])
        answer, = self.answers("--algorithm", "ofac", "--threshold", "0.9", "--birth-date", "1994",
                               "Pedro Gustavo")
        result = answer["results"][0]
        self.assertEqual(result["id"], "ofac-56062")
        self.assertEqual(set(result["explanations"]), {"name"})
        why = result["explanations"]["name"]
        self.assertEqual(why["candidate"], "Gustavo Francisco PETRO URREGO")
        self.assertEqual(why["score"], max(why["whole"], why["partsScore"]))
        self.assertEqual([(p["query"], p["candidate"], p["effect"]) for p in why["parts"]],
                         [("Pedro", "PETRO", "varies"), ("Gustavo", "Gustavo", "agrees")])

    def test_features_have_a_number(self):
        """What agrees is 1, what is near 0.5, what contradicts 0."""
        for asked, country, scores in [("1960-04-19", "co", (1, 1)), ("1960", "co", (0.5, 1)),
                                       ("1930-01-01", "se", (0, 0))]:
            answer, = self.answers("--schema", "Person", "--threshold", "0.3", "--birth-date", asked,
                                   "--country", country, "Gustavo Francisco Petro Urrego")
            why = answer["results"][0]["explanations"]
            self.assertEqual((why["birthDate"]["score"], why["country"]["score"]), scores)

    def test_algorithm_in_tables_where_it_is_not_the_default(self):
        plain = self.screen("Gustavo Petro").stdout
        self.assertNotIn("aka-1", plain)
        self.assertIn("Gustavo Petro  (ofac-249)\n",
                      self.screen("--algorithm", "ofac", "Gustavo Petro").stdout)
        table = rows(self.screen("--algorithm", "ofac", "--format", "csv", "Gustavo Petro",
                                 "Jane Thompson").stdout)
        self.assertEqual([(r["id"], r["algorithm"]) for r in table],
                         [("ofac-56062", "ofac-249"), ("", "ofac-249")])

    def test_official_method_with_threads(self):
        options = ["--csv", CUSTOMERS, "--algorithm", "ofac", "--threshold", "0.8"]
        self.assertEqual(self.answers(*options), self.answers("--jobs", "4", *options))

    def test_exhaustive_gives_the_same(self):
        for threshold in ("0.3", "0.7"):
            options = ["--csv", CUSTOMERS, "--threshold", threshold, "--limit", "100"]
            self.assertEqual(self.answers(*options), self.answers("--exhaustive", *options))

    def test_table(self):
        done = self.screen("Gustavo Petro", "Jane Thompson")
        self.assertEqual(done.stderr, "")
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0], "Gustavo Petro")
        self.assertRegex(lines[1], r"^  [01]\.\d{3}  Gustavo Francisco PETRO URREGO +Person +"
                                   r"ofac-56062  us_ofac_sdn$")
        self.assertEqual(lines[-2:], ["Jane Thompson", "  no match"])
        explained = self.screen("--explain", "Gustavo Petro", "Jane Thompson").stdout.splitlines()
        self.assertGreater(len(explained), len(lines))
        self.assertRegex(explained[2], r"^         \S")

    def test_table_shows_no_control_characters(self):
        out = self.screen("Gustavo \033[31m\u202ePetro\u0007").stdout
        self.assertEqual(out.splitlines()[0], "Gustavo  [31mPetro ")

    def test_exit_code(self):
        self.screen("--exit-code", "Gustavo Petro", code=10)
        self.screen("--exit-code", "Jane Thompson", code=0)
        self.screen("Gustavo Petro", code=0)

    def test_names_from_standard_input(self):
        done = self.screen("--format", "csv", "Jane Thompson", "-", "Jos Meulenbroek",
                           stdin="Gustavo Petro\n\nNicolas Maduro Moros\r\nJane Doe")
        self.assertEqual([r["query_name"] for r in rows(done.stdout)],
                         ["Jane Thompson", "Gustavo Petro", "Nicolas Maduro Moros", "Jane Doe",
                          "Jos Meulenbroek"])

    def test_bad_line_of_standard_input(self):
        done = self.screen("--format", "csv", "-", stdin="Gustavo Petro\n" + "x" * 70000 +
                           "\nJane Doe\nzero\0byte\n", code=1)
        self.assertEqual([r["query_name"] for r in rows(done.stdout)], ["Gustavo Petro", "Jane Doe"])
        self.assertIn("aka: standard input:2: ", done.stderr)
        self.assertIn("aka: standard input:4: ", done.stderr)

    def test_a_value_that_cannot_be_read(self):
        for option, value, why in (("--birth-date", "31 Feb 1960", "no date"),
                                   ("--country", os.fsdecode(b"\xff"), "not UTF-8"),
                                   ("--id-number", os.fsdecode(b"\xff"), "not UTF-8")):
            done = self.screen(option, value, "Gustavo Petro", code=2)
            self.assertIn(why, done.stderr)
            self.assertEqual(done.stdout, "")
        self.screen("--id-number", os.fsdecode(b"\xff"), code=2)
        done = self.screen("--explain", os.fsdecode(b"Gustavo\xe9 Petro"), "Jane Doe", code=1)
        self.assertEqual(done.stderr, 'aka: name "Gustavo\ufffd Petro" is not UTF-8; '
                                      "screened with what can be read\n")
        self.assertIn("Jane Doe\n  no match", done.stdout)
        done = self.screen("--explain", "--country", "Atlantis", "Gustavo Petro")
        self.assertIn("country not understood", done.stdout)

    def test_default_index(self):
        env = environment(AKA_INDEX=self.index)
        self.assertEqual(aka("screen", "Gustavo Petro", env=env).stdout,
                         self.screen("Gustavo Petro").stdout)

    def test_name_that_is_only_punctuation_is_bad(self):
        done = self.screen("...", "Gustavo Petro", code=None)
        self.assertIn(done.returncode, (0, 1))
        self.assertIn("ofac-56062", done.stdout)


class Files(IndexCase):
    def test_customers(self):
        done = self.screen("--csv", CUSTOMERS)
        self.assertRegex(done.stderr, r"^aka: 25 records screened, \d+ with a match, 0 bad\n$")
        table = rows(done.stdout)
        self.assertEqual(list(table[0]), ["query_id", "query_name", "id", "caption", "schema",
                                          "datasets", "score", "name", "detail"])
        best = {}
        for row in table:
            best.setdefault(row["query_id"], row)
        self.assertEqual(list(best), [f"C{i:03}" for i in range(1, 26)])
        self.assertEqual({i: best[i]["id"] for i in EXPECTED}, EXPECTED)
        for query in NOBODY:
            self.assertEqual(list(best[query].values())[2:], [""] * 7, query)
        for row in table:
            if row["id"]:
                self.assertTrue(0.7 <= float(row["score"]) <= 1, row)
                self.assertTrue(row["detail"])

    def test_same_output_whatever_the_jobs(self):
        with open(CUSTOMERS, encoding="utf-8") as customers:
            header, body = customers.read().split("\n", 1)
        many = self.file("many.csv", header + "\n" + body * 8 + "x,\n" + body)
        for form in ("csv", "jsonl", "table"):
            one = self.screen("--csv", many, "--format", form, "--jobs", "1", code=1)
            for jobs in ("2", "4", "0"):
                more = self.screen("--csv", many, "--format", form, "--jobs", jobs, code=1)
                self.assertEqual(more.stdout, one.stdout)
                self.assertEqual(more.stderr, one.stderr)

    def test_jsonl(self):
        lines = ('{"id":"q1","schema":"Person","properties":{"name":["Gustavo Petro"],'
                 '"birthDate":["1960-04-19"]}}\n'
                 '{"id":"q2","schema":"Person","properties":{"name":["Jane Thompson"]}}\n')
        path = self.file("queries.jsonl", lines)
        done = self.screen("--jsonl", path)
        answers = objects(done.stdout)
        self.assertEqual([a["query"]["id"] for a in answers], ["q1", "q2"])
        self.assertEqual(answers[0]["results"][0]["id"], "ofac-56062")
        self.assertEqual(self.screen("--jsonl", "-", stdin=lines).stdout, done.stdout)

    def test_csv_from_standard_input(self):
        with open(CUSTOMERS, encoding="utf-8") as customers:
            text = customers.read()
        self.assertEqual(self.screen("--csv", "-", stdin=text).stdout,
                         self.screen("--csv", CUSTOMERS).stdout)

    def test_columns(self):
        path = self.file("own.csv", "key,holder,born\n7,Gustavo Petro,1960-04-19\n")
        done = self.screen("--csv", path, "--columns", "name=holder,birthDate=born,id=key")
        self.assertEqual([(r["query_id"], r["id"]) for r in rows(done.stdout)],
                         [("7", "ofac-56062")])
        done = self.screen("--csv", path, "--columns", "name=owner", code=2)
        self.assertIn("owner", done.stderr)
        done = self.screen("--csv", path, code=2)
        self.assertIn("own.csv", done.stderr)

    def test_bad_rows_are_listed_and_the_rest_screened(self):
        path = self.file("bad.csv", "id,name,schema\n1,Gustavo Petro,Person\n2,too,many,fields\n"
                                    "3,Gustavo Petro,Persn\n4,,Person\n5,Jane Thompson,Person\n")
        done = self.screen("--csv", path, code=1)
        self.assertEqual([r["query_id"] for r in rows(done.stdout)][0], "1")
        self.assertEqual([r["query_id"] for r in rows(done.stdout)][-1], "5")
        for line in (3, 5):
            self.assertIn(f"aka: {path}:{line}: ", done.stderr)
        self.assertRegex(done.stderr, r"aka: 5 records screened, \d with a match, \d bad\n$")
        self.screen("--csv", path, "--exit-code", code=10)

    def test_dates_that_are_none(self):
        """Each is listed and the row screened; of many, some are listed and the rest counted."""
        path = self.file("dates.csv", "id,name,birth_date\n1,Gustavo Petro,31/31/1960\n2,Jane Doe,\n")
        done = self.screen("--csv", path, code=1)
        self.assertIn(f'aka: {path}:2: birthDate "31/31/1960" is no date; ', done.stderr)
        self.assertIn("2 records screened, 1 with a match, 1 bad", done.stderr)
        self.assertIn("birth date not understood", rows(done.stdout)[0]["detail"])
        many = self.file("many.csv", "name,birth_date\n" + "Jane Doe,n/a\n" * 50)
        for jobs in ("1", "3"):
            done = self.screen("-q", "--csv", many, "--jobs", jobs, code=1)
            self.assertEqual(done.stderr.count("is no date"), 20)
            self.assertIn("30 more records", done.stderr)

    def test_bytes_that_are_not_utf8(self):
        path = self.file("latin.csv", b"id,name,other\n1,Jos\xe9,\n2,Gustavo Petro,\xe9\n")
        done = self.screen("--csv", path, code=1)
        self.assertIn(f"aka: {path}:2: bytes that are not UTF-8; convert the file", done.stderr)
        self.assertEqual([r["query_id"] for r in rows(done.stdout)], ["2"])

    def test_records_of_identifiers_only(self):
        path = self.file("ids.csv", "id,passport\n1,AB7719034\n2,\n3,ZZ0000000\n")
        done = self.screen("--csv", path, code=1)
        self.assertEqual([(r["query_id"], r["id"]) for r in rows(done.stdout)],
                         [("1", "ofac-990001"), ("3", "")])
        self.assertIn(f"{path}:3: the record has neither", done.stderr)

    def test_records_of_aliases_only(self):
        path = self.file("akas.csv", "id,aka\n1,Somebody Else; Gustavo Petro\n")
        done = self.screen("--csv", path)
        self.assertEqual([r["id"] for r in rows(done.stdout)], ["ofac-56062"])

    def test_one_file_at_a_time(self):
        for second in ("--csv", "--jsonl"):
            done = self.screen("--csv", CUSTOMERS, second, "more", code=2)
            self.assertIn("more", done.stderr)

    def test_bad_json_lines(self):
        path = self.file("bad.jsonl", '{"id":"1","schema":"Person","properties":{"name":["A Bad"]}\n'
                                      '[1,2]\n{"id":"2","properties":{"name":["Gustavo Petro"]}}\n')
        done = self.screen("--jsonl", path, code=1)
        self.assertEqual([a["query"]["id"] for a in objects(done.stdout)], ["2"])
        self.assertIn(f"aka: {path}:1: ", done.stderr)
        self.assertIn(f"aka: {path}:2: ", done.stderr)

    def test_files_that_cannot_be_read(self):
        for option in ("--csv", "--jsonl"):
            done = self.screen(option, "/no/such/file", code=2)
            self.assertIn("/no/such/file", done.stderr)
            self.assertEqual(self.screen(option, self.folder, code=2).stdout, "")

    def test_quiet(self):
        self.assertEqual(self.screen("-q", "--csv", CUSTOMERS).stderr, "")


if __name__ == "__main__":
    run()
