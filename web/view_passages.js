// A text or payment with its mentions marked, and beside it who is mentioned.
import * as api from './api.js';
import { bdi, h, hidden } from './dom.js';
import { encodingOf } from './csv.js';
import { peopleOf, piecesOf, shorten } from './marks.js';
import { notice } from './notice.js';
import { DEFAULT_THRESHOLD } from './record.js';
import { schemaName, scoreView } from './result_view.js';
import { entityRoute } from './routes.js';
import { text } from './text.js';

const t = text.passages;
const TYPES = {
  text: 'text/plain',
  payment: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
};
const WHOLE = 200000; // characters of a text that is shown whole
const AROUND = 300; // characters around mentions of a longer one
const MARKS_MOST = 2000;

/** What is special about a mention: its field in a payment, how it was found. */
function placeOf(mention) {
  return [
    mention.path &&
      `${mention.message > 1 ? `${t.message(mention.message)} · ` : ''}${mention.path}`,
    t.by[mention.by],
    mention.results[0]?.explanations?.use?.detail,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is wrong with a payment, and where. */
function problemOf({ record, line, field, message }) {
  const place = [record, line && t.line(line), field].filter(Boolean).join(', ');
  return bdi(place ? `${place}: ${message}` : message);
}

export function passagesView(blob, kind, { announce, form }) {
  const element = h('div', { class: 'passages' }, h('p', { class: 'empty' }, text.files.working));
  const stopper = new AbortController();
  let marks = new Map();
  let entries = new Map();

  /** Shows and focuses the mark of a mention, or the entry of a person. */
  function goTo(target) {
    element.querySelectorAll('.here').forEach((e) => e.classList.remove('here'));
    target?.classList.add('here');
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }

  function mark(piece, mentions) {
    const mention = mentions[piece.mention];
    const first = mention.results[0];
    const go = () => goTo(entries.get(first.id));
    const element = h(
      'mark',
      {
        tabindex: '0',
        role: 'button',
        on: {
          click: go,
          keydown: (e) => {
            if (e.key === 'Enter' || e.key === ' ') {
              e.preventDefault();
              go();
            }
          },
        },
      },
      piece.text,
      hidden(` (${t.mention(first.caption)})`),
    );
    marks.set(piece.mention, element);
    return element;
  }

  function body(content, mentions) {
    let pieces = piecesOf(content, mentions);
    if (content.length > WHOLE) pieces = shorten(pieces, AROUND);
    return h(
      'div',
      { class: `text ${kind}`, dir: 'auto' },
      pieces.map((p) =>
        p.gap
          ? h('span', { class: 'gap' }, t.gap(p.gap))
          : p.mention < 0
            ? p.text
            : mark(p, mentions),
      ),
    );
  }

  function places(person, mentions) {
    return h(
      'ol',
      { class: 'places', 'aria-label': t.places(person.places.length) },
      person.places.slice(0, 100).map((n) => {
        const mention = mentions[n];
        return h(
          'li',
          null,
          h(
            'button',
            { type: 'button', class: 'link', on: { click: () => goTo(marks.get(n)) } },
            bdi(mention.text.replace(/\s+/g, ' ').slice(0, 60)),
            hidden(`, ${t.place(n + 1, mention.line)}`),
          ),
          ' ',
          h('span', { class: 'where' }, placeOf(mention)),
        );
      }),
    );
  }

  function person(p, mentions) {
    const { result } = p;
    const entry = h(
      'li',
      { class: 'person', tabindex: '-1' },
      h('h3', null, h('a', { href: entityRoute(result.id) }, bdi(result.caption))),
      scoreView(result.score, DEFAULT_THRESHOLD),
      h('p', { class: 'meta' }, schemaName(result.schema), ' · ', result.datasets.join(', ')),
      h('p', { class: 'line' }, bdi(result.explanations?.name?.detail ?? '')),
      places(p, mentions),
    );
    entries.set(result.id, entry);
    return entry;
  }

  function show(content, found) {
    const mentions = found.mentions.filter((m) => m.results.length).slice(0, MARKS_MOST);
    const people = peopleOf(mentions);
    const said = t.status(found.total?.value ?? mentions.length, people.length);
    marks = new Map();
    entries = new Map();
    const list = people.map((p) => person(p, mentions));
    const problems = found.problems ?? [];
    announce(said);
    element.replaceChildren(
      h(
        'p',
        { class: 'status' },
        said,
        found.mentions.length > mentions.length && ` ${t.capped(mentions.length)}`,
      ),
      problems.length
        ? h(
            'details',
            { class: 'notice' },
            h('summary', null, t.problems(found.problem_count ?? problems.length)),
            h(
              'ul',
              null,
              problems.map((p) => h('li', null, problemOf(p))),
            ),
          )
        : '',
      h(
        'div',
        { class: 'side-by-side' },
        h(
          'section',
          { class: 'people' },
          h('h2', null, t.people),
          people.length ? h('ol', { class: 'plain-list' }, list) : h('p', null, t.status(0, 0)),
        ),
        h('section', null, h('h2', null, t.text), body(content, mentions)),
      ),
    );
  }

  async function load() {
    element.replaceChildren(h('p', { class: 'empty' }, text.files.working));
    try {
      const encoding = await encodingOf(blob);
      // Offsets are those of the text as it is sent, in UTF-8.
      const content = new TextDecoder(encoding).decode(await blob.arrayBuffer());
      show(
        content,
        await api.scan(content, `${TYPES[kind]}; charset=utf-8`, { form }, stopper.signal),
      );
    } catch (error) {
      if (!api.isAbort(error)) element.replaceChildren(notice(error, load));
    }
  }

  load();
  return { element, stop: () => stopper.abort() };
}
