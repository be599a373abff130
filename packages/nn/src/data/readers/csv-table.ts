import { Got, InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { byCodePoints } from './code-points.js';
import type { CheckedCsvOptions, CsvColumnKind } from './csv-options.js';
import type { CsvHeader, CsvRow } from './csv-rows.js';

/** The classes of a column and which of them each row has. */
export interface CsvLabels {
  /** N, int32: places in `classes`. */
  readonly labels: NdArray;
  /** In the order of their numbers if all are numbers, else of their characters. */
  readonly classes: readonly string[];
}

type Column =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'label'; readonly values: CsvLabels }
  | { readonly kind: 'text'; readonly values: readonly string[] };

/** A CSV file read whole, column by column. */
export class CsvTable {
  /** @param columns by name, in the file's order, without those that were skipped */
  constructor(
    readonly length: number,
    private readonly columns: ReadonlyMap<string, Column>,
  ) {}

  /** Names of the columns in the file's order, without those that were skipped. */
  get names(): string[] {
    return [...this.columns.keys()];
  }

  /**
   * Columns of numbers side by side.
   *
   * @param names which, and in which order
   * @default names all columns of numbers
   * @returns N x D, float32
   * @throws InvalidArgumentError for a column that is not there or holds no numbers
   */
  numbers(names: readonly string[] = this.names.filter((name) => this.columns.get(name)?.kind === 'number')): NdArray {
    const columns = names.map((name) => this.column(name, 'number', 'numbers'));
    const data = new Float32Array(this.length * columns.length);
    columns.forEach((values, d) => {
      for (let n = 0; n < this.length; n++) data[n * columns.length + d] = values[n];
    });
    return { data, shape: [this.length, columns.length] };
  }

  /**
   * A column of numbers at full precision.
   *
   * @returns N numbers
   * @throws InvalidArgumentError for a column that is not there or holds no numbers
   */
  float64(name: string): Float64Array {
    return this.column(name, 'number', 'float64').slice();
  }

  /**
   * A column of classes.
   *
   * @throws InvalidArgumentError for a column that is not there or of another kind
   */
  labels(name: string): CsvLabels {
    return this.column(name, 'label', 'labels');
  }

  /**
   * A column of text.
   *
   * @returns N strings
   * @throws InvalidArgumentError for a column that is not there or of another kind
   */
  text(name: string): readonly string[] {
    return this.column(name, 'text', 'text');
  }

  private column<K extends Column['kind']>(
    name: string,
    kind: K,
    method: string,
  ): Extract<Column, { kind: K }>['values'] {
    const column = this.columns.get(name);
    if (column?.kind === kind) return column.values as never;
    const got = column ? `'${name}', a column of kind '${column.kind}'` : `'${name}'`;
    throw new InvalidArgumentError('name', `CsvTable.${method}`, `name a column of kind '${kind}'`, new Got(got));
  }
}

interface Building {
  readonly name: string;
  readonly place: number;
  add(row: CsvRow): void;
  done(): Column;
}

/** Takes rows and makes a table: a number costs 8 bytes, a class 4. */
export class CsvTableBuilder {
  private columns: readonly Building[] | undefined;
  private length = 0;

  constructor(private readonly options: CheckedCsvOptions) {}

  add(row: CsvRow): void {
    this.columns ??= this.begin(row.header);
    this.length++;
    for (const column of this.columns) column.add(row);
  }

  /** @throws InvalidDataError if there is neither a header nor a row */
  done(header: CsvHeader | undefined): CsvTable {
    if (!header) throw new InvalidDataError('There is no row.');
    this.columns ??= this.begin(header);
    return new CsvTable(this.length, new Map(this.columns.map((column) => [column.name, column.done()])));
  }

  private begin({ names }: CsvHeader): Building[] {
    const make: Record<CsvColumnKind, (name: string, place: number) => Building[]> = {
      number: (name, place) => [numberColumn(name, place)],
      label: (name, place) => [labelColumn(name, place)],
      text: (name, place) => [textColumn(name, place)],
      skip: () => [],
    };
    return names.flatMap((name, place) => make[this.options.kindOf(name, place, names)](name, place));
  }
}

function numberColumn(name: string, place: number): Building {
  const values = new Growing(Float64Array);
  return {
    name,
    place,
    add: (row) => values.push(row.number(place)),
    done: () => ({ kind: 'number', values: values.done() }),
  };
}

function labelColumn(name: string, place: number): Building {
  const codes = new Map<string, number>();
  const values = new Growing(Int32Array);
  return {
    name,
    place,
    add: (row) => {
      const label = row.label(place);
      const code = codes.get(label) ?? codes.size;
      codes.set(label, code);
      values.push(code);
    },
    done: () => {
      const classes = sortedClasses([...codes.keys()]);
      const final = new Int32Array(classes.length);
      classes.forEach((label, i) => {
        final[codes.get(label)!] = i;
      });
      const data = values.done().map((code) => final[code]);
      return { kind: 'label', values: { labels: { data, shape: [data.length] }, classes } };
    },
  };
}

function textColumn(name: string, place: number): Building {
  const values: string[] = [];
  return { name, place, add: (row) => values.push(row.text(place)), done: () => ({ kind: 'text', values }) };
}

function sortedClasses(classes: readonly string[]): string[] {
  const areNumbers = classes.every((label) => Number.isFinite(Number(label)));
  return areNumbers
    ? [...classes].sort((a, b) => Number(a) - Number(b) || byCodePoints(a, b))
    : [...classes].sort(byCodePoints);
}

/** A typed array that doubles when it is full. */
class Growing<A extends Float64Array | Int32Array> {
  private values: A;
  private length = 0;

  constructor(private readonly kind: new (length: number) => A) {
    this.values = new kind(1); // there may be many columns
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.kind(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  done(): A {
    return this.values.slice(0, this.length) as A;
  }
}
