// One record of the lists, whole: its properties, who is related, every statement and its source.
import * as api from './api.js';
import { bdi, h } from './dom.js';
import { notice } from './notice.js';
import { relatedList, schemaName, tags } from './result_view.js';
import { entityRoute, routeOf } from './routes.js';
import { text } from './text.js';

const t = text.entity;
const GROUPS = [
  [
    'names',
    [
      'name',
      'alias',
      'previousName',
      'weakAlias',
      'firstName',
      'secondName',
      'middleName',
      'lastName',
      'fatherName',
      'motherName',
      'title',
      'abbreviation',
      'pastNames',
    ],
  ],
  [
    'identity',
    [
      'birthDate',
      'birthPlace',
      'birthCountry',
      'deathDate',
      'gender',
      'nationality',
      'citizenship',
      'country',
      'mainCountry',
      'jurisdiction',
      'incorporationDate',
      'dissolutionDate',
      'buildDate',
      'flag',
      'pastFlags',
      'type',
      'tonnage',
      'position',
      'legalForm',
      'status',
      'sector',
    ],
  ],
  [
    'identifiers',
    [
      'idNumber',
      'passportNumber',
      'taxNumber',
      'registrationNumber',
      'imoNumber',
      'mmsi',
      'callSign',
      'leiCode',
      'swiftBic',
      'innCode',
      'ogrnCode',
      'okpoCode',
      'kppCode',
      'dunsCode',
      'isin',
      'ticker',
      'publicKey',
      'serialNumber',
      'icaoCode',
      'accountNumber',
      'currency',
      'email',
      'phone',
      'website',
    ],
  ],
  ['places', ['address', 'addressEntity', 'registrationPort']],
  ['listing', ['topics', 'program', 'programId', 'notes', 'summary', 'sourceUrl']],
];

const label = (property) => text.properties[property] ?? property;

/** A value of a list; an address on the web is a link, an entity inside leads to its own page. */
function valueOf(value) {
  if (typeof value === 'object')
    return h('a', { href: entityRoute(value.id ?? '') }, bdi(value.caption || value.id || '?'));
  if (/^https?:\/\/\S+$/.test(value))
    return h('a', { href: value, rel: 'noopener noreferrer' }, value);
  return bdi(value);
}

function pairs(entity, names) {
  const rows = names.filter((n) => entity.properties[n]?.length);
  return (
    rows.length &&
    h(
      'dl',
      { class: 'pairs' },
      rows.map((n) => [
        h('dt', null, label(n)),
        h(
          'dd',
          null,
          h(
            'ul',
            null,
            entity.properties[n].map((v) => h('li', null, valueOf(v))),
          ),
        ),
      ]),
    )
  );
}

function propertySections(entity) {
  const known = new Set(GROUPS.flatMap(([, names]) => names));
  const rest = Object.keys(entity.properties).filter((n) => !known.has(n));
  return [...GROUPS, ['other', rest]]
    .map(([group, names]) => [group, pairs(entity, names)])
    .filter(([, list]) => list)
    .map(([group, list]) => h('section', null, h('h2', null, t[group]), list));
}

function seen(statement) {
  const day = (time) => time?.slice(0, 10);
  const [first, last] = [day(statement.first_seen), day(statement.last_seen)];
  if (!first && !last) return h('span', { class: 'none' }, t.notSaid);
  return first && last && first !== last ? t.seenFrom(first, last) : t.seenOn(first ?? last);
}

function statementTable(page) {
  const rows = page.results;
  return [
    h(
      'p',
      { class: 'hint' },
      t.statementsExplain,
      ' ',
      t.statementCount(page.total.value),
      '. ',
      rows.length < page.total.value && t.notAll(rows.length, page.total.value),
    ),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t.statements },
      h(
        'table',
        { class: 'statements' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            [t.prop, t.value, t.dataset, t.seen].map((x) => h('th', { scope: 'col' }, x)),
          ),
        ),
        h(
          'tbody',
          null,
          rows.map((s) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, label(s.prop)),
              h(
                'td',
                null,
                s.prop_type === 'entity'
                  ? h('a', { href: entityRoute(s.value) }, s.value)
                  : valueOf(s.value),
              ),
              h('td', null, bdi(s.dataset)),
              h('td', null, seen(s)),
            ),
          ),
        ),
      ),
    ),
  ];
}

/** A section that loads by itself. */
function lazySection(title, load) {
  const body = h('div', null, text.loading);
  const fill = async () => {
    try {
      body.replaceChildren(...[await load()].flat());
    } catch (error) {
      if (!api.isAbort(error)) body.replaceChildren(notice(error, fill));
    }
  };
  fill();
  return h('section', null, h('h2', null, title), body);
}

async function copyAddress(announce) {
  try {
    await navigator.clipboard.writeText(location.href);
    announce(t.copied);
  } catch {
    /* the address is in the address line */
  }
}

export function entityView({ announce, fingerprint }) {
  const body = h('div', { class: 'entity-body' });
  const element = h('div', { class: 'entity' }, body);
  let running = null;
  let current = '';

  function head(entity) {
    const name = entity.caption || entity.id;
    return h(
      'header',
      null,
      h('h1', { tabindex: '-1' }, bdi(name)),
      h(
        'p',
        { class: 'meta' },
        schemaName(entity.schema),
        ' · ',
        h('code', null, entity.id),
        entity.referents?.length > 0 && [
          ' · ',
          t.referents,
          ' ',
          entity.referents.map((r) => [h('code', null, r), ' ']),
        ],
      ),
      h(
        'ul',
        { class: 'tags', 'aria-label': text.result.lists },
        tags(entity.datasets, 'tag list'),
      ),
      h(
        'p',
        { class: 'row no-print' },
        h('a', { href: routeOf('search', { params: { name } }) }, t.searchIt),
        h(
          'button',
          { type: 'button', class: 'plain', on: { click: () => copyAddress(announce) } },
          t.copy,
        ),
        h('button', { type: 'button', class: 'plain', on: { click: () => print() } }, t.print),
      ),
      h('p', { class: 'print-only' }, t.printed(location.href, fingerprint())),
    );
  }

  /** Replaces what is shown; who listens at the old heading is led to the new one. */
  function show(view, ...content) {
    const here = body.contains(document.activeElement);
    body.replaceChildren(...content);
    if (here) body.querySelector('h1').focus({ preventScroll: true });
    view.titled();
  }

  async function load(view, id) {
    running?.abort();
    const mine = (running = new AbortController());
    show(view, h('h1', { tabindex: '-1' }, t.title), h('p', { class: 'empty' }, text.loading));
    try {
      const entity = await api.entity(id, mine.signal);
      if (mine !== running) return;
      view.title = entity.caption || id;
      show(
        view,
        head(entity),
        h('div', { class: 'columns' }, propertySections(entity)),
        lazySection(t.related, async () => relatedList(await api.adjacent(id, mine.signal))),
        lazySection(t.statements, async () =>
          statementTable(await api.statements(id, mine.signal)),
        ),
      );
    } catch (error) {
      if (api.isAbort(error) || mine !== running) return;
      current = '';
      show(
        view,
        h('h1', { tabindex: '-1' }, t.title),
        error.kind === 'missing'
          ? h('p', { class: 'empty' }, t.notFound(id))
          : notice(error, () => load(view, id)),
      );
    }
  }

  return {
    element,
    title: t.title,
    titled: () => {},
    update({ id }) {
      if (id === current) return;
      current = id;
      this.title = t.title;
      load(this, id);
    },
    refresh() {
      current = '';
    },
  };
}
