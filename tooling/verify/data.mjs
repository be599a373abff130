// Data for the systems: the lab's own files.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '@ai/core';

const folder = join(import.meta.dirname, '..', '..', 'apps', 'lab', 'data');

/** Rows of a CSV file of numbers with a header: features first, the target last. */
export async function readTable(file) {
  const [, ...lines] = (await readFile(join(folder, file), 'utf8')).trim().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  return { x: rows.map((row) => row.slice(0, -1)), y: rows.map((row) => row[row.length - 1]) };
}

/** The table shuffled by `seed`; its last third is held out. */
export function splitThird({ x, y }, seed) {
  const order = Array.from(new Random(seed).permutation(x.length));
  const cut = x.length - Math.floor(x.length / 3);
  const take = (rows) => ({ x: rows.map((i) => x[i]), y: rows.map((i) => y[i]) });
  return { train: take(order.slice(0, cut)), test: take(order.slice(cut)) };
}

/** The share of equal labels. */
export function accuracy(labels, predicted) {
  return labels.filter((label, i) => label === predicted[i]).length / labels.length;
}
