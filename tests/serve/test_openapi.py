"""openapi.json says what the service does: it is compared with the table of routes, and every
answer is checked against its schema."""

import json
import re

from service import SOURCE, ServiceCase, run

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
         "number": (int, float)}
EXAMPLES = {"{dataset}": "default", "{id}": "ofac-56062", "{property}": "owner",
            "{file}": "main.js"}
RECORD = {"schema": "Person", "properties": {"name": ["Gustavo Petro"]}}
BODIES = {
    "/match/{dataset}": {"queries": {"q": RECORD}},
    "/compare": {"query": RECORD, "candidate": RECORD},
}
FORM = "queries=%7B%22q%22%3A%7B%22query%22%3A%22Petro%22%7D%7D"
PAYMENT = ":20:X\n:50K:GUSTAVO PETRO\n:57A:NO BIC\n:59:/1\nJOHN EXAMPLE\n-}"
PARAMS = {"/statements": "?canonical_id=ofac-56062"}


def routes():
    """(method, path, name of the table of parameters) from the table in the source."""
    text = (SOURCE / "src/serve/routes.c").read_text(encoding="utf-8")
    return re.findall(r'\{"([A-Z]+)",\s*"([^"]+)",\s*\w+,\s*(\w+)', text)


def parameters(table):
    """Names in a table of parameters."""
    text = (SOURCE / "src/serve/routes.c").read_text(encoding="utf-8")
    filters = re.findall(r'"(\w+)"', re.search(r"#define FILTERS(.*?)\n\n", text, re.S).group(1))
    body = re.search(rf"{table}\[\] = \{{(.*?)\}};", text, re.S).group(1)
    names = set(re.findall(r'"(\w+)"', body)) | {"api_key"}
    return names | set(filters) if "FILTERS" in body else names


class OpenApi(ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls.service.get("/openapi.json").json

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                yield method.upper(), path, operation

    def test_every_route_is_described_and_no_other(self):
        described = {(m, p) for m, p, _ in self.operations()}
        self.assertEqual({(m, p) for m, p, _ in routes()}, described)
        self.assertGreater(len(described), 15)

    def test_every_parameter_is_described_and_no_other(self):
        operations = {(m, p): o for m, p, o in self.operations()}
        for method, path, table in routes():
            told = {p["name"] for p in operations[method, path]["parameters"] if p["in"] == "query"}
            self.assertEqual(told, parameters(table), (method, path))

    def test_path_parameters(self):
        for method, path, operation in self.operations():
            told = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            self.assertEqual(told, set(re.findall(r"\{(\w+)\}", path)), path)

    def test_the_page_has_everything_and_loads_nothing(self):
        page = self.service.get("/docs")
        text = page.body.decode()
        for method, path, operation in self.operations():
            self.assertIn(f'<h3 id="{operation["operationId"]}"><code>{method} {path}</code>', text)
        self.assertNotRegex(text, r"<script|<link|<img|https?://")
        self.assertIn("default-src 'none'", page.headers["content-security-policy"])

    def test_references_and_names(self):
        text = json.dumps(self.document)
        for name in re.findall(r'"#/components/schemas/(\w+)"', text):
            self.assertIn(name, self.document["components"]["schemas"])
        ids = [o["operationId"] for _, _, o in self.operations()]
        self.assertEqual(len(ids), len(set(ids)))

    def test_names_that_there_are(self):
        """Schemata and algorithms are those of the library."""
        schemas = self.document["components"]["schemas"]
        text = (SOURCE / "src/entity/schema.c").read_text(encoding="utf-8")
        self.assertEqual(schemas["Schema"]["enum"], re.findall(r'X\("(\w+)", ', text))
        self.assertGreater(len(schemas["Schema"]["enum"]), 60)
        text = (SOURCE / "src/match/algorithm.h").read_text(encoding="utf-8")
        known = {"", "best"}.union(*re.findall(r'X\(\w+, "([\w-]+)", "([\w-]+)"', text))
        for _, path, operation in self.operations():
            for parameter in operation["parameters"]:
                if parameter["name"] == "algorithm":
                    self.assertEqual(set(parameter["schema"]["enum"]), known, path)

    def test_patterns_allow_what_counts_as_not_given(self):
        """An empty value of /search is answered as if the parameter were not there."""
        parameters = self.document["paths"]["/search/{dataset}"]["get"]["parameters"]
        asked = 0
        for parameter in parameters:
            pattern = parameter["schema"].get("items", parameter["schema"]).get("pattern")
            if pattern and parameter["in"] == "query":
                name = parameter["name"]
                self.assertEqual(self.service.ask("GET", f"/search/default?{name}=").status, 200, name)
                self.assertRegex("", pattern, name)
                asked += 1
        self.assertGreater(asked, 5)

    def check(self, schema, value, at):
        if "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        if value is None and schema.get("nullable"):
            return
        if "oneOf" in schema:
            schema = next((s for s in schema["oneOf"] if "type" in s and
                           isinstance(value, TYPES[s["type"]])), schema["oneOf"][-1])
            return self.check(schema, value, at)
        kind = TYPES[schema["type"]]
        self.assertIsInstance(value, kind, at)
        if kind in (int, (int, float)):
            self.assertNotIsInstance(value, bool, at)
        for name in schema.get("required", []):
            self.assertIn(name, value, at)
        for name, sub in schema.get("properties", {}).items():
            if isinstance(value, dict) and name in value:
                self.check(sub, value[name], f"{at}.{name}")
        if kind is dict and "properties" in schema and "additionalProperties" not in schema:
            self.assertLessEqual(set(value), set(schema["properties"]), at)
        if isinstance(schema.get("additionalProperties"), dict):
            for name, item in value.items():
                if name not in schema.get("properties", {}):
                    self.check(schema["additionalProperties"], item, f"{at}.{name}")
        if kind is list:
            for i, item in enumerate(value):
                self.check(schema["items"], item, f"{at}[{i}]")

    def test_answers_are_as_described(self):
        asked = 0
        for method, path, operation in self.operations():
            if path == "/updatez":
                continue
            address = path
            for name, value in EXAMPLES.items():
                address = address.replace(name, value)
            body = BODIES.get(path)
            headers = {}
            if path == "/scan":
                body, headers = PAYMENT, {"Content-Type": "text/plain"}
            if "reconcile" in path and method == "POST":
                body, headers = FORM, {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self.service.ask(method, address + PARAMS.get(path, ""), body, headers)
            self.assertEqual(answer.status, 200, (path, answer.body))
            kinds = operation["responses"]["200"]["content"]
            kind = answer.headers["content-type"].split(";")[0]
            self.assertIn(kind, kinds, path)
            content = kinds[kind]
            if kind == "application/json":
                self.check(content["schema"], answer.json, path)
            asked += 1
        self.assertGreater(asked, 15)

    def test_refusals_are_described(self):
        cases = [("GET", "/search/{dataset}", "/search/nowhere", 404),
                 ("GET", "/search/{dataset}", "/search/default?frob=1", 400),
                 ("GET", "/search/{dataset}", "/search/default?limit=x", 422),
                 ("GET", "/entities/{id}", "/entities/nobody", 404),
                 ("POST", "/updatez", "/updatez", 403)]
        for method, path, address, status in cases:
            answer = self.service.ask(method, address)
            self.assertEqual(answer.status, status)
            told = self.document["paths"][path][method.lower()]["responses"][str(status)]
            self.check(told["content"]["application/json"]["schema"], answer.json, path)


if __name__ == "__main__":
    run()
