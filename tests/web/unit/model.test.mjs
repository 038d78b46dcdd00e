// Addresses, queries, places in texts, batches (web/routes.js, record.js, marks.js, batch.js).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BATCH, Stopped, gathered, runBatches } from '../../../web/batch.js';
import { indicesOf, peopleOf, piecesOf, shorten } from '../../../web/marks.js';
import { aliasesOf, cutoffOf, fieldsOf, paramsOf, queryOf } from '../../../web/record.js';
import { parseRoute, routeOf } from '../../../web/routes.js';

test('addresses go there and back', () => {
  const params = { name: ['Ахмед & Söhne', '#x?y'], schema: '', threshold: '0.8' };
  const route = routeOf('search', { params });
  assert.ok(route.startsWith('#/search?') && !route.includes('schema'));
  const back = parseRoute(route);
  assert.deepEqual(
    [back.view, back.id, back.params.getAll('name'), back.params.get('threshold')],
    ['search', '', params.name, '0.8'],
  );
  const id = 'a/b ?#%ü';
  assert.equal(parseRoute(routeOf('entities', { id })).id, id);
  assert.deepEqual(
    [parseRoute('').view, parseRoute('#').view, parseRoute('#/').view],
    ['search', 'search', 'search'],
  );
  assert.equal(parseRoute('#/entities/%E0%A4%A').id, '%E0%A4%A', 'badly encoded');
});

test('fields go into an address and back', () => {
  const fields = fieldsOf(
    new URLSearchParams('name=+Ana+&name=&schema=Person&birthDate=1960&threshold=0.85'),
  );
  assert.deepEqual([fields.name, fields.schema, fields.threshold], [['Ana'], 'Person', 0.85]);
  const again = parseRoute(routeOf('search', { params: paramsOf(fields) })).params;
  assert.deepEqual(fieldsOf(again), fields);
  for (const bad of ['x', '-1', '0', '7', ''])
    assert.equal(fieldsOf(new URLSearchParams({ threshold: bad })).threshold, 0.7);
  assert.equal(paramsOf({ name: ['a'], threshold: 0.7 }).threshold, undefined);
});

test('queries', () => {
  const of = (text) => queryOf(fieldsOf(new URLSearchParams(text)));
  assert.equal(of('country=co'), null, 'a country alone asks for nobody');
  assert.deepEqual(of('idNumber=A1'), { properties: { idNumber: ['A1'] } });
  assert.deepEqual(of('name=X&schema=Company&birthDate=1990'), {
    schema: 'Company',
    properties: { name: ['X'], incorporationDate: ['1990'] },
  });
  assert.deepEqual(of('name=X&schema=Vessel&birthDate=1990').properties.buildDate, ['1990']);
  assert.deepEqual([0.7, 0.55, 0.5, 0.4, 1].map(cutoffOf), [0.6, 0.5, 0.5, 0.4, 0.9]);
  assert.deepEqual(
    aliasesOf({ caption: 'A', properties: { name: ['A', 'B'], alias: ['B', 'C', { id: 'x' }] } }),
    ['B', 'C'],
  );
});

test('bytes of UTF-8 are found in UTF-16', () => {
  const text = 'aé漢😀b';
  const offsets = [0, 1, 3, 6, 10, 11];
  assert.deepEqual(indicesOf(text, offsets), [0, 1, 2, 3, 5, 6]);
  for (const [i, offset] of offsets.entries())
    assert.equal(
      Buffer.from(text).subarray(0, offset).toString(),
      text.slice(0, indicesOf(text, offsets)[i]),
    );
  assert.deepEqual(indicesOf('ab', [9]), [2], 'beyond the end');
});

test('pieces put together are the text', () => {
  const text = 'Él vio a Gustavo Petro y a Петро.';
  const at = (word) => ({
    offset: Buffer.byteLength(text.slice(0, text.indexOf(word))),
    length: Buffer.byteLength(word),
  });
  const mentions = [at('Петро'), at('Gustavo Petro'), at('Petro')];
  const pieces = piecesOf(text, mentions);
  assert.equal(pieces.map((p) => p.text).join(''), text);
  assert.deepEqual(
    pieces.filter((p) => p.mention >= 0).map((p) => [p.text, p.mention]),
    [
      ['Gustavo Petro', 1],
      ['Петро', 0],
    ],
  );
  assert.deepEqual(piecesOf('', []), []);
});

