// Reading and writing CSV (web/csv.js).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CsvReader,
  FIELDS_MAX,
  ROW_MAX,
  encodingOf,
  readRows,
  sniffSeparator,
  writeField,
  writeRow,
} from '../../../web/csv.js';

const fields = (text, separator = ',') => {
  const reader = new CsvReader(separator);
  return [...reader.push(text), ...reader.end()].map((r) => r.fields ?? r.error);
};
const lines = (text) => {
  const reader = new CsvReader(',');
  return [...reader.push(text), ...reader.end()].map((r) => r.line);
};

test('fields, quotes, line ends', () => {
  const cases = [
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a\rb\r', [['a'], ['b']]],
    ['"a,b","c ""d"""\n', [['a,b', 'c "d"']]],
    ['"two\nlines",x\n', [['two\nlines', 'x']]],
    ['"",\n', [['', '']]],
    ['\n\n a \n\n', [[' a ']]],
    ['a "b" c,d\n', [['a "b" c', 'd']]],
    ['"a"b,c\n', [['ab', 'c']]],
    [',\n', [['', '']]],
    ['a\n\x1a', [['a']]],
    ['', []],
  ];
  for (const [text, expected] of cases)
    assert.deepEqual(fields(text), expected, JSON.stringify(text));
});

test('lines are those of the file, whatever ends them', () => {
  assert.deepEqual(lines('a\r\n"b\r\nc"\r\n\r\nd\n'), [1, 2, 5]);
  assert.deepEqual(lines('a\n"b\nc"\n\nd\n'), [1, 2, 5]);
  assert.deepEqual(lines('a\r"b\rc"\r\rd\r'), [1, 2, 5]);
});

test('the same rows however the text is cut', () => {
  const text = 'id,name\r\n1,"Doe, ""J"""\r\n\r\n2,"two\r\nlines"\r\n3,x';
  const whole = new CsvReader(',');
  const expected = [...whole.push(text), ...whole.end()];
  assert.equal(expected.length, 4);
  for (let size = 1; size < 12; size++) {
    const reader = new CsvReader(',');
    const rows = [];
    for (let i = 0; i < text.length; i += size) rows.push(...reader.push(text.slice(i, i + size)));
    rows.push(...reader.end());
    assert.deepEqual(rows, expected, `pieces of ${size}`);
  }
});

test('hostile rows are told, and bounded', () => {
  assert.deepEqual(fields('a\n"never closed\n'), [['a'], 'quote']);
  assert.deepEqual(fields(`${'x'.repeat(ROW_MAX + 1)}\nok\n`), ['quote', ['ok']]);
  assert.deepEqual(fields(`${','.repeat(FIELDS_MAX)}\nok\n`), ['fields', ['ok']]);
});

test('separators', () => {
  assert.equal(sniffSeparator('a;b;c\n1,2;3;4'), ';');
  assert.equal(sniffSeparator('\n\na\tb\n'), '\t');
  assert.equal(sniffSeparator('"a;b;c;d",e\n'), ',');
  assert.equal(sniffSeparator('name\n'), ',');
  assert.deepEqual(fields('a;b\n', ';'), [['a', 'b']]);
});

test('encodings of files', async () => {
  const read = async (bytes) => {
    const blob = new Blob([new Uint8Array(bytes)]);
    const rows = [];
    for await (const some of readRows(blob, ',', await encodingOf(blob))) rows.push(...some);
    return rows.map((r) => r.fields);
  };
  assert.deepEqual(await read([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0xc3, 0xa9]), [['a', 'é']]);
  assert.deepEqual(await read([0x61, 0x2c, 0xe9]), [['a', 'é']]);
  assert.deepEqual(await read([0xff, 0xfe, 0x61, 0, 0x2c, 0, 0xe9, 0]), [['a', 'é']]);
});

test('what is written is read again', () => {
  const row = ['plain', 'a,b', 'say "no"', 'two\nlines', ' blank', '', 'a;b', null];
  assert.deepEqual(fields(writeRow(row)), [row.map((v) => v ?? '')]);
});

test('no spreadsheet takes a field for a formula', () => {
  for (const text of ['=1+1', '+cmd', '-cmd|x', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x")'])
    assert.match(fields(writeRow([text]))[0][0], /^'/, text);
  for (const text of ['-12.5', '+7', '0.8123', 'a=b', "O'Neil"])
    assert.equal(writeField(text), text);
});
