// Texts, payments and tables: what is pasted, chosen or dropped, and which of the two views shows it.
import { bdi, field, h, select } from './dom.js';
import { meaningOf, namesSomebody } from './columns.js';
import { CsvReader, sniffSeparator } from './csv.js';
import { passagesView } from './view_passages.js';
import { tableView } from './view_table.js';
import { text } from './text.js';

const t = text.files;
const TEXT_MOST = 8 << 20; // bytes that the service takes unless it is told otherwise
const EXAMPLES = [
  [
    t.exampleText,
    'text',
    'After two hours at the White House Gustavo Petro left without a word. Nicolás Maduro was not mentioned, nor was Petro\u2019s minister Armando Benedetti.\n',
  ],
  [
    t.exampleTable,
    'table',
    'id,name,birth_date,country\n1,Jane Thompson,1984-03-12,gb\n2,Gustavo Petro,1960-04-19,co\n3,Николас Мадуро Морос,1962-11-23,ve\n',
  ],
];

/** Whether the head of a text is a table with a column that we know. */
function isTable(head) {
  const separator = sniffSeparator(head);
  const rows = new CsvReader(separator).push(`${head}\n`);
  const header = rows[0]?.fields ?? [];
  return header.length > 1 && rows.length > 1 && namesSomebody(header.map(meaningOf));
}

/** text, markdown, html, payment or table; by name, then by beginning. */
export function kindOf(name, head) {
  if (/\.(csv|tsv)$/i.test(name)) return 'table';
  if (/\.html?$/i.test(name)) return 'html';
  if (/\.(md|markdown)$/i.test(name)) return 'markdown';
  const begin = head.trimStart().slice(0, 2000);
  if (/^(\{\d:|:\d\d[A-Z]?:)/.test(begin) || /^<(\?xml|\w*:?(Document|AppHdr|BusMsg))/.test(begin))
    return 'payment';
  if (/^<(!doctype html|html)/i.test(begin)) return 'html';
  return isTable(head) ? 'table' : 'text';
}

export function filesView({ announce, fingerprint }) {
  const area = h('textarea', {
    rows: 8,
    dir: 'auto',
    spellcheck: 'false',
    placeholder: t.placeholder,
  });
  const chooser = h('input', {
    type: 'file',
    hidden: true,
    on: { change: () => take(chooser.files[0]) },
  });
  const choose = h('button', { type: 'button', on: { click: () => chooser.click() } }, t.choose);
  const kind = select(Object.entries(t.kinds), 'auto');
  const chosen = h('p', { class: 'chosen row' });
  const output = h('div', { class: 'output' });
  const form = h(
    'form',
    {
      class: 'files-form',
      on: {
        submit: (e) => {
          e.preventDefault();
          run();
        },
      },
    },
    field(t.label, area),
    chosen,
    h(
      'div',
      { class: 'row' },
      choose,
      chooser,
      h('span', { class: 'inline' }, field(t.kind, kind)),
      h('button', { type: 'submit', class: 'primary' }, t.run),
    ),
    h(
      'p',
      { class: 'hint examples' },
      t.example,
      ' ',
      EXAMPLES.map(([label, , content], i) => [
        i ? ', ' : '',
        h(
          'button',
          {
            type: 'button',
            class: 'link',
            on: {
              click: () => {
                take(null);
                area.value = content;
                run();
              },
            },
          },
          label,
        ),
      ]),
    ),
  );
  const element = h(
    'div',
    { class: 'files' },
    h('h1', { tabindex: '-1' }, t.title),
    h('p', { class: 'lead' }, t.start),
    form,
    output,
  );
  let file = null;
  let inside = null; // the view in output

  function take(given) {
    file = given ?? null;
    chooser.value = '';
    area.disabled = !!file;
    chosen.replaceChildren(
      ...(file
        ? [
            bdi(t.file(file.name, t.size(file.size))),
            h(
              'button',
              {
                type: 'button',
                class: 'plain',
                on: {
                  click: () => {
                    take(null);
                    area.focus();
                  },
                },
              },
              t.remove,
            ),
          ]
        : []),
    );
    if (file) run();
  }

  async function run() {
    inside?.stop();
    inside = null;
    const blob = file ?? new Blob([area.value]);
    if (!blob.size)
      return output.replaceChildren(h('p', { class: 'empty', role: 'alert' }, t.empty));
    const head = await blob.slice(0, 1 << 16).text();
    const what = kind.value === 'auto' ? kindOf(file?.name ?? '', head) : kind.value;
    if (what !== 'table' && blob.size > TEXT_MOST)
      return output.replaceChildren(
        h('p', { class: 'empty', role: 'alert' }, t.tooLarge(t.size(TEXT_MOST))),
      );
    inside =
      what === 'table'
        ? tableView(blob, { announce, fingerprint })
        : passagesView(blob, what, { announce, form: kind.value === 'auto' ? '' : what });
    output.replaceChildren(inside.element);
  }

  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    element.classList.add('dropping');
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove('dropping');
  });
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    element.classList.remove('dropping');
    const dropped = event.dataTransfer.files[0];
    const words = event.dataTransfer.getData('text/plain');
    if (dropped) take(dropped);
    else if (words) {
      take(null);
      area.value = words;
      run();
    }
  });

  return { element, title: t.title, focus: () => area.focus(), update() {} };
}
