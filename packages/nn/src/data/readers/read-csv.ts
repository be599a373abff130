import { createReadStream } from 'node:fs';
import { type Options, parse } from 'csv-parse';
import { type CheckedCsvOptions, type CsvOptions, checkCsvOptions } from './csv-options.js';
import { type CsvInfo, type CsvRow, CsvRowMaker } from './csv-rows.js';
import { type CsvTable, CsvTableBuilder } from './csv-table.js';
import { naming, namingEach } from './naming.js';
import { decodeChunks } from './utf8.js';

/**
 * Reads a CSV file as `parseCsv` reads a text, piece by piece: besides the table only a row is in memory.
 *
 * @throws InvalidDataError as `parseCsv` does, beginning with the file's name
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readCsv } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'csv-')), 'table.csv');
 * await writeFile(path, 'x;y\n1;2\n3;4\n');
 * const table = await readCsv(path, { delimiter: ';' });
 * console.log(table.length, table.numbers(['y']).data); // 2, Float32Array [2, 4]
 * ```
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<CsvTable> {
  const checked = checkCsvOptions(options);
  const rows = new CsvRowMaker(checked);
  const table = new CsvTableBuilder(checked);
  return naming(path, async () => {
    for await (const row of rowsOf(path, checked, rows)) table.add(row);
    return table.done(rows.header);
  });
}

/**
 * The rows of a CSV file one by one, for files that do not fit into memory.
 *
 * @throws InvalidDataError as `parseCsv` does, beginning with the file's name
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { DataLoader, IterableDataset, ndArray } from '@ai/nn';
 * import { readCsvRows } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'csv-')), 'table.csv');
 * await writeFile(path, 'x,y,class\n1,2,cat\n3,4,dog\n');
 * const classes = ['cat', 'dog'];
 * const data = new IterableDataset(() => readCsvRows(path)).map((row) => [
 *   ndArray([row.number('x'), row.number('y')]),
 *   classes.indexOf(row.label('class')),
 * ]);
 * for await (const [x, y] of new DataLoader(data, { batchSize: 2 })) console.log(x.shape, y.data); // [2, 2], [0, 1]
 * ```
 */
export function readCsvRows(path: string, options: CsvOptions = {}): AsyncGenerator<CsvRow, void> {
  const checked = checkCsvOptions(options);
  return namingEach(path, rowsOf(path, checked, new CsvRowMaker(checked)));
}

/** The rows of a file, each before an error that comes after it. */
async function* rowsOf(path: string, options: CheckedCsvOptions, rows: CsvRowMaker): AsyncGenerator<CsvRow, void> {
  const made: CsvRow[] = [];
  const parser = parse({
    ...options.parser,
    on_record: (cells: readonly string[], info: CsvInfo) => {
      const row = rows.add(cells, info);
      if (row) made.push(row);
      return null; // nothing to pass on
    },
  } as Options);
  parser.resume();
  parser.on('error', () => {}); // comes with the piece of text that is to blame
  const feed = (step: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> =>
    new Promise((resolve) => step((error) => resolve(error ?? undefined)));
  try {
    for await (const text of decodeChunks(createReadStream(path))) {
      const error = await feed((done) => parser.write(text, done));
      yield* made.splice(0);
      if (error) rows.fail(error);
    }
    const error = await feed((done) => parser.end(done));
    yield* made.splice(0);
    if (error) rows.fail(error);
  } finally {
    parser.destroy();
  }
}
