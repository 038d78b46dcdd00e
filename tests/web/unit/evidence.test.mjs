// Evidence as rows (web/evidence.js).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandOf, directionOf, factsOf, partsOf } from '../../../web/evidence.js';

const part = (query, candidate, effect, relation) => ({
  query,
  candidate,
  effect,
  relation,
  role: 'name',
  weight: 1,
});
const sides = (parts) => parts.map((p) => [p.asked, p.listed, p.kind]);

test('parts stand in the order of the listed name', () => {
  const feature = {
    candidate: 'Gustavo Francisco PETRO URREGO',
    parts: [
      part('Petro', 'PETRO', 'agrees', 'identical'),
      part('Gustavo', 'Gustavo', 'varies', 'variant'),
      part(null, 'URREGO', 'left out'),
      part(null, 'Francisco', 'left out'),
      part('Jr', null, 'not listed'),
    ],
  };
  assert.deepEqual(sides(partsOf(feature)), [
    ['Gustavo', 'Gustavo', 'vary'],
    [null, 'Francisco', 'omit'],
    ['Petro', 'PETRO', 'agree'],
    [null, 'URREGO', 'omit'],
    ['Jr', null, 'extra'],
  ]);
});

test('a part that comes twice keeps its two places', () => {
  const parts = partsOf({
    candidate: 'al Hasan al Basri',
    parts: [
      part(null, 'al', 'left out'),
      part('al', 'al', 'agrees'),
      part('Hasan', 'Hasan', 'agrees'),
      part('Basri', 'Basri', 'agrees'),
    ],
  });
  assert.deepEqual(
    parts.map((p) => p.listed),
    ['al', 'Hasan', 'al', 'Basri'],
  );
});

test('contradictions stand against each other', () => {
  const feature = {
    candidate: 'Ahmad al-Mosuli',
    parts: [
      part('Ahmad', 'Ahmad', 'agrees', 'identical'),
      part('Tikriti', null, 'contradicts'),
      part(null, 'Mosuli', 'contradicts'),
    ],
  };
  assert.deepEqual(sides(partsOf(feature)), [
    ['Ahmad', 'Ahmad', 'agree'],
    ['Tikriti', 'Mosuli', 'contradict'],
  ]);
  const uneven = {
    candidate: 'A',
    parts: [
      part('X', null, 'contradicts'),
      part('Y', null, 'contradicts'),
      part(null, 'A', 'contradicts'),
    ],
  };
  assert.deepEqual(sides(partsOf(uneven)), [
    ['X', 'A', 'contradict'],
    ['Y', null, 'contradict'],
  ]);
});

test('no parts, and effects of days to come', () => {
  assert.deepEqual(partsOf(undefined), []);
  assert.deepEqual(partsOf({ candidate: '' }), []);
  assert.equal(partsOf({ candidate: 'A', parts: [part('A', 'A', 'resonates')] })[0].kind, 'other');
});

test('facts: compared, and missing on either side', () => {
  const query = { properties: { birthDate: ['1960'], country: 'co', gender: ['male'] } };
  const entity = {
    properties: { birthDate: ['1960-04-19'], nationality: ['Colombia'], passportNumber: ['A1'] },
  };
  const rows = factsOf(
    {
      birthDate: {
        effect: 'is near',
        detail: 'as far as it is known',
        query: '1960',
        candidate: '1960-04-19',
      },
    },
    query,
    entity,
  );
  assert.deepEqual(
    rows.map((r) => [r.fact, r.kind]),
    [
      ['birthDate', 'near'],
      ['country', 'uncompared'],
      ['gender', 'notListed'],
    ],
  );
  assert.deepEqual(
    factsOf({}, { properties: {} }, entity).map((r) => [r.fact, r.kind]),
    [
      ['birthDate', 'notAsked'],
      ['country', 'notAsked'],
    ],
  );
  assert.deepEqual(factsOf({}, { properties: { idNumber: ['B2'] } }, entity)[0].kind, 'notListed');
});

test('an identifier that agrees shows that one, not all that are listed', () => {
  const [row] = factsOf(
    { identifier: { effect: 'agrees', detail: 'passport number', query: 'A1' } },
    { properties: { idNumber: ['A1'] } },
    { properties: { passportNumber: ['A1', 'A2'] } },
  );
  assert.deepEqual([row.kind, row.asked, row.listed], ['agree', ['A1'], ['A1']]);
});

test('words for scores', () => {
  assert.deepEqual(
    [1, 0.95, 0.9, 0.85, 0.7, 0.69].map((s) => bandOf(s, 0.7)),
    ['near', 'near', 'strong', 'strong', 'possible', 'below'],
  );
  assert.equal(bandOf(0.96, 0.97), 'below');
});

test('the direction of a name', () => {
  for (const name of ['محمد علي', '(1) שלום', 'ـمحمد'])
    assert.equal(directionOf(name), 'rtl', name);
  for (const name of ['Ali محمد', '김정은', '12', '', undefined])
    assert.equal(directionOf(name), 'ltr', name);
});
