import { InvalidDataError } from '@ai/core';
import { loadDataset } from '../../data/datasets.js';
import type { Table } from '../../data/table.js';
import { type Text, text } from '../../text.js';
import { FEATURES, type Options } from './options.js';

interface RegressionData {
  readonly rows: readonly number[][];
  readonly names: readonly string[];
  readonly targetName: string;
  readonly labelOf: (name: string) => Text;
}

/** The wines, or the columns of numbers of the visitor's table. */
export async function regressionData(options: Options, table: Table | undefined): Promise<RegressionData> {
  if (!table) {
    const { x, features } = await loadDataset('wine');
    return { rows: x, names: features, targetName: options.target, labelOf: (name) => FEATURES[name] };
  }
  const targetName = table.numericColumn(options.targetColumn, -1);
  const names = table.numericColumns;
  if (names.length < 2 || table.length < 5) {
    throw new InvalidDataError(`${table.source}: at least two columns of numbers and five rows are needed.`);
  }
  return { rows: table.rows(names), names, targetName, labelOf: (name) => text(name, name) };
}
