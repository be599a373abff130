// The experiments of docs/k-means.md: what is clustered, how, and the numbers that come out.
import { Random } from '@ai/core';
import {
  Dbscan,
  GaussianMixture,
  KMeans,
  type KMeansModel,
  KMedoids,
  makeBlobs,
  makeCircles,
} from '../../src/index.js';
import type { Points } from './draw.js';

type Table = number[][];

const rowsOf = ({ data, rows, columns }: { data: Float64Array; rows: number; columns: number }): Table =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The points of a fitted k-means with its clusters and centers. */
const shown = (x: Table, model: KMeansModel): Points => ({ x, labels: model.labels, centers: rowsOf(model.centers) });

/** The share of samples whose cluster is that of their group, under the naming of clusters that suits best. */
export function shareRight(labels: ArrayLike<number>, groups: ArrayLike<number>): number {
  const count = Math.max(...Array.from(groups)) + 1;
  const right = (names: readonly number[]): number =>
    Array.from(groups).filter((group, i) => names[group] === labels[i]).length / groups.length;
  return Math.max(...permutations(Array.from({ length: count }, (_, c) => c)).map(right));
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

/** 100 starts of each kind on 25 groups in a square. */
export function starts() {
  const centers = Array.from({ length: 25 }, (_, c) => [(c % 5) * 4, Math.floor(c / 5) * 4]);
  const x = rowsOf(makeBlobs({ numSamples: 500, centers, standardDeviation: 0.6, seed: 1 }).x);
  const best = new KMeans({ numClusters: 25, init: centers, tolerance: 0 }).fit(x).inertia;
  const runs = (init: 'random' | 'kMeans++', numStarts: number, numSeeds: number) => {
    const models = Array.from({ length: numSeeds }, (_, seed) =>
      new KMeans({ numClusters: 25, init, numStarts, seed }).fit(x),
    );
    const ratios = models.map(({ inertia }) => inertia / best);
    return {
      ratios,
      found: ratios.filter((ratio) => ratio < 1.01).length / numSeeds,
      median: median(ratios),
      worst: Math.max(...ratios),
      typical: shown(x, models[ratios.indexOf(median(ratios))]),
    };
  };
  const good = shown(x, new KMeans({ numClusters: 25, init: centers }).fit(x));
  return {
    good,
    random: runs('random', 1, 100),
    plusPlus: runs('kMeans++', 1, 100),
    tenStarts: runs('kMeans++', 10, 20),
  };
}

/** Nearly evenly spaced points on a line, so that none is halfway between two centers; all centers at its left end. */
export function slow() {
  const numPoints = 6000;
  const x = Array.from({ length: numPoints }, (_, i) => [(i + 0.4 * Math.sin(i)) / numPoints]);
  const fit = (numClusters: number, tolerance: number, keepSteps = false) => {
    const init = Array.from({ length: numClusters }, (_, k) => [(k + 0.5) / numPoints]);
    return new KMeans({ numClusters, init, tolerance, keepSteps, maxIterations: 20_000, algorithm: 'hamerly' }).fit(x);
  };
  const rows = [4, 8, 16, 32].map((numClusters) => {
    const settled = fit(numClusters, 0);
    const stopped = fit(numClusters, 1e-4);
    return {
      numClusters,
      iterations: settled.iterations,
      stopped: stopped.iterations,
      excess: stopped.inertia / settled.inertia - 1,
    };
  });
  const paths = fit(12, 0, true).steps!.map(({ centers }) => [...centers.data]);
  const spread = new KMeans({
    numClusters: 32,
    algorithm: 'hamerly',
    tolerance: 0,
    maxIterations: 20_000,
    seed: 1,
  }).fit(x);
  return { rows, paths, spreadIterations: spread.iterations };
}

/** Two groups of 60 and three outliers at a growing distance. */
export function outliers() {
  const random = new Random(3);
  const groups = Array.from({ length: 120 }, (_, i) => i % 2);
  const inner = groups.map((group) => [group * 6 + random.normal(), random.normal()]);
  const at = (distance: number) => {
    const x = [...inner, [distance, 1], [distance + 1, -1], [distance, 0]];
    const means = new KMeans({ numClusters: 2, numStarts: 20, seed: 1 }).fit(x);
    const medoids = new KMedoids({ numClusters: 2 }).fit(x);
    const judge = (labels: Int32Array) => shareRight(labels.subarray(0, 120), groups);
    return {
      distance,
      means: { ...shown(x, means), share: judge(means.labels) },
      medoids: { x, labels: medoids.labels, centers: rowsOf(medoids.medoids), share: judge(medoids.labels) },
    };
  };
  return [6, 15, 25, 35, 50].map(at);
}

/** Groups that are not round, of different spread, of different numbers, and rings; what k-means makes of them and what suits better. */
export function shapes() {
  const drawGroups = (
    parts: readonly { count: number; at: readonly number[]; spread: readonly number[]; turn?: number }[],
    seed: number,
  ) => {
    const random = new Random(seed);
    const x: Table = [];
    const groups: number[] = [];
    parts.forEach(({ count, at, spread, turn = 0 }, group) => {
      for (let i = 0; i < count; i++) {
        const [a, b] = [random.normal() * spread[0], random.normal() * spread[1]];
        x.push([at[0] + a * Math.cos(turn) - b * Math.sin(turn), at[1] + a * Math.sin(turn) + b * Math.cos(turn)]);
        groups.push(group);
      }
    });
    return { x, groups };
  };
  const rings = makeCircles({ numSamples: 400, factor: 0.45, noise: 0.05, seed: 2 });
  const sets = [
    {
      name: 'long groups',
      ...drawGroups(
        [0, 1, 2].map((g) => ({ count: 150, at: [0, g * 4], spread: [5, 0.6], turn: 0.35 })),
        1,
      ),
    },
    {
      name: 'one wide, two narrow',
      ...drawGroups(
        [
          { count: 200, at: [0, 0], spread: [3, 3] },
          { count: 200, at: [8.5, 2.5], spread: [0.5, 0.5] },
          { count: 200, at: [8.5, -2.5], spread: [0.5, 0.5] },
        ],
        2,
      ),
    },
    {
      name: 'many and few',
      ...drawGroups(
        [
          { count: 700, at: [0, 0], spread: [2, 2] },
          { count: 50, at: [7, 0], spread: [0.4, 0.4] },
        ],
        3,
      ),
    },
    { name: 'rings', x: rowsOf(rings.x), groups: Array.from(rings.y) },
  ];
  return sets.map(({ name, x, groups }) => {
    const count = Math.max(...groups) + 1;
    const means = new KMeans({ numClusters: count, numStarts: 10, seed: 1 }).fit(x);
    const other =
      name === 'rings'
        ? { method: 'Dbscan', labels: new Dbscan({ radius: 0.2, minSamples: 5 }).fit(x).labels }
        : {
            method: 'GaussianMixture',
            labels: new GaussianMixture({
              numComponents: count,
              numStarts: 10,
              seed: 1,
              tolerance: 1e-5,
              maxIterations: 500,
            }).fit(x).labels,
          };
    return {
      name,
      truth: { x, labels: groups },
      means: shown(x, means),
      meansShare: shareRight(means.labels, groups),
      other: { x, labels: other.labels },
      method: other.method,
      otherShare: shareRight(other.labels, groups),
    };
  });
}
