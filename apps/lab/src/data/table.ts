import { createHash } from 'node:crypto';
import { InvalidDataError } from '@ai/core';
import { CsvError, parse } from 'csv-parse/sync';

export interface TableLimits {
  readonly maxRows?: number;
  readonly maxColumns?: number;
}

interface Row {
  readonly cells: readonly string[];
  /** Its line in the file. */
  readonly line: number;
}

/** A CSV file in memory, as text; numbers are read where they are asked for, so that errors name file, line and column. */
export class Table {
  constructor(
    /** The file's name. */
    readonly source: string,
    readonly columns: readonly string[],
    private readonly rows: readonly Row[],
  ) {}

  get length(): number {
    return this.rows.length;
  }

  /** The columns in which every cell is a finite number. */
  get numericColumns(): string[] {
    return this.columns.filter((_, place) =>
      this.rows.every(({ cells }) => cells[place].trim() !== '' && Number.isFinite(Number(cells[place]))),
    );
  }

  /** @throws InvalidDataError for a column that is not there, and for a cell that is no finite number */
  numbers(column: string): number[] {
    const place = this.place(column);
    return this.rows.map(({ cells, line }) => {
      const value = Number(cells[place]);
      if (cells[place].trim() !== '' && Number.isFinite(value)) return value;
      const got = cells[place].trim() === '' ? 'nothing' : `'${cells[place].slice(0, 40)}'`;
      throw new InvalidDataError(`${this.where(place, line)} ('${column}'): expected a number, got ${got}.`);
    });
  }

  /** @throws InvalidDataError for a column that is not there, and for an empty cell */
  words(column: string): string[] {
    const place = this.place(column);
    return this.rows.map(({ cells, line }) => {
      const word = cells[place].trim();
      if (word === '') throw new InvalidDataError(`${this.where(place, line)}: the class is missing.`);
      return word;
    });
  }

  /**
   * The column of numbers that a setting names; where it names none, the one at `place` among those that hold only numbers.
   *
   * @throws InvalidDataError where there is no such column
   */
  numericColumn(wanted: string, place = 0): string {
    if (wanted !== '') {
      this.place(wanted);
      return wanted;
    }
    const found = this.numericColumns.at(place);
    if (found === undefined) {
      const needed = place < 0 ? 1 : place + 1;
      throw new InvalidDataError(
        `${this.source}: ${needed === 1 ? 'a column' : `${needed} columns`} of numbers needed, found ${this.numericColumns.length}.`,
      );
    }
    return found;
  }

  private place(column: string): number {
    const place = this.columns.indexOf(column);
    if (place >= 0) return place;
    throw new InvalidDataError(`${this.source} has no column '${column}'; it has ${this.columns.join(', ')}.`);
  }

  private where(place: number, line: number): string {
    return `${this.source}, line ${line}, column ${place + 1}`;
  }
}

/**
 * Reads a CSV text with a header row.
 *
 * @param source the file's name, for errors
 * @throws InvalidDataError with file, line and column for a damaged table
 */
export function readTable(content: string, source: string, limits: TableLimits = {}): Table {
  const { maxRows = 5000, maxColumns = 100 } = limits;
  const [header, ...rows] = parseRows(content, source, maxRows);
  if (rows.length === 0) throw new InvalidDataError(`${source}: a header row and at least one row of data are needed.`);
  const columns = header.cells.map((name) => name.trim());
  if (columns.length > maxColumns) {
    throw new InvalidDataError(`${source}, line 1: ${columns.length} columns, but at most ${maxColumns} are read.`);
  }
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw new InvalidDataError(`${source}, line 1: two columns are named '${twice}'.`);
  return new Table(source, columns, rows);
}

function parseRows(content: string, source: string, maxRows: number): Row[] {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    // the installed types describe `info: true` only for objects, so the shape of the records is stated here
    rows = parse(content, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      to: maxRows + 2,
      max_record_size: 100_000,
    }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, column } = error as CsvError & { lines?: number; column?: number | string };
    const place = [
      source,
      lines !== undefined && `line ${lines}`,
      typeof column === 'number' && `column ${column + 1}`,
    ];
    throw new InvalidDataError(`${place.filter(Boolean).join(', ')}: ${error.message.replace(/\.?$/, '.')}`);
  }
  if (rows.length > maxRows + 1) throw new InvalidDataError(`${source}: more than ${maxRows} rows.`);
  return rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
}

/** How a setting names a table: its file's name and a digest of what is in it; the content travels beside it. */
export function tableReference(fileName: string, content: string): string {
  const name = fileName.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-60);
  return `${name}~${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}

/** The file's name in a {@link tableReference}. */
export function tableName(reference: string): string {
  return reference.slice(0, reference.lastIndexOf('~'));
}
