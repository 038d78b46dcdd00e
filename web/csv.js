// CSV as RFC 4180 has it and as it is found in the wild, piece by piece; and writing it.

const SEPARATORS = [',', ';', '\t', '|'];
export const ROW_MAX = 1 << 20; // characters of one row
export const FIELDS_MAX = 4096;

/** The separator that the first line that is not empty shows most often outside quotes. */
export function sniffSeparator(head) {
  const counts = new Map(SEPARATORS.map((s) => [s, 0]));
  let quoted = false;
  let seen = false;
  for (const c of head) {
    if (c === '"') quoted = !quoted;
    else if ((c === '\n' || c === '\r') && !quoted) {
      if (seen) break;
    } else if (!quoted && counts.has(c)) counts.set(c, counts.get(c) + 1);
    if (c.trim()) seen = true;
  }
  return SEPARATORS.reduce((a, b) => (counts.get(b) > counts.get(a) ? b : a));
}

/** Takes text in pieces and gives rows: { line, fields } or, where a quote is never closed,
 *  { line, error: 'quote' | 'fields' }. Empty lines are skipped. */
export class CsvReader {
  #separator;
  #fields = [];
  #field = '';
  #state = 'start'; // of a field: start, plain, quoted, closed (behind the closing quote)
  #line = 1;
  #rowLine = 1;
  #size = 0;
  #lastReturn = false; // outside quotes
  #previous = ''; // inside
  #bad = '';

  constructor(separator) {
    this.#separator = separator;
  }

  /** Rows that end in this piece. */
  push(text) {
    const rows = [];
    for (let i = 0; i < text.length;) i = this.#take(text, i, rows);
    return rows;
  }

  /** The row that the text ends with, if any. */
  end() {
    const rows = [];
    if (this.#state === 'quoted') this.#bad = 'quote';
    this.#endRow(rows);
    return rows;
  }

  #take(text, i, rows) {
    const c = text[i];
    const newline = c === '\n' && this.#lastReturn;
    this.#lastReturn = c === '\r';
    if (this.#state === 'quoted') return this.#takeQuoted(text, i);
    if (newline) {
      // "\r\n" is one end, and it was there already
    } else if (c === '\r' || c === '\n') {
      this.#line++;
      this.#endRow(rows);
    } else if (c === this.#separator) {
      this.#endField();
    } else if (c === '"' && this.#state === 'start') {
      this.#state = 'quoted';
    } else if (c === '"' && this.#state === 'closed') {
      this.#field += '"';
      this.#state = 'quoted';
    } else {
      return this.#takeRun(text, i);
    }
    return i + 1;
  }

  /** Ordinary characters up to the next that means something. */
  #takeRun(text, i) {
    let end = i + 1;
    while (
      end < text.length &&
      text[end] !== this.#separator &&
      text[end] !== '\n' &&
      text[end] !== '\r' &&
      text[end] !== '"'
    )
      end++;
    this.#add(text.slice(i, end));
    this.#state = 'plain';
    return end;
  }

  #takeQuoted(text, i) {
    let end = text.indexOf('"', i);
    if (end < 0) end = text.length;
    const run = text.slice(i, end);
    for (const c of run) {
      if (c === '\r' || (c === '\n' && this.#previous !== '\r')) this.#line++;
      this.#previous = c;
    }
    this.#add(run);
    if (end < text.length) {
      this.#state = 'closed';
      this.#lastReturn = false;
      this.#previous = '';
      return end + 1;
    }
    return end;
  }

  #add(text) {
    this.#size += text.length;
    if (this.#size > ROW_MAX) this.#bad ||= 'quote';
    else this.#field += text;
  }

  #endField() {
    if (this.#fields.length >= FIELDS_MAX) this.#bad ||= 'fields';
    else this.#fields.push(this.#field);
    this.#field = '';
    this.#state = 'start';
  }

  #endRow(rows) {
    const empty = !this.#fields.length && !this.#field && this.#state === 'start';
    const sub = this.#fields.length === 0 && this.#field === '\x1a';
    this.#endField();
    if (this.#bad) rows.push({ line: this.#rowLine, error: this.#bad });
    else if (!empty && !sub) rows.push({ line: this.#rowLine, fields: this.#fields });
    this.#fields = [];
    this.#size = 0;
    this.#bad = '';
    this.#rowLine = this.#line;
  }
}

/** What a file says that was changed or removed while it was read. */
async function next(reader) {
  try {
    return await reader.read();
  } catch (error) {
    throw Object.assign(new Error(error.message), { kind: 'file', detail: '' });
  }
}

/** Rows of a Blob, as an async generator of lists of rows; `onBytes` hears how far it is. */
export async function* readRows(blob, separator, encoding, onBytes = () => {}) {
  const csv = new CsvReader(separator);
  const reader = blob.stream().getReader();
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await next(reader);
      if (done) break;
      bytes += value.length;
      const rows = csv.push(decoder.decode(value, { stream: true }));
      onBytes(bytes);
      if (rows.length) yield rows;
    }
    yield [...csv.push(decoder.decode()), ...csv.end()];
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** UTF-8 where it is that, else the encoding of old Western spreadsheets. Reads all of it, in
 *  pieces. */
export async function encodingOf(blob) {
  const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await next(reader);
      try {
        decoder.decode(value, { stream: !done });
      } catch {
        return 'windows-1252';
      }
      if (done) return 'utf-8';
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** A field for a file that a spreadsheet may open: what would be taken for a formula gets an
 *  apostrophe in front. Numbers stay numbers. */
export function writeField(value) {
  let text = value === null || value === undefined ? '' : String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = `'${text}`;
  return /[",;\r\n\t|]/.test(text) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

export const writeRow = (values) => `${values.map(writeField).join(',')}\r\n`;
