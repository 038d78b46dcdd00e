// What the explanations of a result mean, as rows to show: parts of the name side by side, and
// facts. Knows nothing of elements or of words that people read.

import { IDENTIFIERS } from './record.js';

const KINDS = {
  agrees: 'agree',
  varies: 'vary',
  'left out': 'omit',
  'not listed': 'extra',
  contradicts: 'contradict',
  'left aside': 'aside',
  'is near': 'near',
  'is off': 'off',
};

export const kindOf = (effect) => KINDS[effect] ?? 'other';

/** Where each listed part stands in the listed name, so that parts show in their order. */
function place(parts, candidate) {
  const text = candidate.toLowerCase();
  const taken = new Map();
  return parts.map((part) => {
    if (part.listed === null) return Infinity;
    const word = part.listed.toLowerCase();
    const at = text.indexOf(word, taken.get(word) ?? 0);
    if (at >= 0) taken.set(word, at + word.length);
    return at < 0 ? Infinity : at;
  });
}

/** Contradicting parts say more beside each other: the first asked with the first listed … */
function pairContradictions(parts) {
  const asked = parts.filter((p) => p.kind === 'contradict' && p.listed === null);
  const listed = parts.filter((p) => p.kind === 'contradict' && p.asked === null);
  const gone = new Set();
  listed.forEach((part, i) => {
    if (i >= asked.length) return;
    part.asked = asked[i].asked;
    gone.add(asked[i]);
  });
  return parts.filter((p) => !gone.has(p));
}

/** explanations.name → [{ asked, listed, kind, relation, strength, role, weight }] */
export function partsOf(feature) {
  const parts = pairContradictions(
    (feature?.parts ?? []).map((p) => ({
      asked: p.query ?? null,
      listed: p.candidate ?? null,
      kind: kindOf(p.effect),
      relation: p.relation ?? '',
      strength: p.strength,
      role: p.role ?? '',
      weight: p.weight,
    })),
  );
  const places = place(parts, feature?.candidate ?? '');
  return parts
    .map((part, i) => [places[i], i, part])
    .sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]))
    .map(([, , part]) => part);
}

// Hebrew, Arabic and what else is written from right to left.
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The direction in which the parts of a name stand: that of its first letter. */
export function directionOf(name) {
  const letter = /\p{L}/u.exec(name ?? '')?.[0] ?? '';
  return FROM_RIGHT.test(letter) ? 'rtl' : 'ltr';
}

const FACTS = [
  ['identifier', IDENTIFIERS],
  ['birthDate', ['birthDate', 'incorporationDate', 'buildDate']],
  ['country', ['country', 'nationality', 'citizenship', 'jurisdiction', 'flag', 'mainCountry']],
  ['gender', ['gender']],
];

const texts = (record, names) => [
  ...new Set(
    names.flatMap((n) =>
      [record?.properties?.[n] ?? []].flat().filter((v) => typeof v === 'string'),
    ),
  ),
];

/** Facts that agree, differ, or that one side does not have:
 *  [{ fact, kind, detail, asked: [], listed: [] }]; kinds besides those of effects: 'notAsked',
 *  'notListed', 'uncompared' (both have it, and it could not be compared). */
export function factsOf(explanations, query, entity) {
  const rows = [];
  for (const [fact, names] of FACTS) {
    const asked = texts(query, names);
    const listed = texts(entity, names);
    const feature = explanations?.[fact];
    if (feature)
      rows.push({
        fact,
        kind: kindOf(feature.effect),
        detail: feature.detail ?? '',
        asked: asked.length ? asked : [feature.query].filter(Boolean),
        listed:
          fact === 'identifier' && feature.effect === 'agrees' && feature.query
            ? [feature.query]
            : listed.length
              ? listed
              : [feature.candidate].filter(Boolean),
      });
    else if (asked.length && listed.length)
      rows.push({
        fact,
        kind: fact === 'identifier' ? 'notListed' : 'uncompared',
        detail: '',
        asked,
        listed: fact === 'identifier' ? [] : listed,
      });
    else if (asked.length) rows.push({ fact, kind: 'notListed', detail: '', asked, listed: [] });
    else if (listed.length && fact !== 'identifier')
      rows.push({ fact, kind: 'notAsked', detail: '', asked: [], listed });
  }
  return rows;
}

/** A word for a score. */
export function bandOf(score, threshold) {
  if (score < threshold) return 'below';
  return score >= 0.95 ? 'near' : score >= 0.85 ? 'strong' : 'possible';
}
