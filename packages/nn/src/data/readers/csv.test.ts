import { InvalidDataError } from '@ai/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.js';
import type { CsvOptions } from './csv-options.js';
import { readCsv, readCsvRows } from './read-csv.js';
import { golden, testFolder } from './test-files.js';

const folder = testFolder();
const asText: CsvOptions = { header: false, otherColumns: 'text' };

/** All cells, row by row. */
function cellsOf(text: string, options: CsvOptions = {}): string[][] {
  const table = parseCsv(text, { ...asText, ...options });
  const columns = table.names.map((name) => table.text(name));
  return Array.from({ length: table.length }, (_, row) => columns.map((column) => column[row]));
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('parseCsv', () => {
  it("divides text as Python's csv module does", () => {
    for (const { text, delimiter, rows } of golden.csv) expect(cellsOf(text, { delimiter })).toEqual(rows);
  });

  it('gives back the cells that were written, quoted or not, in a file and in memory', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ' ', 'ü', '🙂', ',', '"', '\n', '\r', '\r\n', '#', '\0', '0'),
    });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 4 })
          .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 6 })),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (rows, end, hasEnd) => {
          const text = rows.map((row) => row.map(quoted).join(',')).join(end) + (hasEnd ? end : '');
          expect(cellsOf(text)).toEqual(rows);
          const read: (readonly string[])[] = [];
          const lines: number[] = [];
          for await (const row of readCsvRows(await folder.put(`${number++}.csv`, text), asText)) {
            read.push(row.cells);
            lines.push(row.line);
          }
          expect(read).toEqual(rows);
          const before = rows.map((_, i) =>
            rows
              .slice(0, i)
              .map((row) => row.join(','))
              .join(','),
          );
          expect(lines).toEqual(before.map((cells, i) => 1 + i + (cells.match(/\r\n|\n|\r/g)?.length ?? 0)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has columns of numbers, classes and text, and leaves some out', () => {
    const table = parseCsv('id,x,y,who,kind\na1, 1.5 ,-2e3,"Q, R",cat\na2,.5,+7,S,ant\na3,0,1,T, cat \n', {
      columns: { id: 'skip', who: 'text', kind: 'label' },
    });
    expect([table.length, table.names]).toEqual([3, ['x', 'y', 'who', 'kind']]);
    expect(table.numbers()).toEqual({ data: Float32Array.of(1.5, -2000, 0.5, 7, 0, 1), shape: [3, 2] });
    expect(table.numbers(['y'])).toEqual({ data: Float32Array.of(-2000, 7, 1), shape: [3, 1] });
    expect(table.float64('x')).toEqual(Float64Array.of(1.5, 0.5, 0));
    expect(table.text('who')).toEqual(['Q, R', 'S', 'T']);
    expect(table.labels('kind')).toEqual({
      labels: { data: Int32Array.of(1, 0, 1), shape: [3] },
      classes: ['ant', 'cat'],
    });
  });

  it('asks a function for the kinds of columns', () => {
    const table = parseCsv('a,b,c\n1,2,x\n', {
      columns: (name, place, names) => (place === names.length - 1 ? 'label' : name === 'a' ? 'skip' : undefined),
    });
    expect([table.numbers().data, table.labels('c').classes]).toEqual([Float32Array.of(2), ['x']]);
    expect(() => parseCsv('a\n1\n', { columns: () => 'float' as 'text' })).toThrow(
      "'columns' of parseCsv must be one of",
    );
  });

  it('orders classes by their numbers if all are numbers, else by their code points', () => {
    const classes = (text: string) => parseCsv(text, { header: ['c'], columns: { c: 'label' } }).labels('c').classes;
    expect(classes('10\n9\n-1\n')).toEqual(['-1', '9', '10']);
    expect(classes('10\n9\nx\n')).toEqual(['10', '9', 'x']);
    expect(classes('🙂\n\uffee\nb\nB\nab\na\n')).toEqual(['B', 'a', 'ab', 'b', '\uffee', '🙂']);
  });

  it('fills missing numbers, or says where they are missing', () => {
    const text = 'a,b\n1,\nNA,2\n';
    expect(parseCsv(text, { fill: -1 }).numbers().data).toEqual(Float32Array.of(1, -1, -1, 2));
    expect(parseCsv(text, { fill: Number.NaN }).numbers().data).toEqual(Float32Array.of(1, Number.NaN, Number.NaN, 2));
    expect(parseCsv('a\n?\n', { missing: ['?'], fill: 0 }).numbers().data).toEqual(Float32Array.of(0));
    expect(() => parseCsv(text)).toThrow("line 2, column 2 ('b'): a number is missing.");
    expect(() => parseCsv('a,c\n1,\n', { columns: { c: 'label' } })).toThrow(
      "line 2, column 2 ('c'): a class is missing.",
    );
  });

  it('takes any name for a column', () => {
    const text = '__proto__,constructor,toString\n1,2,x\n';
    const columns = new Map([['toString', 'label']] as const);
    const table = parseCsv(text, { columns });
    expect(table.names).toEqual(['__proto__', 'constructor', 'toString']);
    expect(table.numbers(['__proto__']).data).toEqual(Float32Array.of(1));
    expect(table.labels('toString').classes).toEqual(['x']);
    expect(
      parseCsv(text, { columns: JSON.parse('{"__proto__": "text", "toString": "text"}') }).text('__proto__'),
    ).toEqual(['1']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(() => parseCsv('a\n1\n').numbers(['__proto__'])).toThrow("'name' of CsvTable.numbers must name a column");
  });

  it('takes other delimiters, quotes, comments, headers and bytes with a mark', () => {
    const text = "\ufeff# made by hand\n'a;b';c\n\n1;2\n# 5;6\n3;4\n";
    const options: CsvOptions = { delimiter: ';', quote: "'", comment: '#' };
    for (const source of [text, new TextEncoder().encode(text)]) {
      const table = parseCsv(source, options);
      expect([table.names, [...table.numbers().data]]).toEqual([
        ['a;b', 'c'],
        [1, 2, 3, 4],
      ]);
    }
    expect(parseCsv('1,2\n', { header: false }).names).toEqual(['0', '1']);
    expect(cellsOf('"a"|"b\n', { delimiter: '|', quote: null })).toEqual([['"a"', '"b']]);
    expect(parseCsv('a,b\n').numbers()).toEqual({ data: new Float32Array(0), shape: [0, 2] });
    expect(() => parseCsv(Uint8Array.of(0x61, 0xff))).toThrow('The text is not UTF-8: byte 1 does not fit.');
  });

  it.each<[string, CsvOptions, string]>([
    ['a,b\n1,2\n3\n', {}, 'line 3: 1 cell, but there are 2 columns.'],
    ['a\n1\n"2\n\n",3\n', {}, 'line 3: 2 cells, but there are 1 column.'],
    ['a\n1\n\n\n"x\r\ny"\n2\nz\n', { fill: 0 }, "line 5, column 1 ('a'): expected a number, got 'x"],
    ['# c\na\n"1"\n\n\nz\n', { comment: '#' }, "line 6, column 1 ('a'): expected a number, got 'z'."],
    ['a\n0x10\n', {}, "line 2, column 1 ('a'): expected a number, got '0x10'."],
    ['a\n1_0\n', {}, "got '1_0'."],
    ['a\nInfinity\n', {}, "got 'Infinity'."],
    ['a\n1e999\n', {}, "got '1e999'."],
    [`a\n${'x'.repeat(99)}\n`, {}, `got '${'x'.repeat(40)}...'.`],
    ['a,b\n1,2\n"3,4\n5,6\n', {}, 'line 3, column 1: a quote is not closed.'],
    ['a,b\n1,"2"3\n', {}, 'line 2, column 2: a quoted cell goes on behind its closing quote.'],
    ['a,b\n1,2"3\n', {}, 'line 2, column 2: a quote stands within a cell that does not begin with one.'],
    [`a\n${'1'.repeat(100)}\n`, { maxRowSize: 50 }, 'line 2: the row is larger than allowed.'],
    ['a\n1\n2\n3\n', { maxRows: 2 }, 'line 4: more than 2 rows.'],
    ['a,b,c\n', { maxColumns: 2 }, 'line 1: more than 2 columns.'],
    [','.repeat(100_000), {}, 'line 1: more than 100000 columns.'],
    ['a,a\n1,2\n', {}, "line 1: two columns are named 'a'."],
    ['a\n1\n', { columns: { b: 'text' } }, "There is no column 'b'."],
    ['', {}, 'There is no row.'],
    ['\n\n', {}, 'There is no row.'],
    ['1,2\n', { header: ['a'] }, 'line 1: 2 cells, but there are 1 column.'],
  ])('refuses case %#', async (text, options, message) => {
    expect(() => parseCsv(text, options)).toThrow(message);
    expect(() => parseCsv(text, options)).toThrow(InvalidDataError);
    const path = await folder.put('bad.csv', text);
    await expect(readCsv(path, options)).rejects.toThrow(`${path}: `);
    await expect(readCsv(path, options)).rejects.toThrow(message);
  });

  it('refuses options that make no sense and columns that are not there', () => {
    const make = (options: object) => () => parseCsv('a\n1\n', options);
    expect(make({ delimiter: '' })).toThrow("'delimiter' of parseCsv must be a string of one or more characters");
    expect(make({ delimiter: '\n' })).toThrow("'delimiter' of parseCsv");
    expect(make({ quote: ',' })).toThrow("'quote' of parseCsv must differ from 'delimiter', got ','.");
    expect(make({ comment: '' })).toThrow("'comment' of parseCsv");
    expect(make({ columns: { a: 'float' } })).toThrow("'columns' of parseCsv must be one of 'number', 'label'");
    expect(make({ maxRowSize: 0 })).toThrow("'maxRowSize' of parseCsv must be an integer >= 1, got 0.");
    expect(make({ maxColumns: 0 })).toThrow("'maxColumns' of parseCsv must be an integer >= 1, got 0.");
    expect(make({ maxRows: 0 })).toThrow("'maxRows' of parseCsv must be an integer >= 1, got 0.");
    const table = parseCsv('a\n1\n');
    expect(() => table.labels('a')).toThrow(
      "'name' of CsvTable.labels must name a column of kind 'label', got 'a', a column of kind 'number'.",
    );
    expect(() => table.text('b')).toThrow("'name' of CsvTable.text must name a column of kind 'text', got 'b'.");
    expect(() => table.float64('b')).toThrow("'name' of CsvTable.float64 must name");
  });
});

