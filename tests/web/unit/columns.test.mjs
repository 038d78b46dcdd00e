// What columns mean, and rows as queries (web/columns.js); files of results (web/export.js).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { meaningOf, namesSomebody, recordOf, schemaOf } from '../../../web/columns.js';
import { csvOf, fileOf, jsonOf } from '../../../web/export.js';

const source = new URL('../../../', import.meta.url);

test('headers of the documentation are known, in any spelling', () => {
  const manual = readFileSync(new URL('docs/cli.md', source), 'utf8');
  const told = manual.slice(manual.indexOf('The first row of a CSV file names its columns'));
  const headers = [
    ...told.slice(0, told.indexOf('and every FollowTheMoney')).matchAll(/`(\w+)`/g),
  ].map((m) => m[1]);
  assert.ok(headers.length > 12);
  for (const header of headers) {
    assert.notEqual(meaningOf(header), '', header);
    assert.equal(meaningOf(header.toUpperCase().replaceAll('_', ' ')), meaningOf(header), header);
  }
  assert.equal(meaningOf('Date of birth'), 'birthDate');
  assert.equal(meaningOf('passportNumber'), 'passportNumber');
  assert.equal(meaningOf('balance'), '');
});

test('headers mean what they mean to the command', () => {
  const table = readFileSync(new URL('src/lists/columns.c', source), 'utf8');
  const synonyms = [...table.matchAll(/\{"([a-z]+)", "([a-z]\w*)"\}/g)];
  const arrays = [
    ...table.matchAll(/const (?:single|several|dates|personal|personal_dates)\[\] = \{(.*?)\};/gs),
  ].flatMap((m) => [...m[1].matchAll(/"(\w+)"/g)].map((n) => n[1]));
  assert.ok(synonyms.length > 40 && arrays.length > 100, `${synonyms.length}, ${arrays.length}`);
  for (const [, key, property] of synonyms) assert.equal(meaningOf(key), property, key);
  for (const property of arrays) assert.equal(meaningOf(property), property);
});

test('rows', () => {
  const meanings = ['id', 'name', 'schema', 'birthDate', 'country', ''];
  assert.deepEqual(
    recordOf(['7', ' Jane Doe ', 'individual', '1984', 'gb; fr', 'x'], meanings, ''),
    {
      id: '7',
      name: 'Jane Doe',
      query: {
        schema: 'Person',
        properties: { name: ['Jane Doe'], birthDate: ['1984'], country: ['gb', 'fr'] },
      },
    },
  );
  assert.deepEqual(
    recordOf(['7', 'Jane', '', '', '', ''], meanings, 'Person').query.schema,
    'Person',
  );
  assert.deepEqual(recordOf(['7', 'Jane'], meanings, ''), { error: 'fields' });
  assert.deepEqual(recordOf(['7', '', '', '1984', '', ''], meanings, ''), { error: 'empty' });
  assert.deepEqual(recordOf(['7', 'J', 'unicorn', '', '', ''], meanings, ''), {
    error: 'schema',
    value: 'unicorn',
  });
  assert.deepEqual(
    recordOf(['Ana', 'Maria', 'Lopez'], ['firstName', 'middleName', 'lastName'], '').name,
    'Ana Maria Lopez',
  );
  assert.equal(recordOf(['AB123'], ['passportNumber'], '').error, undefined);
  assert.deepEqual(recordOf(['X', 'ship'], ['name', 'type'], '').query, {
    schema: 'Vessel',
    properties: { name: ['X'] },
  });
  assert.deepEqual(recordOf(['X', 'odd'], ['name', 'type'], '').query, {
    properties: { name: ['X'], type: ['odd'] },
  });
  assert.equal(schemaOf('Natural Person'), 'Person');
  assert.ok(
    namesSomebody(['', 'lastName']) &&
      namesSomebody(['idNumber']) &&
      !namesSomebody(['id', 'birthDate', '']),
  );
});

const result = {
  id: 'x-1',
  caption: '=cmd()',
  schema: 'Person',
  datasets: ['a', 'b'],
  score: 0.8,
  match: true,
  name: 'N',
  detail: 'D',
};

test('files of results', async () => {
  const row = {
    line: 2,
    id: '-7x',
    name: 'Jane',
    query: { properties: { name: ['Jane'] } },
    results: [result],
  };
  assert.equal(csvOf(row), '2,\'-7x,Jane,x-1,\'=cmd(),Person,"a;b",0.8000,N,D,\r\n');
  assert.equal(csvOf({ ...row, results: [] }), "2,'-7x,Jane,,,,,,,,\r\n");
  assert.equal(csvOf({ line: 3, error: 'bad', results: [] }), '3,,,,,,,,,,bad\r\n');
  assert.deepEqual(JSON.parse(jsonOf(row, 'f00')), {
    line: 2,
    query: { id: '-7x', properties: { name: ['Jane'] } },
    results: [result],
    index: 'f00',
  });
  assert.deepEqual(JSON.parse(jsonOf({ line: 3, error: 'bad', results: [] }, 'f')).error, 'bad');
  const text = await fileOf([row, row], 'csv', 'f').text();
  assert.equal(text.split('\r\n').length, 4);
  assert.equal((await fileOf([row], 'jsonl', 'f').text()).split('\n').length, 2);
});
