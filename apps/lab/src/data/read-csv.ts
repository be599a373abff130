import { InvalidDataError } from '@ai/core';
import { CsvError, parse } from 'csv-parse/sync';

/** A table of numbers with one column of class names. */
export interface LabelledTable {
  /** Names of the D features. */
  readonly features: readonly string[];
  /** N x D. */
  readonly x: number[][];
  /** N class names. */
  readonly y: string[];
}

export interface CsvLimits {
  readonly maxRows?: number;
  readonly maxColumns?: number;
}

/**
 * Reads a CSV text with a header row: every column a number but the last, which is the class.
 *
 * @param source the file's name, for errors
 * @throws InvalidDataError with file, line and column for a damaged table
 */
export function readLabelledCsv(content: string, source: string, limits: CsvLimits = {}): LabelledTable {
  const { maxRows = 5000, maxColumns = 100 } = limits;
  const rows = parseRows(content, source, maxRows);
  if (rows.length < 2) throw new InvalidDataError(`${source}: a header row and at least one row of data are needed.`);
  const header = rows[0].cells;
  if (header.length < 2)
    throw new InvalidDataError(`${source}, line 1: at least one feature and the class are needed.`);
  if (header.length > maxColumns) {
    throw new InvalidDataError(`${source}, line 1: ${header.length} columns, but at most ${maxColumns} are read.`);
  }
  const features = header.slice(0, -1);
  const x: number[][] = [];
  const y: string[] = [];
  for (const { cells, line } of rows.slice(1)) {
    x.push(
      features.map((name, column) =>
        readNumber(cells[column], `${source}, line ${line}, column ${column + 1} ('${name}')`),
      ),
    );
    const label = cells[features.length].trim();
    if (label === '')
      throw new InvalidDataError(`${source}, line ${line}, column ${header.length}: the class is missing.`);
    y.push(label);
  }
  return { features, x, y };
}

function readNumber(cell: string, place: string): number {
  const value = Number(cell);
  if (cell.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidDataError(
      `${place}: expected a number, got ${cell.trim() === '' ? 'nothing' : `'${cell.slice(0, 40)}'`}.`,
    );
  }
  return value;
}

function parseRows(content: string, source: string, maxRows: number): { cells: string[]; line: number }[] {
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
