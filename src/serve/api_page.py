#!/usr/bin/env python3
"""Writes the page at /docs from openapi.json: static HTML without scripts.

usage: api_page.py OUTPUT OPENAPI
"""

import html
import json
import pathlib
import sys

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color-scheme:light dark}code{font-size:.95em}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #8884}
h2{margin-top:2.5rem}pre{overflow:auto}"""


def shape(schema, schemas, depth=0):
    """A schema in one readable piece, two levels deep."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return name if depth > 1 else shape(schemas[name], schemas, depth)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return " or ".join(shape(s, schemas, depth) for s in schema[several])
    if schema.get("type") == "array":
        return f"[{shape(schema['items'], schemas, depth)}, …]"
    if schema.get("type") == "object":
        fields = [f'"{name}": {shape(s, schemas, depth + 1)}'
                  for name, s in schema.get("properties", {}).items()]
        if isinstance(schema.get("additionalProperties"), dict):
            fields.append(f"NAME: {shape(schema['additionalProperties'], schemas, depth + 1)}")
        return "{" + ", ".join(fields) + "}" if fields else "{…}"
    return schema.get("type", "…")


def rows(items):
    return "".join(f"<tr><td><code>{html.escape(a)}</code></td><td>{html.escape(b)}</td></tr>"
                   for a, b in items)


def operation(method, path, o, schemas):
    yield f'<h3 id="{o["operationId"]}"><code>{method.upper()} {html.escape(path)}</code></h3>'
    yield f"<p>{html.escape(o['summary'])}.</p>"
    yield f"<table>{rows((p['name'], p['description']) for p in o['parameters'])}</table>"
    for kind, content in o.get("requestBody", {}).get("content", {}).items():
        yield f"<p>Body, <code>{kind}</code>:</p>"
        yield f"<pre><code>{html.escape(shape(content['schema'], schemas))}</code></pre>"
    for status, answer in o["responses"].items():
        if status == "200":
            schema = next(iter(answer["content"].values()))["schema"]
            yield f"<pre><code>{html.escape(shape(schema, schemas))}</code></pre>"
    others = [(s, a["description"]) for s, a in o["responses"].items() if s != "200"]
    yield f"<table>{rows(others)}</table>"


def page(document):
    info, schemas = document["info"], document["components"]["schemas"]
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{info["title"]}: API</title>'
    yield f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    yield f"<h1>{info['title']} {info['version']}</h1><p>{html.escape(info['description'])}</p>"
    yield '<p>For programs: <a href="/openapi.json">openapi.json</a>.</p>'
    tags = {}
    for path, item in document["paths"].items():
        for method, o in item.items():
            tags.setdefault(o["tags"][0], []).append((method, path, o))
    for tag, operations in tags.items():
        yield f"<h2>{tag}</h2>"
        for method, path, o in operations:
            yield from operation(method, path, o, schemas)
    yield "</html>"


output, source = sys.argv[1:]
text = pathlib.Path(source).read_text(encoding="utf-8")
pathlib.Path(output).write_text("\n".join(page(json.loads(text))) + "\n", encoding="utf-8")
