// Points of the plane that a visitor brings: drawn by hand, or two columns of a table. Drawn ones win.
import { InvalidDataError } from '@ai/core';
import { column, parsePoints, points, table } from '../options.js';
import { type Text, text } from '../text.js';
import { type LabelledPoints, pointsScript } from './shapes.js';
import { type Table, tableName } from './table.js';

/** The settings of an experiment that takes a visitor's points; spread them into its options. */
export function ownPlaneOptions({ hint, classes = true }: { hint: Text; classes?: boolean }) {
  return {
    points: points({ label: text('Draw your own points', '画你自己的点'), hint, classes }),
    data: table({ label: text('Your own table (CSV)', '你自己的表（CSV）') }),
    across: column({ label: text('Column across', '横轴列'), automatic: text('first of numbers', '第一个数字列') }),
    upwards: column({ label: text('Column upwards', '纵轴列'), automatic: text('second of numbers', '第二个数字列') }),
  };
}

/** The column of classes, for experiments that need one. */
export const classColumnOption = column({
  label: text('Column of classes', '类别列'),
  kind: 'any',
  automatic: text('last', '最后一列'),
});

export interface OwnPlaneSettings {
  readonly points: string;
  readonly data: string;
  readonly across: string;
  readonly upwards: string;
  readonly classes?: string;
}

export interface OwnPlane extends LabelledPoints {
  /** The class of each label. */
  readonly classes: readonly string[];
  readonly axes: readonly [Text | string, Text | string];
  /** JavaScript that defines the same `points` and `labels`. */
  readonly code: string;
}

interface Reading {
  /** Drawn points lie in the unit square; they are moved to [-reach, reach]. Without it they stay. */
  readonly reach?: number;
  /** Columns of a table are brought to mean 0 and deviation 1: for methods that go by steps. */
  readonly standardise?: boolean;
  /** Whether these many points of these many classes are enough. */
  readonly enough: (points: number, classes: number) => boolean;
}

/** The visitor's points, where there are enough. */
export function ownPlane(settings: OwnPlaneSettings, table: Table | undefined, reading: Reading): OwnPlane | undefined {
  return drawnPlane(settings.points, reading) ?? (table && tablePlane(settings, table, reading));
}

/**
 * The visitor's points of two classes, where there are some of both, for linear classifiers.
 *
 * @throws InvalidDataError for a table whose class column has more or fewer than two classes
 */
export function twoClassPlane(settings: OwnPlaneSettings, table: Table | undefined): OwnPlane | undefined {
  const own = ownPlane(settings, table, { reach: 2, standardise: true, enough: (_, classes) => classes === 2 });
  if (own && own.classes.length !== 2) {
    throw new InvalidDataError(`${table!.source}: two classes are needed, found ${own.classes.length}.`);
  }
  return own;
}

function drawnPlane(value: string, { reach, enough }: Reading): OwnPlane | undefined {
  const own = parsePoints(value);
  const used = [...new Set(own.map(({ label }) => label))].sort();
  if (!enough(own.length, used.length)) return undefined;
  const place = (share: number) => (reach === undefined ? share : (2 * share - 1) * reach);
  const plane: LabelledPoints = {
    points: own.map(({ x, y }) => [place(x), place(y)]),
    labels: own.map(({ label }) => used.indexOf(label)),
  };
  return { ...plane, classes: used.map((label) => String(label + 1)), axes: ['x', 'y'], code: pointsScript(plane) };
}

function tablePlane(settings: OwnPlaneSettings, table: Table, { standardise }: Reading): OwnPlane {
  const { data, across, upwards, classes } = settings;
  const names = [table.numericColumn(across, 0), table.numericColumn(upwards, 1)] as const;
  const read = table.rows(names);
  const rows = (standardise ? standardised(read) : read) as [number, number][];
  const axes = names.map((name) =>
    standardise ? text(`${name}, standardised`, `${name}（标准化）`) : text(name, name),
  ) as [Text, Text];
  const rowsCode = `const [across, upwards] = ${JSON.stringify(names)}.map((name) => table.float64(name));
const points = Array.from(across, (x, i) => [x, upwards[i]]);${standardise ? STANDARDISE_CODE : ''}`;
  if (classes === undefined) {
    const code = `${tableScript(data, names)}\n${rowsCode}`;
    return { points: rows, labels: rows.map(() => 0), classes: ['1'], axes, code };
  }
  const column = classes || table.columns.at(-1)!;
  return {
    ...table.classes(column),
    points: rows,
    axes,
    code: `${tableScript(data, names, column)}
${rowsCode}
const labels = Array.from(table.labels(${JSON.stringify(column)}).labels.data);`,
  };
}

function standardised(rows: readonly number[][]): number[][] {
  const columns = rows[0].map((_, j) => {
    const mean = rows.reduce((sum, row) => sum + row[j], 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0) / rows.length) || 1;
    return { mean, deviation };
  });
  return rows.map((row) => row.map((value, j) => (value - columns[j].mean) / columns[j].deviation));
}

const STANDARDISE_CODE = `
for (const j of [0, 1]) {
  const mean = points.reduce((sum, row) => sum + row[j], 0) / points.length;
  const deviation = Math.sqrt(points.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0) / points.length) || 1;
  for (const row of points) row[j] = (row[j] - mean) / deviation;
}`;

/** JavaScript that reads columns of the visitor's file into a `CsvTable`. */
export function tableScript(reference: string, numbers: readonly string[], label?: string): string {
  const kinds = [...numbers.map((name) => [name, 'number']), ...(label === undefined ? [] : [[label, 'label']])];
  const columns = kinds.map(([name, kind]) => `${JSON.stringify(name)}: '${kind}'`).join(', ');
  return `import { readFileSync } from 'node:fs';
import { parseCsv } from '@ai/nn';

const table = parseCsv(readFileSync(${JSON.stringify(tableName(reference))}), {
  columns: { ${columns} },
  otherColumns: 'skip',
});`;
}
