// A table screened row by row: what its columns mean, progress, results, files of them.
import * as api from './api.js';
import { runBatches, Stopped, gathered } from './batch.js';
import { CHOICES, meaningOf, namesSomebody, recordOf } from './columns.js';
import { encodingOf, readRows, sniffSeparator } from './csv.js';
import { bdi, debounce, field, h, select } from './dom.js';
import { fileOf } from './export.js';
import { notice } from './notice.js';
import { DEFAULT_THRESHOLD } from './record.js';
import { resultCard } from './result_view.js';
import { entityRoute } from './routes.js';
import { text } from './text.js';

const t = text.table;
const PAGE = 50; // rows that are shown at a time
const LIMIT = 5; // results of a row
const SHOW_EVERY = 250; // ms between looks at the progress
const SCHEMATA = ['', 'Person', 'Organization', 'Company', 'Vessel', 'Airplane'];

const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What of a result is kept: a hundred thousand rows shall fit into memory. */
const slim = (r) => ({
  id: r.id,
  caption: r.caption,
  schema: r.schema,
  datasets: r.datasets,
  score: r.score,
  match: r.match,
  name: r.explanations?.name?.candidate ?? '',
  detail: r.explanations?.name?.detail ?? r.explanations?.identifier?.detail ?? '',
});

