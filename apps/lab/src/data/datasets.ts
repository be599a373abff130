import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appRoot } from '../app-root.js';
import { readTable } from './table.js';

/** A table of numbers with one column of class names. */
export interface LabelledTable {
  /** Names of the D features. */
  readonly features: readonly string[];
  /** N x D. */
  readonly x: number[][];
  /** N class names. */
  readonly y: string[];
}

/** Reads one of the tables in the app's `data` folder; the class is the last column. */
export async function loadDataset(name: 'digits' | 'iris' | 'wine'): Promise<LabelledTable> {
  const file = join(appRoot, 'data', `${name}.csv`);
  const table = readTable(await readFile(file, 'utf8'), `${name}.csv`);
  const features = table.columns.slice(0, -1);
  const { labels, classes } = table.classes(table.columns.at(-1)!);
  return { features, x: table.rows(features), y: labels.map((label) => classes[label]) };
}
