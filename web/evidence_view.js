// Evidence as elements: the parts of the two names above each other, and the facts. What a colour
// says is said in words as well.
import { h, bdi, hidden } from './dom.js';
import { directionOf, factsOf, partsOf } from './evidence.js';
import { text } from './text.js';

const t = text.evidence;

function side(label, value, cls) {
  return value === null
    ? h(
        'span',
        { class: `${cls} none` },
        hidden(`${label} ${t.nothing}`),
        h('span', { 'aria-hidden': 'true' }, '–'),
      )
    : h('span', { class: cls }, hidden(`${label} `), bdi(value));
}

/** What a part does, in words: "same sounds" says more than "varies". */
function wordOf(part) {
  const relation = t.relations[part.relation] ?? part.relation;
  if (part.kind === 'agree') return `= ${t.kinds.agree}`;
  if (part.kind === 'vary') return `~ ${relation || t.kinds.vary}`;
  return t.kinds[part.kind];
}

function part(p) {
  return h(
    'li',
    { class: `part ${p.kind}`, title: t.explain[p.kind] },
    side(t.asked, p.asked, 'asked'),
    ' ',
    h('span', { class: 'how', dir: text.dir }, wordOf(p)),
    ' ',
    side(t.listed, p.listed, 'listed'),
  );
}

function gloss(parts, direction) {
  return h(
    'div',
    { class: 'gloss' },
    h(
      'div',
      { class: 'sides', 'aria-hidden': 'true' },
      h('span', null, t.asked),
      h('span', null),
      h('span', null, t.listed),
    ),
    h('ol', { class: 'parts', dir: direction }, parts.map(part)),
  );
}

const factWord = (row) =>
  t.kinds[row.kind] + (row.detail && row.kind !== 'agree' ? `: ${row.detail}` : '');

function factRow(row) {
  const list = (values) => values.map((v, i) => [i ? ', ' : '', bdi(v)]);
  const same = row.asked.join() === row.listed.join();
  return h(
    'li',
    { class: `fact ${row.kind}` },
    h('span', { class: 'what' }, t.facts[row.fact] ?? row.fact),
    ' ',
    h('span', { class: 'how' }, factWord(row)),
    ' ',
    h(
      'span',
      { class: 'values' },
      same
        ? list(row.listed)
        : [
            row.asked.length > 0 && [h('span', { class: 'label' }, t.asked), ' ', list(row.asked)],
            row.asked.length > 0 && row.listed.length > 0 && ' · ',
            row.listed.length > 0 && [
              h('span', { class: 'label' }, t.listed),
              ' ',
              list(row.listed),
            ],
          ],
    ),
  );
}

/** All that is known of each part, folded away; null where no names were compared. */
export function partTable(explanations) {
  const feature = explanations?.name;
  if (!feature) return null;
  const parts = partsOf(feature);
  const head = Object.values(t.part);
  const cell = (v) => h('td', null, typeof v === 'number' ? v.toFixed(2) : v ? bdi(v) : '–');
  return h(
    'details',
    { class: 'part-table' },
    h('summary', null, t.details),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t.details },
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            head.map((x) => h('th', { scope: 'col' }, x)),
          ),
        ),
        h(
          'tbody',
          null,
          parts.map((p) =>
            h(
              'tr',
              null,
              cell(p.asked),
              cell(p.listed),
              cell(t.kinds[p.kind]),
              cell(t.relations[p.relation] ?? p.relation),
              cell(p.strength),
              cell(p.role),
              cell(p.weight),
            ),
          ),
        ),
      ),
    ),
    feature.detail &&
      h('p', { class: 'line' }, h('span', { class: 'label' }, t.summary), ' ', bdi(feature.detail)),
    h('p', { class: 'line' }, t.nameScore(feature.score)),
  );
}

/** The same as lines of text, for a case file. */
export function evidenceText(explanations, query, entity) {
  const feature = explanations?.name;
  const side = (label, values) => (values.length ? `${label} ${values.join(', ')}` : '');
  const facts = factsOf(explanations, query, entity).map((f) => {
    const sides = [side(t.asked, f.asked), side(t.listed, f.listed)].filter(Boolean).join(' · ');
    return `${t.facts[f.fact] ?? f.fact}: ${factWord(f)}; ${sides}`;
  });
  return [
    feature && `${t.asked} ${feature.query} · ${t.listed} ${feature.candidate}`,
    feature?.detail,
    ...facts,
  ].filter(Boolean);
}

/** Evidence of a result, or of a comparison (then entity is the other record). */
export function evidence(explanations, query, entity) {
  const feature = explanations?.name;
  const parts = partsOf(feature);
  const facts = factsOf(explanations, query, entity);
  const by = t.byAlias[feature?.property];
  return h(
    'div',
    { class: 'evidence' },
    by && h('p', { class: 'by' }, by, ': ', bdi(feature.candidate)),
    parts.length > 0
      ? gloss(parts, directionOf(feature.candidate))
      : !feature && h('p', { class: 'by' }, text.result.noNames),
    facts.length > 0 && h('ul', { class: 'facts' }, facts.map(factRow)),
  );
}