export function tableView(blob, { announce, fingerprint }) {
  const element = h('div', { class: 'table-view' }, h('p', { class: 'empty' }, text.files.working));
  const rows = []; // screened ones: { line, id, name, query, results } or { line, error }
  const counts = { matches: 0, errors: 0 };
  let header = [];
  let meanings = [];
  let format = {};
  let bytes = 0;
  let control = null; // of the run
  let index = '';

  // ---- what the columns mean ----
  async function begin() {
    const encoding = await encodingOf(blob);
    const head = await blob.slice(0, 1 << 16).arrayBuffer();
    const separator = sniffSeparator(new TextDecoder(encoding).decode(head));
    format = { encoding, separator };
    let first = [];
    for await (const some of readRows(blob, separator, encoding)) {
      first.push(...some);
      if (first.length > 1) break;
    }
    header = first[0]?.fields;
    if (!header || first.length < 2)
      return element.replaceChildren(h('p', { class: 'empty', role: 'alert' }, t.empty));
    meanings = header.map(meaningOf);
    element.replaceChildren(columnForm(first[1].fields ?? []), output);
  }

  const schema = select(SCHEMATA.map((s) => [s, s ? text.schema[s] : text.schema.any]));
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const startButton = h('button', { type: 'submit', class: 'primary' }, t.start);

  function columnRow(name, i, sample) {
    const choices =
      meanings[i] && !CHOICES.includes(meanings[i]) ? [...CHOICES, meanings[i]] : CHOICES;
    const choice = select(
      [['', t.ignore], ...choices.map((c) => [c, t.meanings[c] ?? text.properties[c] ?? c])],
      meanings[i],
      {
        'aria-label': `${t.meaning}: ${name}`,
        on: {
          change: () => {
            meanings[i] = choice.value;
          },
        },
      },
    );
    return h(
      'tr',
      null,
      h('th', { scope: 'row' }, bdi(name)),
      h('td', { class: 'sample' }, bdi(sample ?? '')),
      h('td', null, choice),
    );
  }

  function columnForm(sample) {
    const submit = (event) => {
      event.preventDefault();
      wrong.textContent = namesSomebody(meanings) ? '' : t.needName;
      if (!wrong.textContent) run();
    };
    return h(
      'form',
      { class: 'column-form', on: { submit } },
      h('h2', null, t.columns),
      h('p', { class: 'hint' }, t.format(format.separator, format.encoding)),
      h(
        'div',
        { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t.columns },
        h(
          'table',
          null,
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              [t.column, t.example, t.meaning].map((x) => h('th', { scope: 'col' }, x)),
            ),
          ),
          h(
            'tbody',
            null,
            header.map((name, i) => columnRow(name, i, sample[i])),
          ),
        ),
      ),
      h(
        'div',
        { class: 'row' },
        h('span', { class: 'inline' }, field(t.schema, schema)),
        startButton,
      ),
      wrong,
    );
  }

  // ---- the run ----
  const bar = h('progress', { max: 1, 'aria-label': t.results });
  bar.value = 0;
  const progress = h('p', { class: 'status' });
  const stopButton = h('button', { type: 'button', on: { click: () => control?.abort() } }, t.stop);
  const trouble = h('div');
  const downloads = h(
    'p',
    { class: 'row' },
    ['csv', 'jsonl'].map((f) =>
      h('button', { type: 'button', on: { click: () => download(f) } }, t[f]),
    ),
  );
  const results = h('div');
  const output = h(
    'div',
    { class: 'table-output', hidden: true },
    h('div', { class: 'row progress' }, bar, progress, stopButton),
    trouble,
    downloads,
    results,
  );

  /** Rows of the file as records; the header is left out. */
  async function* records() {
    let first = true;
    for await (const some of readRows(blob, format.separator, format.encoding, (n) => {
      bytes = n;
    })) {
      const list = first ? some.slice(1) : some;
      if (some.length) first = false;
      yield list.map((row) =>
        row.error
          ? { line: row.line, error: t.errors[row.error === 'quote' ? 'quote' : 'tooMany'] }
          : {
              line: row.line,
              ...worded(recordOf(row.fields, meanings, schema.value), row.fields.length),
            },
      );
    }
  }

  function worded(record, have) {
    if (!record.error) return record;
    const said = t.errors[record.error];
    return {
      error:
        record.error === 'fields'
          ? said(header.length, have)
          : record.error === 'schema'
            ? said(record.value)
            : said,
    };
  }

  async function ask(list) {
    const queries = {};
    list.forEach((row, i) => {
      if (!row.error) queries[i] = row.query;
    });
    if (!Object.keys(queries).length) return list.map(() => ({ results: [] }));
    const answer = await api.match(queries, {
      limit: LIMIT,
      threshold: DEFAULT_THRESHOLD,
      signal: control.signal,
    });
    index = answer.index;
    return list.map((_, i) => {
      const { detail, results = [] } = answer.responses[i] ?? {};
      return detail ? { error: { detail } } : { results: results.map(slim) };
    });
  }

  function take(list, answers) {
    list.forEach((row, i) => {
      const { error, results: found = [] } = answers[i];
      if (error) row.error = error.detail || text.errors.failed[0];
      if (row.error) counts.errors++;
      else if (found.length) counts.matches++;
      row.results = found;
      rows.push(row);
    });
  }

  /** Shows what is wrong; resolves when it shall be tried again, or is stopped. */
  function help(error) {
    const { signal } = control;
    return new Promise((resolve) => {
      trouble.replaceChildren(notice(error, resolve));
      signal.addEventListener('abort', resolve, { once: true });
    }).then(() => trouble.replaceChildren());
  }

  async function run() {
    control?.abort();
    const mine = (control = new AbortController());
    rows.length = counts.matches = counts.errors = bytes = 0;
    output.hidden = false;
    stopButton.hidden = false;
    downloads.hidden = true;
    startButton.disabled = true;
    listing.reset();
    const timer = setInterval(look, SHOW_EVERY);
    let helping = null; // both lanes wait for the same click
    const onTrouble = (error) =>
      (helping ??= help(error).finally(() => {
        helping = null;
      }));
    let failure = null;
    try {
      await runBatches({
        source: gathered(records()),
        ask,
        onDone: take,
        onTrouble,
        signal: mine.signal,
        wait: pause,
      });
    } catch (error) {
      failure = error;
    }
    clearInterval(timer);
    finish(failure !== null);
    trouble.replaceChildren(...(failure && !(failure instanceof Stopped) ? [notice(failure)] : []));
  }

  function finish(stopped) {
    look();
    if (!stopped) bar.value = 1;
    const said = t.done(rows.length, counts.matches, counts.errors, stopped);
    progress.textContent = said;
    announce(said);
    stopButton.hidden = true;
    downloads.hidden = rows.length === 0;
    startButton.disabled = false;
  }

  function look() {
    const share = blob.size ? Math.min(0.99, bytes / blob.size) : 0;
    bar.value = share;
    progress.textContent = t.progress(rows.length, share);
    listing.show();
  }

  function download(kind) {
    const url = URL.createObjectURL(fileOf(rows, kind, index || fingerprint()));
    const link = h('a', { href: url, download: `aka-results.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  const listing = resultList(results, rows);
  begin().catch((error) => element.replaceChildren(notice(error)));
  return { element, stop: () => control?.abort() };
}

/** The screened rows, filtered, fifty at a time. `rows` grows while one looks. */
function resultList(element, rows) {
  const filter = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const only = select(
    [
      ['matches', t.only_matches],
      ['errors', t.only_errors],
      ['all', t.only_all],
    ],
    'matches',
  );
  const body = h('tbody');
  const pages = h('nav', { class: 'row pages', 'aria-label': t.pages });
  let page = 0;
  let seen = -1; // rows when it was last filtered
  let chosen = [];
  let drawn = '';

  const keeps = (row, words) => {
    if (only.value === 'matches' && !row.results.length) return false;
    if (only.value === 'errors' && !row.error) return false;
    if (!words) return true;
    return [
      row.id,
      row.name,
      row.error,
      ...row.results.flatMap((r) => [r.caption, r.id, ...r.datasets]),
    ].some((v) => v && v.toLowerCase().includes(words));
  };

  function matching() {
    if (seen > rows.length) seen = -1;
    if (seen < 0) chosen = [];
    const words = filter.value.trim().toLowerCase();
    for (let i = Math.max(0, seen); i < rows.length; i++)
      if (keeps(rows[i], words)) chosen.push(rows[i]);
    seen = rows.length;
  }

  function again() {
    seen = -1;
    page = 0;
    drawn = '';
    show();
  }

  function showEvidence(row, button, cells) {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    button.textContent = open ? t.evidence : t.hideEvidence;
    if (open) return cells.nextElementSibling.remove();
    const box = h('td', { colspan: 6 }, text.loading);
    cells.after(h('tr', { class: 'opened' }, box));
    const load = async () => {
      try {
        const { responses } = await api.match(
          { q: row.query },
          { limit: 25, threshold: DEFAULT_THRESHOLD },
        );
        box.replaceChildren(
          ...responses.q.results.map((r) => resultCard(r, row.query, DEFAULT_THRESHOLD)),
        );
      } catch (error) {
        box.replaceChildren(notice(error, load));
      }
    };
    load();
  }

  function found(row, cells) {
    if (row.error) return [h('td', { colspan: 3, class: 'wrong' }, row.error)];
    const best = row.results[0];
    if (!best) return [h('td', { colspan: 3, class: 'none' }, t.none)];
    const button = h(
      'button',
      {
        type: 'button',
        class: 'link',
        'aria-expanded': 'false',
        'aria-label': t.evidenceOf(row.name || row.id),
        on: { click: () => showEvidence(row, button, cells) },
      },
      t.evidence,
    );
    return [
      h('td', { class: 'number' }, text.score(best.score)),
      h(
        'td',
        null,
        h('a', { href: entityRoute(best.id) }, bdi(best.caption)),
        row.results.length > 1 &&
          h('span', { class: 'hint' }, ` ${t.more(row.results.length - 1)}`),
        ' ',
        button,
      ),
      h('td', null, best.datasets.join(', ')),
    ];
  }

  function rowOf(row) {
    const cells = h(
      'tr',
      null,
      h('td', { class: 'number' }, row.line),
      h('td', null, bdi(row.id ?? '')),
      h('td', null, bdi(row.name ?? '')),
    );
    cells.append(...found(row, cells));
    return cells;
  }

  function show() {
    matching();
    const from = page * PAGE;
    const visible = chosen.slice(from, from + PAGE);
    const key = `${from} ${visible.length}`;
    if (key !== drawn) {
      drawn = key;
      body.replaceChildren(
        ...(visible.length
          ? visible.map(rowOf)
          : [h('tr', null, h('td', { colspan: 6, class: 'none' }, t.noRows))]),
      );
    }
    const turn = (step, label, possible) =>
      h(
        'button',
        {
          type: 'button',
          disabled: !possible,
          on: {
            click: () => {
              page += step;
              show();
            },
          },
        },
        label,
      );
    const focused = [...pages.children].indexOf(document.activeElement);
    pages.replaceChildren(
      turn(-1, t.previous, page > 0),
      h('span', null, t.page(visible.length ? from + 1 : 0, from + visible.length, chosen.length)),
      turn(1, t.next, from + PAGE < chosen.length),
    );
    if (focused >= 0) pages.children[focused].focus();
  }

  filter.addEventListener('input', debounce(150, again));
  only.addEventListener('change', again);
  element.replaceChildren(
    h('h2', null, t.results),
    h(
      'div',
      { class: 'row' },
      h('span', { class: 'inline' }, field(t.only, only)),
      h('span', { class: 'inline' }, field(t.filter, filter, t.filterHint)),
    ),
    h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t.results },
      h(
        'table',
        { class: 'rows' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            [[t.line, 'number'], [t.id], [t.asked], [t.score, 'number'], [t.listed], [t.lists]].map(
              ([x, c]) => h('th', { scope: 'col', class: c }, x),
            ),
          ),
        ),
        body,
      ),
    ),
    pages,
  );
  return { show, reset: again };
}
