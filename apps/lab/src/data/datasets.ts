import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@ai/core';
import { appRoot } from '../app-root.js';
import { type LabelledTable, readLabelledCsv } from './read-csv.js';

/** Reads one of the tables in the app's `data` folder. */
export async function loadDataset(name: 'digits' | 'iris' | 'wine'): Promise<LabelledTable> {
  const file = join(appRoot, 'data', `${name}.csv`);
  return readLabelledCsv(await readFile(file, 'utf8'), `${name}.csv`);
}

export interface Split<Row> {
  readonly train: { readonly x: Row[]; readonly y: string[] };
  readonly test: { readonly x: Row[]; readonly y: string[] };
}

/** Shuffles the samples and holds out a share of them. */
export function holdOut<Row>(x: readonly Row[], y: readonly string[], share: number, seed: number): Split<Row> {
  const order = Array.from(new Random(seed).permutation(x.length));
  const testSize = Math.round(x.length * share);
  const pick = (indices: number[]) => ({ x: indices.map((i) => x[i]), y: indices.map((i) => y[i]) });
  return { test: pick(order.slice(0, testSize)), train: pick(order.slice(testSize)) };
}
