import { checkInteger, checkOneOf, InvalidArgumentError } from '@ai/core';
import type { Options } from 'csv-parse';

/** What a column holds: numbers, names of classes, any text, or nothing that is wanted. */
export type CsvColumnKind = 'number' | 'label' | 'text' | 'skip';

/** Tells the kind of a column by its name, its place from 0, and the names of all. */
export type CsvColumnChoice = (name: string, place: number, names: readonly string[]) => CsvColumnKind | undefined;

/** Options of {@link parseCsv}. */
export interface CsvOptions {
  /** What stands between two cells, one or more characters. @default ',' */
  readonly delimiter?: string;
  /** What encloses cells that hold delimiters, line breaks or, doubled, itself; null for none. @default '"' */
  readonly quote?: string | null;
  /** Lines that begin with it are left out. @default none */
  readonly comment?: string;
  /** Whether the first row names the columns, or their names; without, they are called '0', '1', ... @default true */
  readonly header?: boolean | readonly string[];
  /** Kinds of columns by their names, or a function that tells them. @default all as `otherColumns` */
  readonly columns?: Readonly<Record<string, CsvColumnKind>> | ReadonlyMap<string, CsvColumnKind> | CsvColumnChoice;
  /** The kind of columns that `columns` does not name, or tells nothing of. @default 'number' */
  readonly otherColumns?: CsvColumnKind;
  /** Cells that stand for a missing value, blanks at their ends aside. @default '', 'NA', 'N/A', 'NaN', 'nan', 'NULL', 'null' */
  readonly missing?: readonly string[];
  /** The number in place of a missing one; NaN is allowed. @default none: a missing number is an error */
  readonly fill?: number;
  /** Bytes that a row may have, so that memory stays bounded. @default 1048576 */
  readonly maxRowSize?: number;
  /** Columns that a file may have, each of which costs memory of its own. @default 100000 */
  readonly maxColumns?: number;
  /** Rows that a file may have. @default no limit */
  readonly maxRows?: number;
}

const MISSING = ['', 'NA', 'N/A', 'NaN', 'nan', 'NULL', 'null'];
const KINDS: readonly CsvColumnKind[] = ['number', 'label', 'text', 'skip'];

/** Options with all defaults in, checked. */
export interface CheckedCsvOptions {
  readonly header: boolean | readonly string[];
  readonly kindOf: (name: string, place: number, names: readonly string[]) => CsvColumnKind;
  /** Columns that must be there. */
  readonly named: readonly string[];
  readonly missing: ReadonlySet<string>;
  readonly fill: number | undefined;
  readonly maxRowSize: number;
  readonly maxColumns: number;
  readonly maxRows: number;
  /** For csv-parse. */
  readonly parser: Options;
}

/** @throws InvalidArgumentError for options that make no sense */
export function checkCsvOptions(options: CsvOptions): CheckedCsvOptions {
  const { delimiter = ',', quote = '"', comment, header = true, otherColumns = 'number', missing = MISSING } = options;
  const maxRowSize = checkInteger(options.maxRowSize ?? 2 ** 20, 'maxRowSize', 'parseCsv', { min: 1 });
  const maxRows =
    options.maxRows === undefined
      ? Number.POSITIVE_INFINITY
      : checkInteger(options.maxRows, 'maxRows', 'parseCsv', { min: 1 });
  checkMark(delimiter, 'delimiter');
  if (quote !== null) checkMark(quote, 'quote');
  if (comment !== undefined) checkMark(comment, 'comment');
  if (quote === delimiter) throw new InvalidArgumentError('quote', 'parseCsv', "differ from 'delimiter'", quote);
  const { columns = {} } = options;
  const choose = typeof columns === 'function' ? columns : undefined;
  const kinds = new Map<string, CsvColumnKind>(
    columns instanceof Map ? columns : choose ? [] : Object.entries(columns),
  );
  for (const kind of [otherColumns, ...kinds.values()]) checkKind(kind);
  return {
    header,
    kindOf: choose
      ? (name, place, names) => checkKind(choose(name, place, names) ?? otherColumns)
      : (name) => kinds.get(name) ?? otherColumns,
    named: [...kinds.keys()],
    missing: new Set(missing),
    fill: options.fill,
    maxRowSize,
    maxColumns: checkInteger(options.maxColumns ?? 100_000, 'maxColumns', 'parseCsv', { min: 1 }),
    maxRows,
    parser: {
      delimiter,
      quote,
      escape: quote,
      ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true, // counted here, so that the error names the line
      skip_empty_lines: true,
      max_record_size: maxRowSize,
    },
  };
}

function checkKind(kind: CsvColumnKind): CsvColumnKind {
  return checkOneOf(kind, 'columns', 'parseCsv', KINDS);
}

function checkMark(mark: unknown, argument: string): void {
  if (typeof mark !== 'string' || mark === '' || mark.includes('\n') || mark.includes('\r')) {
    throw new InvalidArgumentError(
      argument,
      'parseCsv',
      'be a string of one or more characters other than line breaks',
      mark,
    );
  }
}
