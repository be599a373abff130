import { InvalidDataError } from '@ai/core';
import type { CheckedCsvOptions } from './csv-options.js';

/** The part of csv-parse's record information that counts lines without a record. */
export interface CsvInfo {
  readonly empty_lines: number;
  readonly comment_lines: number;
}

/** The names of a file's columns. */
export class CsvHeader {
  private readonly places: ReadonlyMap<string, number>;

  /** @throws InvalidDataError for a name that comes twice */
  constructor(
    readonly names: readonly string[],
    place: string,
  ) {
    const places = new Map<string, number>();
    for (const [column, name] of names.entries()) {
      if (places.has(name)) throw new InvalidDataError(`${place}: two columns are named '${name}'.`);
      places.set(name, column);
    }
    this.places = places;
  }

  /** @throws InvalidDataError if there is no such column */
  indexOf(name: string): number {
    const column = this.places.get(name);
    if (column === undefined) throw new InvalidDataError(`There is no column '${name}'.`);
    return column;
  }
}

/** A row of a CSV file. */
export class CsvRow {
  constructor(
    readonly header: CsvHeader,
    /** The cells as they stand in the file, without quotes. */
    readonly cells: readonly string[],
    /** The line on which the row begins, from 1. */
    readonly line: number,
    private readonly options: CheckedCsvOptions,
  ) {}

  /**
   * The number in a column.
   *
   * @param column its name, or its place from 0
   * @throws InvalidDataError with line and column for a cell that is no finite decimal number, or missing without a `fill`
   */
  number(column: string | number): number {
    const index = this.indexOf(column);
    const cell = this.cells[index].trim();
    if (this.options.missing.has(cell)) {
      if (this.options.fill !== undefined) return this.options.fill;
      throw new InvalidDataError(`${this.place(index)}: a number is missing.`);
    }
    const value = isDecimal(cell) ? Number(cell) : Number.NaN;
    if (!Number.isFinite(value)) {
      throw new InvalidDataError(`${this.place(index)}: expected a number, got '${shortened(cell)}'.`);
    }
    return value;
  }

  /**
   * The class in a column, blanks at its ends aside.
   *
   * @throws InvalidDataError with line and column if it is missing
   */
  label(column: string | number): string {
    const index = this.indexOf(column);
    const cell = this.cells[index].trim();
    if (this.options.missing.has(cell)) throw new InvalidDataError(`${this.place(index)}: a class is missing.`);
    return cell;
  }

  /** The cell of a column as it stands there. */
  text(column: string | number): string {
    return this.cells[this.indexOf(column)];
  }

  private indexOf(column: string | number): number {
    return typeof column === 'number' ? column : this.header.indexOf(column);
  }

  private place(index: number): string {
    return `line ${this.line}, column ${index + 1} ('${shortened(this.header.names[index])}')`;
  }
}

/** Only what JavaScript would take for hexadecimal, octal or binary numbers is decided here; the rest is for `Number`. */
function isDecimal(cell: string): boolean {
  const second = cell[1];
  return cell !== '' && !(cell[0] === '0' && second !== undefined && 'xXoObB'.includes(second));
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/** Makes rows of csv-parse's records, the first of which may be the header. */
export class CsvRowMaker {
  header: CsvHeader | undefined;
  private rows = 0;
  /** Lines of all records so far. */
  private lines = 0;
  private skipped = 0;

  constructor(private readonly options: CheckedCsvOptions) {}

  /** The line on which the next record begins, unless empty lines come before it. */
  get nextLine(): number {
    return this.lines + this.skipped + 1;
  }

  /**
   * A row, or undefined for the header.
   *
   * @throws InvalidDataError for a record of another length, one too many, or a header without the columns that the options name
   */
  add(cells: readonly string[], { empty_lines, comment_lines }: CsvInfo): CsvRow | undefined {
    this.skipped = empty_lines + comment_lines;
    const line = this.nextLine;
    this.lines += 1 + cells.reduce((total, cell) => total + lineBreaks(cell), 0);
    if (!this.header) {
      this.header = this.makeHeader(cells, line);
      if (this.options.header === true) return undefined;
    }
    const { length } = this.header.names;
    if (cells.length !== length) {
      throw new InvalidDataError(
        `line ${line}: ${counted(cells.length, 'cell')}, but there are ${counted(length, 'column')}.`,
      );
    }
    if (++this.rows > this.options.maxRows)
      throw new InvalidDataError(`line ${line}: more than ${this.options.maxRows} rows.`);
    return new CsvRow(this.header, cells, line, this.options);
  }

  private makeHeader(cells: readonly string[], line: number): CsvHeader {
    const { header, named, maxColumns } = this.options;
    if (cells.length > maxColumns) throw new InvalidDataError(`line ${line}: more than ${maxColumns} columns.`);
    const names = header === true ? cells : header === false ? cells.map((_, column) => `${column}`) : header;
    const made = new CsvHeader(names, `line ${line}`);
    for (const name of named) made.indexOf(name);
    return made;
  }

  /** @throws InvalidDataError always: what csv-parse found, with line and column */
  fail(error: unknown): never {
    const { code, column } = error as { code?: string; column?: unknown };
    if (code === undefined || !WORDS.has(code)) throw error;
    const cell = typeof column === 'number' && code !== 'CSV_MAX_RECORD_SIZE' ? `, column ${column + 1}` : '';
    throw new InvalidDataError(`line ${this.nextLine}${cell}: ${WORDS.get(code)}.`);
  }
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is not closed'],
  ['CSV_INVALID_CLOSING_QUOTE', 'a quoted cell goes on behind its closing quote'],
  ['INVALID_OPENING_QUOTE', 'a quote stands within a cell that does not begin with one'],
  ['CSV_MAX_RECORD_SIZE', 'the row is larger than allowed'],
]);

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Line breaks within a cell; a carriage return and a line feed are one. */
function lineBreaks(cell: string): number {
  let count = 0;
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === '\n' || (cell[at] === '\r' && cell[at + 1] !== '\n')) count++;
  }
  return count;
}
