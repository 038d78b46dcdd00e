// The search: a name and what else is known, and results as one types.
import * as api from './api.js';
import { bdi, debounce, field, h, select } from './dom.js';
import { notice } from './notice.js';
import { cutoffOf, dateProperty, fieldsOf, paramsOf, placesOf, queryOf } from './record.js';
import { resultCard } from './result_view.js';
import { routeOf } from './routes.js';
import { text } from './text.js';

const t = text.search;
const PAUSE = 150; // ms after the last key
const SLOW = 400; // ms without an answer
const NEXT = 5000; // ms after which a change is a new search, to which one may go back
const FIRST = 25; // results at once
const MOST = 500; // that the service gives
const SCHEMATA = ['', 'Person', 'Organization', 'Company', 'Vessel', 'Airplane'];
const GENDERS = [
  ['', t.anyGender],
  ['male', t.male],
  ['female', t.female],
  ['other', t.otherGender],
];

export function searchView({ go, replace, announce }) {
  const controls = {
    schema: select(SCHEMATA.map((s) => [s, s ? text.schema[s] : text.schema.any])),
    birthDate: h('input', { autocomplete: 'off', inputmode: 'numeric', maxlength: 10 }),
    country: h('input', { autocomplete: 'off', spellcheck: 'false' }),
    gender: select(GENDERS),
    idNumber: h('input', { autocomplete: 'off', spellcheck: 'false' }),
    dataset: select([['', t.allDatasets]]),
    topic: select([['', t.allTopics]]),
    place: select([['', t.allPlaces]]),
    threshold: h('input', { type: 'number', min: 0.5, max: 1, step: 0.01, inputmode: 'decimal' }),
  };
  let limit = FIRST;
  let running = null;
  let shown = null; // the address of what is shown
  let answer = null;
  let datasets = [];

  // ---- the form ----
  const names = h('div', { class: 'names' });
  const addButton = h(
    'button',
    { type: 'button', class: 'plain', on: { click: () => addName('', true) } },
    t.addName,
  );
  const clearButton = h(
    'button',
    { type: 'button', class: 'plain', on: { click: () => clear() } },
    t.clear,
  );
  const nameInputs = () => [...names.querySelectorAll('input')];

  function addName(value, focus) {
    const first = !names.childElementCount;
    const input = h('input', {
      type: 'search',
      dir: 'auto',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: 1000,
      value,
      placeholder: first ? t.placeholder : null,
      enterkeyhint: 'search',
    });
    const row = field(first ? t.name : t.anotherName, input);
    if (!first)
      row.append(
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            'aria-label': t.removeName(names.childElementCount + 1),
            on: {
              click: () => {
                row.remove();
                nameInputs()[0].focus();
                changed();
              },
            },
          },
          '×',
        ),
      );
    names.append(row);
    if (focus) input.focus();
  }

  const dateField = field(t.birthDate, controls.birthDate, t.dateHint);
  const half = (element) => {
    element.classList.add('half');
    return element;
  };
  const facts = h(
    'details',
    { class: 'panel' },
    h('summary', null, t.facts),
    h(
      'div',
      { class: 'grid' },
      field(t.schema, controls.schema),
      dateField,
      field(t.country, controls.country, t.countryHint),
      half(field(t.gender, controls.gender)),
      half(field(t.idNumber, controls.idNumber, t.idHint)),
    ),
  );
  const filters = h(
    'details',
    { class: 'panel' },
    h('summary', null, t.filters),
    h(
      'div',
      { class: 'grid' },
      half(field(t.threshold, controls.threshold, t.thresholdHint)),
      half(field(t.topic, controls.topic)),
      field(t.dataset, controls.dataset),
      field(t.place, controls.place),
    ),
  );
  const form = h(
    'form',
    { role: 'search', on: { submit: (e) => e.preventDefault() } },
    names,
    h('p', { class: 'row' }, addButton, clearButton),
    facts,
    filters,
  );
  const status = h('p', { class: 'status' });
  const list = h('div', { class: 'results' });
  const element = h(
    'div',
    { class: 'search' },
    h('h1', { class: 'sr', tabindex: '-1' }, t.title),
    form,
    h('div', { class: 'found' }, status, list),
  );

  function read() {
    const fields = {
      name: nameInputs()
        .map((i) => i.value.trim())
        .filter(Boolean),
    };
    for (const [key, control] of Object.entries(controls)) fields[key] = control.value.trim();
    fields.threshold = fieldsOf(new URLSearchParams({ threshold: fields.threshold })).threshold;
    return fields;
  }

  function choose(control, value) {
    if (value && ![...control.options].some((o) => o.value === value))
      control.append(h('option', { value }, value));
    control.value = value;
  }

  function write(fields) {
    const given = fields.name.length ? fields.name : [''];
    if (
      nameInputs()
        .map((i) => i.value.trim())
        .filter(Boolean)
        .join('\n') !== fields.name.join('\n') ||
      !names.childElementCount
    ) {
      names.replaceChildren();
      given.forEach((n) => addName(n));
    }
    for (const [key, control] of Object.entries(controls)) {
      const value = String(key === 'threshold' ? fields.threshold.toFixed(2) : fields[key]);
      if (control.tagName === 'SELECT') choose(control, value);
      else if (
        control.value.trim() !== value &&
        !(control === document.activeElement && key === 'threshold')
      )
        control.value = value;
    }
    if (['schema', 'birthDate', 'country', 'gender', 'idNumber'].some((k) => fields[k]))
      facts.open = true;
    if (['dataset', 'topic', 'place'].some((k) => fields[k])) filters.open = true;
    dateField.querySelector('label').textContent = t[dateProperty(fields.schema)];
  }

  const remember = (how) => how(routeOf('search', { params: paramsOf(read()) }));
  // What is typed in one go is one place in the history: a pause or Enter ends it.
  let last = 0;
  const changed = () => {
    const pausedLong = answer && performance.now() - last > NEXT;
    last = performance.now();
    limit = FIRST;
    remember(pausedLong ? go : replace);
  };
  const later = debounce(PAUSE, changed);
  form.addEventListener('input', (e) => (e.target.tagName === 'SELECT' ? changed() : later()));

  function clear() {
    names.replaceChildren();
    addName('', true);
    for (const [key, control] of Object.entries(controls))
      control.value = key === 'threshold' ? '0.70' : '';
    changed();
  }

  // ---- asking ----
  async function ask(fields) {
    const query = queryOf(fields);
    running?.abort();
    running = null;
    if (!query) return start();
    const mine = (running = new AbortController());
    const began = performance.now();
    list.setAttribute('aria-busy', 'true');
    // What is there is of another question: where the answer takes long, that shall be seen.
    const slow = setTimeout(() => {
      status.textContent = t.searching;
      list.classList.add('stale');
    }, SLOW);
    try {
      const { responses } = await api.match(
        { q: query },
        {
          dataset: fields.dataset,
          topics: fields.topic,
          limit: fields.place ? MOST : limit,
          threshold: fields.threshold,
          cutoff: cutoffOf(fields.threshold),
          signal: mine.signal,
        },
      );
      if (mine === running) show(fields, query, responses.q, performance.now() - began);
    } catch (error) {
      if (api.isAbort(error) || mine !== running) return;
      shown = null;
      status.textContent = '';
      list.replaceChildren(notice(error, () => ask(fields)));
    } finally {
      clearTimeout(slow);
      if (mine === running) settle();
    }
  }

  function settle() {
    list.removeAttribute('aria-busy');
    list.classList.remove('stale');
  }

  function start() {
    answer = null;
    status.textContent = '';
    settle();
    list.replaceChildren(
      h('p', { class: 'empty first' }, t.start),
      datasets.length ? listTable() : '',
    );
  }

  /** Against what one screens. */
  function listTable() {
    const cells = (d) => [
      h('th', { scope: 'row' }, bdi(d.title)),
      h('td', { class: 'number' }, text.number(d.entity_count ?? 0)),
      h('td', null, d.version || h('span', { class: 'none' }, t.undated)),
    ];
    return h(
      'section',
      { class: 'lists' },
      h('h2', null, t.listsTitle),
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            [[t.dataset], [t.entities, 'number'], [t.version]].map(([x, c]) =>
              h('th', { scope: 'col', class: c }, x),
            ),
          ),
        ),
        h(
          'tbody',
          null,
          datasets.filter((d) => d.load).map((d) => h('tr', null, cells(d))),
        ),
      ),
    );
  }

  /** The countries that the results have, to choose from. */
  function offerPlaces(results, chosen) {
    const places = [...new Set(results.flatMap(placesOf))].sort((a, b) => a.localeCompare(b));
    controls.place.replaceChildren(
      ...[['', t.allPlaces], ...places.map((p) => [p, p])].map(([value, label]) =>
        h('option', { value }, label),
      ),
    );
    choose(controls.place, chosen);
  }

  function show(fields, query, found, ms) {
    answer = found;
    offerPlaces(found.results, fields.place);
    const results = found.results.filter(
      (r) => !fields.place || placesOf(r).includes(fields.place),
    );
    const matches = results.filter((r) => r.match);
    const near = results.filter((r) => !r.match);
    // The service counts all that it would show; those cut off are the lowest, so that without
    // one below the threshold it is not known how many matches there are.
    const total = fields.place ? results.length : found.total.value;
    const cut = total - results.length;
    const said = t.status(
      matches.length,
      near.length && near.length + cut,
      fields.threshold,
      cut > 0 && !near.length,
    );
    status.textContent = `${said} · ${t.took(ms)}`;
    announce(said);
    const card = (r) => resultCard(r, query, fields.threshold);
    list.replaceChildren(
      h('h2', { class: 'sr' }, t.hits(matches.length, fields.threshold)),
      matches.length ? '' : h('p', { class: 'empty' }, t.nobody),
      ...matches.map(card),
      near.length
        ? h(
            'section',
            { class: 'near-misses' },
            h('h2', null, t.near(near.length)),
            h('p', { class: 'hint' }, t.nearExplain),
            near.map(card),
          )
        : '',
      fields.place && found.total.value > found.results.length
        ? h('p', { class: 'hint' }, t.placeNote(found.results.length))
        : '',
      cut > 0 ? more(fields, results.length, total) : '',
    );
  }

  function more(fields, n, total) {
    const next = Math.min(MOST, total);
    const click = async () => {
      limit = next;
      await ask(fields);
      list.querySelectorAll('a.caption')[n]?.focus();
    };
    return h(
      'p',
      { class: 'row' },
      t.more(n, total),
      ' ',
      n < next && h('button', { type: 'button', on: { click } }, t.all(next)),
    );
  }

  // ---- keys ----
  function move(step) {
    const links = [...list.querySelectorAll('a.caption')];
    const at = links.findIndex((l) => l.closest('article').contains(document.activeElement));
    const next = at + step;
    if (next < 0) focus();
    else if (links[next]) {
      links[next].focus();
      links[next].closest('article').scrollIntoView({ block: 'nearest' });
    }
  }

  const focus = () => nameInputs()[0].focus();

  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.tagName === 'INPUT') {
      event.preventDefault();
      later.cancel();
      changed();
      last = -NEXT;
    }
    if (event.key === 'ArrowDown' && event.target.type === 'search') {
      event.preventDefault();
      move(1);
    }
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && event.target.matches('a.caption')) {
      event.preventDefault();
      move(step);
    }
  });

  function escape() {
    if (!names.contains(document.activeElement)) focus();
    else clear();
  }

  filters.addEventListener('toggle', async () => {
    if (!filters.open || controls.topic.options.length > 2) return;
    try {
      const found = await api.topics();
      const chosen = controls.topic.value;
      controls.topic.replaceChildren(
        ...[['', t.allTopics], ...found.map((f) => [f.name, f.label])].map(([value, label]) =>
          h('option', { value }, label),
        ),
      );
      choose(controls.topic, chosen);
    } catch {
      /* the filter then has no choices; the search tells of what is wrong */
    }
  });

  controls.threshold.addEventListener('change', () => {
    controls.threshold.value = read().threshold.toFixed(2);
  });

  const wide = matchMedia('(min-width: 64rem)');
  facts.open = filters.open = wide.matches;
  write(fieldsOf(new URLSearchParams()));
  start();

  return {
    element,
    title: t.title,
    move,
    focus,
    escape,
    /** Those of the catalog. */
    setDatasets(given) {
      datasets = given;
      const chosen = controls.dataset.value;
      const named = datasets.map((d) => [
        d.name,
        d.entity_count ? `${d.title} (${text.number(d.entity_count)})` : d.title,
      ]);
      controls.dataset.replaceChildren(
        ...[['', t.allDatasets], ...named].map(([value, label]) => h('option', { value }, label)),
      );
      choose(controls.dataset, chosen);
      if (list.querySelector('.empty.first')) start();
    },
    update({ params }) {
      const fields = fieldsOf(params);
      const address = params.toString();
      write(fields);
      this.title = fields.name[0] ? `${fields.name[0]} · ${t.title}` : t.title;
      if (address === shown && answer) return;
      shown = address;
      ask(fields);
    },
    refresh() {
      shown = null;
    },
  };
}