test('long texts show what is around mentions', () => {
  const pieces = [
    { text: 'a'.repeat(5000), mention: -1 },
    { text: 'X', mention: 0 },
    { text: 'b'.repeat(5000), mention: -1 },
  ];
  const short = shorten(pieces, 100);
  assert.deepEqual(
    short.map((p) => p.gap ?? p.text.length),
    [4900, 100, 1, 100, 4900],
  );
  assert.equal(shorten([{ text: 'abc', mention: -1 }], 100)[0].text, 'abc');
});

test('people by their best score, with all their places', () => {
  const r = (id, score) => ({ id, score });
  const people = peopleOf([{ results: [r('a', 0.8), r('b', 0.75)] }, { results: [r('a', 0.9)] }]);
  assert.deepEqual(
    people.map((p) => [p.result.id, p.result.score, p.places]),
    [
      ['a', 0.9, [0, 1]],
      ['b', 0.75, [0]],
    ],
  );
});

// ---- batches ----

const numbers = async function* (n, size) {
  for (let i = 0; i < n; i += size)
    yield Array.from({ length: Math.min(size, n - i) }, (_, k) => ({ n: i + k }));
};
const refusal = (status, more) =>
  Object.assign(new Error('no'), { status, kind: 'refused', ...more });

async function run(
  ask,
  {
    rows = 1000,
    size = 333,
    onTrouble = (e) => {
      throw e;
    },
    control = new AbortController(),
  } = {},
) {
  const done = [];
  const waits = [];
  await runBatches({
    source: gathered(numbers(rows, size)),
    ask,
    signal: control.signal,
    wait: async (ms) => {
      waits.push(ms);
    },
    onTrouble,
    onDone: (list, answers) => list.forEach((row, i) => done.push([row.n, answers[i]])),
  });
  return { done, waits };
}

test('batches of at most a hundred, answers in order', async () => {
  let under = 0;
  let most = 0;
  const { done } = await run(async (rows) => {
    assert.ok(rows.length <= BATCH);
    most = Math.max(most, ++under);
    await new Promise((r) => {
      setTimeout(r, rows[0].n % 300 ? 1 : 5);
    });
    under--;
    return rows.map((row) => ({ results: [row.n] }));
  });
  assert.equal(done.length, 1000);
  done.forEach(([n, answer], i) => assert.deepEqual([n, answer.results], [i, [i]]));
  assert.equal(most, 2);
});

test('one bad row is found and told, the others are screened', async () => {
  let asked = 0;
  const { done } = await run(
    async (rows) => {
      asked++;
      if (rows.some((r) => r.n === 137)) throw refusal(400);
      return rows.map(() => ({ results: [] }));
    },
    { rows: 300 },
  );
  assert.deepEqual(
    done.filter(([, a]) => a.error).map(([n]) => n),
    [137],
  );
  assert.equal(done.length, 300);
  assert.ok(asked < 25, `${asked} questions`);
});

test('it waits as long as it is told, and asks again', async () => {
  let n = 0;
  const { done, waits } = await run(
    async (rows) => {
      if (n++ === 0) throw refusal(429, { retry: 3 });
      return rows.map(() => ({ results: [] }));
    },
    { rows: 10 },
  );
  assert.deepEqual([done.length, waits], [10, [3000]]);
});

test('a service that is gone: it asks for help, then goes on where it was', async () => {
  let gone = true;
  let helped = 0;
  const { done } = await run(
    async (rows) => {
      if (gone) throw refusal(0, { kind: 'offline' });
      return rows.map(() => ({ results: [] }));
    },
    {
      rows: 250,
      onTrouble: async () => {
        helped++;
        gone = false;
      },
    },
  );
  assert.equal(done.length, 250);
  assert.ok(helped >= 1 && helped <= 2);
});

test('stopping', async () => {
  const control = new AbortController();
  let asked = 0;
  await assert.rejects(
    run(
      async (rows) => {
        if (++asked === 3) control.abort();
        if (control.signal.aborted) throw Object.assign(new Error(), { name: 'AbortError' });
        return rows.map(() => ({ results: [] }));
      },
      { rows: 100000, size: 1000, control },
    ),
    Stopped,
  );
  assert.ok(asked < 8, `${asked}`);
});
