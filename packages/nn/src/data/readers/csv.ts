import { parse } from 'csv-parse/browser/esm/sync';
import { type CsvOptions, checkCsvOptions } from './csv-options.js';
import { type CsvInfo, CsvRowMaker } from './csv-rows.js';
import { type CsvTable, CsvTableBuilder } from './csv-table.js';
import { decodeUtf8, withoutMark } from './utf8.js';

/**
 * Reads a CSV text (RFC 4180): cells between delimiters, quoted where they hold delimiters or line breaks, rows of equal length; empty
 * lines are left out. Files are read piece by piece with `readCsv` and row by row with `readCsvRows` of `@ai/nn/node`.
 *
 * @param source the text, or its bytes in UTF-8, with or without a byte order mark
 * @throws InvalidDataError with line and column for a cell that is not what its column should hold, a row of another length or size, or
 *   quotes that do not match; for a header without a column that the options name, or with one twice; for no row at all
 * @throws InvalidArgumentError for options that make no sense
 *
 * @example
 * ```ts
 * import { ArrayDataset, parseCsv } from '@ai/nn';
 *
 * const text = 'length,width,species\n5.1,3.5,setosa\n7.0,3.2,"versicolor"\n6.3,,virginica\n';
 * const table = parseCsv(text, { columns: { species: 'label' }, fill: Number.NaN });
 * const { labels, classes } = table.labels('species');
 * console.log(table.numbers().shape, classes); // [3, 2], ['setosa', 'versicolor', 'virginica']
 * const data = new ArrayDataset(table.numbers(), labels);
 * ```
 */
export function parseCsv(source: string | Uint8Array, options: CsvOptions = {}): CsvTable {
  const checked = checkCsvOptions(options);
  const text = typeof source === 'string' ? withoutMark(source) : decodeUtf8(source);
  const rows = new CsvRowMaker(checked);
  const table = new CsvTableBuilder(checked);
  try {
    parse(text, {
      ...checked.parser,
      on_record: (cells: readonly string[], info: CsvInfo) => {
        const row = rows.add(cells, info);
        if (row) table.add(row);
        return null; // nothing to keep
      },
    } as never);
  } catch (error) {
    rows.fail(error);
  }
  return table.done(rows.header);
}
