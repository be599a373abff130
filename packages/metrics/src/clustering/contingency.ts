import { checkSameLength } from '@ai/core';
import type { MetricDefinition } from '../define-metric.js';
import { type Label, type Labels, toLabels } from '../input/labels.js';

/** How many samples each true class shares with each cluster; only pairs that occur. */
export type Contingency = ReadonlyMap<Label, ReadonlyMap<Label, number>>;

/** The counts of a contingency as lists: of every pair that occurs, with the sizes of its class and its cluster. */
export interface PairCounts {
  readonly samples: number;
  readonly pairs: readonly (readonly [both: number, ofClass: number, ofCluster: number])[];
  readonly classes: readonly number[];
  readonly clusters: readonly number[];
}

function add(target: Map<Label, Map<Label, number>>, label: Label, cluster: Label, count: number): void {
  const row = target.get(label);
  if (row) row.set(cluster, (row.get(cluster) ?? 0) + count);
  else target.set(label, new Map([[cluster, count]]));
}

/** A definition over the contingency of two labellings. */
export function fromContingency(
  owner: string,
  compute: (counts: PairCounts) => number,
): MetricDefinition<Contingency, [labels: Labels, clusters: Labels], number> {
  return {
    empty: () => new Map(),
    summarize: (labels: Labels, clusters: Labels) => {
      const first = toLabels(labels, 'labels', owner);
      const second = toLabels(clusters, 'clusters', owner);
      checkSameLength(first.length, second.length, ['labels', 'clusters'], owner);
      const counts = new Map<Label, Map<Label, number>>();
      for (let i = 0; i < first.length; i++) add(counts, first[i], second[i], 1);
      return counts;
    },
    merge: (first, second) => {
      const counts = new Map([...first].map(([label, row]) => [label, new Map(row)]));
      for (const [label, row] of second) for (const [cluster, count] of row) add(counts, label, cluster, count);
      return counts;
    },
    compute: (contingency) => compute(countPairs(contingency)),
  };
}

function countPairs(contingency: Contingency): PairCounts {
  const clusters = new Map<Label, number>();
  const classes: number[] = [];
  for (const row of contingency.values()) {
    let size = 0;
    for (const [cluster, count] of row) {
      clusters.set(cluster, (clusters.get(cluster) ?? 0) + count);
      size += count;
    }
    classes.push(size);
  }
  const pairs = [...contingency.values()].flatMap((row, k) =>
    [...row].map(([cluster, both]) => [both, classes[k], clusters.get(cluster) as number] as const),
  );
  return { samples: classes.reduce((a, b) => a + b, 0), pairs, classes, clusters: [...clusters.values()] };
}