describe('readCsv', () => {
  it('reads a file as parseCsv reads its text', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},${i * 0.5},"class ${i % 3}"\r\n`);
    const text = `i,half,name\r\n${lines.join('')}`;
    const options: CsvOptions = { columns: { name: 'label' } };
    expect(await readCsv(await folder.put('x.csv', text), options)).toEqual(parseCsv(text, options));
  });

  it('takes rows one by one and stops reading with the loop', async () => {
    const path = await folder.put('rows.csv', `x,name\n${'1,a\n'.repeat(100_000)}`);
    for await (const row of readCsvRows(path)) {
      expect([row.number('x'), row.text('name'), row.label(1), row.line]).toEqual([1, 'a', 'a', 2]);
      expect(() => row.number('y')).toThrow("There is no column 'y'.");
      expect(() => row.number('name')).toThrow("line 2, column 2 ('name'): expected a number, got 'a'.");
      break;
    }
    const late = await folder.put('late.csv', 'x\n1\n2\n"3\n');
    let seen = 0;
    const reading = async () => {
      for await (const row of readCsvRows(late)) seen += row.number(0);
    };
    await expect(reading()).rejects.toThrow('line 4, column 1: a quote is not closed.');
    expect(seen).toBe(3);
    const bad = await folder.put('utf16.csv', Buffer.from('a\n1\n', 'utf16le'));
    await folder.put('latin.csv', Uint8Array.of(97, 10, 0xe4, 10));
    await expect(readCsv(`${folder.path}/latin.csv`)).rejects.toThrow('latin.csv: The text is not UTF-8: byte 3');
    await expect(readCsv(bad)).rejects.toThrow(bad);
    await expect(readCsv(`${folder.path}/none.csv`)).rejects.toThrow('ENOENT');
  });
});
