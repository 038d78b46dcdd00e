// Rules for the sources of the page, which no reader of a change should have to watch.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { text } from '../../../web/text.js';

const web = new URL('../../../web/', import.meta.url);
const files = readdirSync(web).filter((n) => n.endsWith('.js'));
const source = new Map(files.map((n) => [n, readFileSync(new URL(n, web), 'utf8')]));
const code = (text) => text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');

test('nothing makes elements or code of strings', () => {
  assert.ok(files.length > 20);
  for (const [name, text] of source)
    assert.doesNotMatch(
      code(text),
      /innerHTML\s*=|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|createContextualFragment|setHTML/,
      name,
    );
});

test('elements are made in one place', () => {
  for (const [name, text] of source)
    if (name !== 'dom.js')
      assert.doesNotMatch(code(text), /createElement|setAttribute\('(href|src|on)/, name);
});

test('the page talks to its own service only, and by one module', () => {
  for (const [name, text] of source) {
    for (const [, from] of text.matchAll(/(?:import|export)[^'"]*from '([^']+)'/g))
      assert.match(from, /^\.\/[\w.]+\.js$/, name);
    if (name !== 'api.js')
      assert.doesNotMatch(
        code(text).replace("fetch('healthz')", ''),
        /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/,
        name,
      );
  }
});

test('index.html has nothing inline and nothing from elsewhere', () => {
  const html = readFileSync(new URL('index.html', web), 'utf8');
  assert.doesNotMatch(html, /<style|style=|\son\w+=|https?:|<script(?![^>]*src=)/);
});

test('every file is embedded, and opens with its role', () => {
  const listed = readFileSync(new URL('meson.build', web), 'utf8');
  for (const name of readdirSync(web))
    if (!['meson.build', 'package.json'].includes(name))
      assert.ok(listed.includes(`'${name}'`), name);
  for (const [name, text] of source) {
    assert.match(text, /^\/\/ \S/, name);
    assert.ok(text.split('\n').length < 600, name);
  }
});

test('no text is left over', () => {
  const others = [...source]
    .filter(([n]) => n !== 'text.en.js')
    .map(([, content]) => content)
    .join('\n');
  // Words for what the service, the lists or a choice say are looked up by the value.
  const byValue = [
    'schema',
    'band',
    'kinds',
    'relations',
    'properties',
    'meanings',
    'byAlias',
    'facts',
    'by',
    'themes',
    'explain',
    'part',
  ];
  const keys = (of) =>
    Object.entries(of).flatMap(([key, value]) => [
      key,
      ...(value && typeof value === 'object' && !Array.isArray(value) && !byValue.includes(key)
        ? keys(value)
        : []),
    ]);
  const all = keys(text).filter((key) => !(key in text.errors));
  assert.ok(all.length > 150, `${all.length}`);
  assert.deepEqual(
    all.filter((key) => !new RegExp(`\\b${key}\\b`).test(others)),
    [],
  );
});
