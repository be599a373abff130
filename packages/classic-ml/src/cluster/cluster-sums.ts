import type { DenseMatrix } from '@ai/core';

/** Changes of labels above this share of the samples make summing anew quicker than following them. */
const FOLLOWED_SHARE = 0.3;

/** The sums of the samples of each cluster, followed from one labelling to the next. */
export class ClusterSums {
  /** K x D: weighted sums. */
  readonly sums: Float64Array;
  /** K: sums of weights. */
  readonly totals: Float64Array;
  /** K: numbers of samples. */
  readonly members: Int32Array;
  private labels: Int32Array | undefined;

  constructor(
    private readonly x: DenseMatrix,
    private readonly weights: Float64Array | undefined,
    numClusters: number,
  ) {
    this.sums = new Float64Array(numClusters * x.columns);
    this.totals = new Float64Array(numClusters);
    this.members = new Int32Array(numClusters);
  }

  /**
   * Takes over new labels, which are kept and must not change. Few changes are followed; that leaves a little rounding behind, which
   * {@link sumUp} clears away. Sums with weights are always new: what a heavy sample leaves behind could outweigh light ones.
   * @returns how many labels changed
   */
  update(labels: Int32Array): number {
    const before = this.labels;
    this.labels = labels;
    let changed = labels.length;
    if (before) {
      changed = 0;
      for (let i = 0; i < labels.length; i++) if (labels[i] !== before[i]) changed++;
    }
    if (!before || (this.weights && changed > 0) || changed > FOLLOWED_SHARE * labels.length) this.sumUp();
    else if (changed > 0) this.follow(before, labels);
    return changed;
  }

  /** Sums up the samples of every cluster anew. */
  sumUp(): void {
    const { x, weights, sums, totals, members } = this;
    const labels = this.labels!;
    const { data, columns } = x;
    sums.fill(0);
    totals.fill(0);
    members.fill(0);
    for (let i = 0; i < labels.length; i++) {
      members[labels[i]]++;
      totals[labels[i]] += weights ? weights[i] : 1;
      if (weights) addRow(sums, labels[i] * columns, data, i * columns, columns, weights[i]);
      else addWholeRow(sums, labels[i] * columns, data, i * columns, columns);
    }
  }

  private follow(before: Int32Array, labels: Int32Array): void {
    const { sums, totals, members } = this;
    const { data, columns } = this.x;
    for (let i = 0; i < labels.length; i++) {
      const from = before[i];
      const to = labels[i];
      if (from === to) continue;
      addRow(sums, from * columns, data, i * columns, columns, -1);
      addWholeRow(sums, to * columns, data, i * columns, columns);
      totals[from]--;
      totals[to]++;
      members[from]--;
      members[to]++;
    }
  }
}

function addRow(
  sums: Float64Array,
  to: number,
  data: Float64Array,
  from: number,
  columns: number,
  factor: number,
): void {
  for (let j = 0; j < columns; j++) sums[to + j] += factor * data[from + j];
}

/** Four numbers at a time: this is where the time of a new sum goes. */
function addWholeRow(sums: Float64Array, to: number, data: Float64Array, from: number, columns: number): void {
  let s = to;
  let o = from;
  for (const end = from + columns - 3; o < end; o += 4, s += 4) {
    sums[s] += data[o];
    sums[s + 1] += data[o + 1];
    sums[s + 2] += data[o + 2];
    sums[s + 3] += data[o + 3];
  }
  for (const end = from + columns; o < end; o++, s++) sums[s] += data[o];
}
