import { createHash } from 'node:crypto';
import { InvalidDataError } from '@ai/core';
import { type CsvOptions, type CsvTable, parseCsv } from '@ai/nn';

export interface TableLimits {
  readonly maxRows?: number;
  readonly maxColumns?: number;
}

/** A CSV file in memory; numbers and classes are read where they are asked for, so that errors name file, line and column. */
export class Table {
  private numeric: string[] | undefined;

  constructor(
    /** The file's name. */
    readonly source: string,
    private readonly content: string,
    private readonly cells: CsvTable,
  ) {}

  get length(): number {
    return this.cells.length;
  }

  get columns(): string[] {
    return this.cells.names;
  }

  /** The columns in which every cell is a finite number. */
  get numericColumns(): string[] {
    const isNumber = (cell: string) => cell.trim() !== '' && Number.isFinite(Number(cell));
    this.numeric ??= this.columns.filter((name) => this.cells.text(name).every(isNumber));
    return this.numeric;
  }

  /**
   * The numbers of some columns, row by row.
   *
   * @throws InvalidDataError for a column that is not there, and for a cell that is no finite number
   */
  rows(columns: readonly string[]): number[][] {
    const table = this.read(columns, 'number');
    const values = columns.map((column) => table.float64(column));
    return Array.from({ length: this.length }, (_, i) => values.map((column) => column[i]));
  }

  /** The numbers of a column. @throws InvalidDataError as {@link rows} */
  numbers(column: string): number[] {
    return this.rows([column]).map(([value]) => value);
  }

  /**
   * The classes in a column, and the place of each row's class among them.
   *
   * @throws InvalidDataError for a column that is not there, and for an empty cell
   */
  classes(column: string): { labels: number[]; classes: readonly string[] } {
    const { labels, classes } = this.read([column], 'label').labels(column);
    return { labels: Array.from(labels.data), classes };
  }

  /**
   * The column of numbers that a setting names; where it names none, the one at `place` among those that hold only numbers.
   *
   * @throws InvalidDataError where there is no such column
   */
  numericColumn(wanted: string, place = 0): string {
    if (wanted !== '') {
      this.check(wanted);
      return wanted;
    }
    const found = this.numericColumns.at(place);
    if (found !== undefined) return found;
    const needed = place <= 0 ? 'a column' : `${place + 1} columns`;
    throw new InvalidDataError(`${this.source}: ${needed} of numbers needed, found ${this.numericColumns.length}.`);
  }

  private read(columns: readonly string[], kind: 'number' | 'label'): CsvTable {
    columns.forEach((column) => {
      this.check(column);
    });
    return parse(this.content, this.source, {
      columns: new Map(columns.map((column) => [column, kind])),
      otherColumns: 'skip',
    });
  }

  private check(column: string): void {
    if (this.columns.includes(column)) return;
    throw new InvalidDataError(`${this.source} has no column '${column}'; it has ${this.columns.join(', ')}.`);
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
  const cells = parse(content, source, { otherColumns: 'text', maxRows });
  if (cells.length === 0) throw new InvalidDataError(`${source}: at least one row of data is needed.`);
  if (cells.names.length > maxColumns) {
    throw new InvalidDataError(`${source}: ${cells.names.length} columns, but at most ${maxColumns} are read.`);
  }
  return new Table(source, content, cells);
}

/** Reads with the file's name in errors. */
function parse(content: string, source: string, options: CsvOptions): CsvTable {
  try {
    return parseCsv(content, options);
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    throw new InvalidDataError(`${source}${error.message.startsWith('line ') ? ', ' : ': '}${error.message}`);
  }
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
