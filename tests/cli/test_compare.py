"""aka compare: two names, and a table of pairs."""

from support import EXAMPLES, Case, aka, rows, run

PAIRS = str(EXAMPLES / "pairs.csv")


class Compare(Case):
    def score(self, *args):
        text = aka("compare", *args).stdout
        self.assertRegex(text, r"^[01]\.\d{3}  \S.*\n$")
        return float(text.split()[0])

    def test_two_names(self):
        self.assertGreaterEqual(self.score("Gustavo Petro", "Gustavo Francisco PETRO URREGO"), 0.7)
        self.assertGreaterEqual(self.score("--schema", "person", "Николас Мадуро",
                                           "Nicolas MADURO MOROS"), 0.7)
        self.assertLess(self.score("Jane Thompson", "Gustavo Francisco PETRO URREGO"), 0.3)

    def test_order_matters(self):
        left_out_of_list = self.score("Gustavo Francisco Petro Urrego", "Gustavo Petro")
        self.assertLess(left_out_of_list, self.score("Gustavo Petro", "Gustavo Francisco Petro Urrego"))

    def test_algorithm(self):
        names = ["--schema", "Person", "George Bush", "George HASWANI"]
        self.assertEqual(aka("compare", *names, "--algorithm", "aka-1").stdout,
                         aka("compare", *names).stdout)
        line = aka("compare", *names, "--algorithm", "ofac").stdout
        self.assertTrue(line.startswith("0.500  whole name "), line)
        self.assertTrue(line.endswith("  (ofac-249)\n"), line)
        aka("compare", *names, "--algorithm", "soundex", code=2)
        table = rows(aka("compare", "--algorithm", "ofac", "--csv", PAIRS).stdout)
        self.assertEqual(list(table[0])[-3:], ["score", "detail", "algorithm"])
        self.assertEqual({r["algorithm"] for r in table}, {"ofac-249"})

    def test_bad_schema(self):
        self.assertIn("Persn", aka("compare", "--schema", "Persn", "a b", "a b", code=2).stderr)

    def test_table_keeps_rows_and_columns(self):
        done = aka("compare", "--csv", PAIRS)
        self.assertEqual(done.stderr, "")
        with open(PAIRS, encoding="utf-8") as file:
            before = rows(file.read())
        after = rows(done.stdout)
        self.assertEqual(list(after[0])[-2:], ["score", "detail"])
        self.assertEqual([{k: r[k] for k in before[0]} for r in after], before)
        scores = [float(r["score"]) for r in after]
        self.assertTrue(all(s >= 0.7 for s in scores[:3]), scores)
        self.assertTrue(all(s < 0.7 for s in scores[3:]), scores)
        self.assertTrue(all(r["detail"] for r in after))

    def test_table_from_standard_input_with_quotes(self):
        text = 'note,NAME1, name2 \n"a ""b"", c\nd",Gustavo Petro,Gustavo Petro\n'
        done = aka("compare", "--csv", "-", stdin=text)
        header, rest = done.stdout.split("\n", 1)
        self.assertTrue(header.endswith(",score,detail"))
        self.assertTrue(rest.startswith('"a ""b"", c\nd",Gustavo Petro,Gustavo Petro,'), rest)

    def test_rows_that_cannot_be_compared(self):
        path = self.file("bad.csv", "schema,name1,name2\nPerson,A Name,A Name\nPersn,A Name,A Name\n"
                                    "Person,A Name\nPerson,A Name,A Name\n")
        done = aka("compare", "--csv", path, code=1)
        self.assertIn(f"{path}:3: ", done.stderr)
        self.assertIn(f"{path}:4: ", done.stderr)
        table = rows(done.stdout)
        self.assertEqual([r["schema"] for r in table], ["Person", "Persn", "Person"])
        self.assertEqual((table[1]["score"], table[1]["detail"]), ("", ""))

    def test_empty_names(self):
        self.assertIn("empty NAME", aka("compare", "", "A Name", code=2).stderr)
        path = self.file("empty.csv", "name1,name2\n,A Name\nA Name,\nA Name,A Name\n")
        done = aka("compare", "-q", "--csv", path, code=1)
        self.assertEqual(done.stderr, f"aka: {path}:2: name1 is empty\naka: {path}:3: name2 is empty\n")
        self.assertEqual([r["score"] for r in rows(done.stdout)], ["", "", "1.0000"])

    def test_tables_that_cannot_be_read(self):
        self.assertIn("/no/such", aka("compare", "--csv", "/no/such.csv", code=2).stderr)
        done = aka("compare", "--csv", self.file("x.csv", "name1,name\na,b\n"), code=2)
        self.assertIn('"name2"', done.stderr)
        self.assertEqual(done.stdout, "")
        aka("compare", "--csv", self.file("empty.csv", ""), code=2)


if __name__ == "__main__":
    run()
