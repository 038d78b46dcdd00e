// One result of a screening as a card.
import * as api from './api.js';
import { h, bdi } from './dom.js';
import { bandOf } from './evidence.js';
import { evidence, evidenceText, partTable } from './evidence_view.js';
import { notice } from './notice.js';
import { aliasesOf, datesOf, placesOf, values } from './record.js';
import { entityRoute, routeOf } from './routes.js';
import { text } from './text.js';

const FEW = 4; // aliases that show at once
const t = text.result;

export const schemaName = (schema) => text.schema[schema] ?? schema;

/** A score as number, word and bar. */
export function scoreView(score, threshold) {
  const band = bandOf(score, threshold);
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span'));
  bar.firstChild.style.setProperty('inline-size', `${Math.round(score * 100)}%`);
  return h(
    'p',
    { class: `score ${band}` },
    h('strong', null, text.score(score)),
    ' ',
    h('span', null, text.band[band]),
    bar,
  );
}

const dateWord = (e) =>
  e.properties?.birthDate ? t.born : e.properties?.buildDate ? t.built : t.founded;

function meta(entity) {
  const dates = datesOf(entity);
  const items = [
    schemaName(entity.schema),
    dates.length && [dateWord(entity), ' ', dates.slice(0, 3).join(', '), dates.length > 3 && ' …'],
    placesOf(entity)
      .slice(0, 4)
      .map((p, i) => [i ? ', ' : '', bdi(p)]),
  ];
  return h(
    'p',
    { class: 'meta' },
    items
      .filter((i) => i && i.length)
      .map((i, n) => [n ? h('span', { class: 'dot' }, ' · ') : '', i]),
  );
}

export function tags(names, cls) {
  return names.map((n) => h('li', { class: cls }, bdi(n)));
}

function listing(entity) {
  const programs = values(entity, 'program', 'programId');
  return h(
    'ul',
    { class: 'tags', 'aria-label': t.lists },
    tags(entity.datasets, 'tag list'),
    tags(programs.slice(0, FEW), 'tag program'),
  );
}

function aliases(entity) {
  const all = aliasesOf(entity);
  if (!all.length) return null;
  const list = (names) =>
    names.map((n, i) => [i ? h('span', { class: 'dot' }, ' · ') : '', bdi(n)]);
  const rest = all.slice(FEW);
  return h(
    'div',
    { class: 'aliases' },
    h('p', null, h('span', { class: 'label' }, t.aliases), ' ', list(all.slice(0, FEW))),
    rest.length > 0 &&
      h('details', null, h('summary', null, text.showMore(rest.length)), h('p', null, list(rest))),
  );
}

/** Adjacent entities by property, as a list of definitions. */
export function relatedList(adjacent) {
  const groups = Object.entries(adjacent).filter(([, page]) => page.results.length);
  if (!groups.length) return h('p', null, t.noRelated);
  return h(
    'dl',
    { class: 'pairs' },
    groups.map(([property, page]) => [
      h('dt', null, text.properties[property] ?? property),
      h(
        'dd',
        null,
        h(
          'ul',
          null,
          page.results.map((e) =>
            h(
              'li',
              null,
              h('a', { href: entityRoute(e.id) }, bdi(e.caption || e.id)),
              ` ${schemaName(e.schema)}`,
            ),
          ),
        ),
      ),
    ]),
  );
}

function related(id) {
  const box = h('div', { class: 'related' });
  const load = async () => {
    box.replaceChildren(text.loading);
    try {
      box.replaceChildren(relatedList(await api.adjacent(id)));
    } catch (error) {
      box.replaceChildren(notice(error, load));
    }
  };
  const details = h('details', null, h('summary', null, t.related), box);
  details.addEventListener('toggle', () => details.open && !box.hasChildNodes() && load());
  return details;
}

/** A button that puts the result and its evidence on the clipboard, for a case file. */
function copyButton(entity, query, threshold) {
  const button = h('button', { type: 'button', class: 'link', on: { click: copy } }, t.copy);
  async function copy() {
    const lines = [
      `${entity.caption} (${entity.id}; ${entity.datasets.join(', ')})`,
      `${t.score} ${text.score(entity.score)}, ${text.band[bandOf(entity.score, threshold)]}; ${t.threshold} ${threshold.toFixed(2)}`,
      ...evidenceText(entity.explanations, query, entity),
      `${text.index.label} ${api.fingerprint} · ${new Date().toISOString()}`,
    ];
    try {
      await navigator.clipboard.writeText(`${lines.join('\n')}\n`);
      button.textContent = t.copied;
    } catch {
      button.textContent = t.notCopied;
    }
    setTimeout(() => {
      button.textContent = t.copy;
    }, 2000);
  }
  return button;
}

/** The card; `query` is what was asked (a query of /match). */
export function resultCard(entity, query, threshold) {
  const band = bandOf(entity.score, threshold);
  const asked = query.properties?.name?.[0];
  const listed = entity.explanations?.name?.candidate ?? entity.caption;
  return h(
    'article',
    { class: `result ${band}` },
    h(
      'header',
      null,
      h(
        'h3',
        null,
        h(
          'a',
          { href: entityRoute(entity.id), class: 'caption' },
          bdi(entity.caption || entity.id),
        ),
      ),
      scoreView(entity.score, threshold),
      meta(entity),
      listing(entity),
      aliases(entity),
    ),
    h(
      'div',
      { class: 'why' },
      evidence(entity.explanations, query, entity),
      h(
        'div',
        { class: 'more' },
        partTable(entity.explanations),
        related(entity.id),
        asked &&
          h(
            'a',
            {
              href: routeOf('compare', {
                params: { a: asked, b: listed, schema: query.schema || entity.schema },
              }),
            },
            t.compare,
          ),
        copyButton(entity, query, threshold),
        h('code', null, entity.id),
      ),
    ),
  );
}
