// Results of a table as files.
import { writeRow } from './csv.js';

const CSV_HEADER = [
  'line',
  'query_id',
  'query_name',
  'id',
  'caption',
  'schema',
  'datasets',
  'score',
  'name',
  'detail',
  'error',
];

/** The columns of `aka screen --format csv`, with the line in the file before and what was wrong
 *  with the row behind; a row without a result has one line with empty columns. */
export function csvOf(row) {
  const head = [row.line, row.id ?? '', row.name ?? ''];
  if (row.error || !row.results.length)
    return writeRow([...head, '', '', '', '', '', '', '', row.error ?? '']);
  return row.results
    .map((r) =>
      writeRow([
        ...head,
        r.id,
        r.caption,
        r.schema,
        r.datasets.join(';'),
        r.score.toFixed(4),
        r.name,
        r.detail,
        '',
      ]),
    )
    .join('');
}

/** One JSON object: { line, query: { id, schema, properties }, results, index } or with error. */
export function jsonOf(row, fingerprint) {
  const query = { ...(row.id && { id: row.id }), ...row.query };
  const answer = row.error ? { error: row.error } : { results: row.results };
  return `${JSON.stringify({ line: row.line, query, ...answer, index: fingerprint })}\n`;
}

/** A Blob of all rows, put together in pieces. */
export function fileOf(rows, format, fingerprint) {
  const parts = format === 'csv' ? ['\ufeff', writeRow(CSV_HEADER)] : [];
  let part = '';
  for (const row of rows) {
    part += format === 'csv' ? csvOf(row) : jsonOf(row, fingerprint);
    if (part.length > 1 << 20) {
      parts.push(part);
      part = '';
    }
  }
  return new Blob([...parts, part], {
    type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson',
  });
}
