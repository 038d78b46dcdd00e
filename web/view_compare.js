// Two names against each other, without the lists.
import * as api from './api.js';
import { debounce, field, h, select } from './dom.js';
import { evidence, partTable } from './evidence_view.js';
import { notice } from './notice.js';
import { DEFAULT_THRESHOLD } from './record.js';
import { scoreView } from './result_view.js';
import { routeOf } from './routes.js';
import { text } from './text.js';

const t = text.compare;
const SCHEMATA = ['', 'Person', 'Organization', 'Company', 'Vessel', 'Airplane'];

export function compareView({ replace, announce }) {
  const input = (hint) =>
    h('input', {
      dir: 'auto',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 1000,
      placeholder: hint,
    });
  const asked = input();
  const listed = input();
  const schema = select(SCHEMATA.map((s) => [s, s ? text.schema[s] : text.schema.any]));
  const answer = h('div', { class: 'answer' });
  const swap = h(
    'button',
    { type: 'button', class: 'plain', on: { click: exchange } },
    `⇅ ${t.swap}`,
  );
  const form = h(
    'form',
    {
      class: 'compare-form',
      on: {
        submit: (e) => {
          e.preventDefault();
          changed();
        },
        input: debounce(150, changed),
      },
    },
    field(t.asked, asked),
    field(t.listed, listed),
    field(text.search.schema, schema),
    h('p', { class: 'row' }, swap),
  );
  const element = h(
    'div',
    { class: 'compare' },
    h('h1', { tabindex: '-1' }, t.title),
    h('p', { class: 'lead' }, t.start),
    form,
    answer,
  );
  let running = null;

  function changed() {
    replace(
      routeOf('compare', {
        params: { a: asked.value.trim(), b: listed.value.trim(), schema: schema.value },
      }),
    );
  }

  function exchange() {
    [asked.value, listed.value] = [listed.value, asked.value];
    changed();
  }

  const record = (name) => ({
    properties: { name: [name] },
    ...(schema.value && { schema: schema.value }),
  });

  async function ask() {
    running?.abort();
    running = null;
    if (!asked.value.trim() || !listed.value.trim()) return answer.replaceChildren();
    const mine = (running = new AbortController());
    const query = record(asked.value.trim());
    const other = record(listed.value.trim());
    try {
      const found = await api.compare(query, other, mine.signal);
      if (mine !== running) return;
      announce(t.verdict(found.score, found.match));
      answer.replaceChildren(
        h(
          'article',
          { class: `result alone ${found.match ? '' : 'below'}` },
          scoreView(found.score, DEFAULT_THRESHOLD),
          evidence(found.explanations, query, other),
          partTable(found.explanations),
        ),
        h('p', { class: 'hint' }, t.order),
      );
    } catch (error) {
      if (!api.isAbort(error) && mine === running) answer.replaceChildren(notice(error, ask));
    }
  }

  const put = (control, value) => {
    if (control.value.trim() !== value) control.value = value;
  };
  return {
    element,
    title: t.title,
    focus: () => asked.focus(),
    update({ params }) {
      put(asked, params.get('a') ?? '');
      put(listed, params.get('b') ?? '');
      const wanted = params.get('schema') ?? '';
      if (wanted && ![...schema.options].some((o) => o.value === wanted))
        schema.append(h('option', { value: wanted }, text.schema[wanted] ?? wanted));
      schema.value = wanted;
      ask();
    },
  };
}
