import { InvalidDataError } from '@ai/core';
import { loadDataset } from '../../data/datasets.js';
import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import { text } from '../../text.js';
import type { Options } from './options.js';

const IRIS_NAMES = [
  text('sepal length / cm', '萼片长 / cm'),
  text('sepal width / cm', '萼片宽 / cm'),
  text('petal length / cm', '花瓣长 / cm'),
  text('petal width / cm', '花瓣宽 / cm'),
];
const LEAST = 6;

/**
 * The visitor's points, where there are enough of them.
 *
 * @throws InvalidDataError for a table of one class or of fewer than six rows
 */
export function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  const own = ownPlane(options, table, { enough: (points, classes) => points >= LEAST && classes > 1 });
  if (own && (own.points.length < LEAST || own.classes.length < 2)) {
    throw new InvalidDataError(`${table!.source}: at least ${LEAST} rows and two classes are needed.`);
  }
  return own;
}

/** The points to ask about, or two measurements of the irises. */
export async function dataOf(options: Options, table: Table | undefined): Promise<Omit<OwnPlane, 'code'>> {
  const own = ownData(options, table);
  if (own) return own;
  const { x, y } = await loadDataset('iris');
  const [across, upwards] = [Number(options.horizontal), Number(options.vertical)];
  const classes = [...new Set(y)].sort();
  return {
    points: x.map((row) => [row[across], row[upwards]]),
    labels: y.map((name) => classes.indexOf(name)),
    classes,
    axes: [IRIS_NAMES[across], IRIS_NAMES[upwards]],
  };
}
