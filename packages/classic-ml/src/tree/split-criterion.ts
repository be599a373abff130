/** What can be split, in segments of sample numbers. */
export interface Segment {
  /** Sample numbers, sorted by the feature in question. */
  readonly order: Int32Array;
  readonly start: number;
  readonly end: number;
}

/** The best division of a segment by one feature. */
export interface FeatureSplit {
  /** Larger is better; comparable within a node. */
  readonly score: number;
  /** Samples that go left. */
  readonly position: number;
}

/** Measures how mixed the targets of a node are. */
export interface SplitCriterion {
  /** Number of outputs in a leaf. */
  readonly numOutputs: number;
  /** Reads the samples of a node: totals for the splits to come. */
  enter(segment: Segment): void;
  /** Weight of the node entered. */
  readonly nodeWeight: number;
  /** Impurity of the node entered. */
  readonly impurity: number;
  /** Value that the score of a split has to exceed to lower the impurity. */
  readonly parentScore: number;
  /** Writes the node's values: class shares or the mean. */
  writeValue(values: Float64Array, start: number): void;
  /** The best split of the node entered, by the values of a feature in `column`; undefined if it is constant. */
  bestSplit(segment: Segment, column: Float64Array, minSamplesLeaf: number): FeatureSplit | undefined;
}

/** A later split has to be better by more than rounding to win. */
const MARGIN = 1 + 1e-12;

/** Gini impurity 1 - sum p^2, or entropy in bits, of class shares. */
export class ClassCriterion implements SplitCriterion {
  nodeWeight = 0;
  impurity = 0;
  parentScore = 0;
  private readonly totals: Float64Array;
  private readonly leftTotals: Float64Array;

  constructor(
    readonly numOutputs: number,
    private readonly codes: Int32Array,
    private readonly weights: Float64Array,
    private readonly kind: 'gini' | 'entropy',
  ) {
    this.totals = new Float64Array(numOutputs);
    this.leftTotals = new Float64Array(numOutputs);
  }

  enter({ order, start, end }: Segment): void {
    const { totals } = this;
    totals.fill(0);
    this.nodeWeight = 0;
    for (let o = start; o < end; o++) totals[this.codes[order[o]]] += this.weights[order[o]];
    for (const total of totals) this.nodeWeight += total;
    this.parentScore = this.purity(totals, this.nodeWeight);
    const mixed = totals.filter((total) => total > 0).length > 1;
    this.impurity = mixed ? this.impurityOf(totals, this.nodeWeight) : 0;
  }

  writeValue(values: Float64Array, start: number): void {
    for (let c = 0; c < this.numOutputs; c++) values[start + c] = this.totals[c] / this.nodeWeight;
  }

  bestSplit({ order, start, end }: Segment, column: Float64Array, minSamplesLeaf: number): FeatureSplit | undefined {
    const { totals, leftTotals, codes, weights, nodeWeight, numOutputs } = this;
    const isGini = this.kind === 'gini';
    leftTotals.fill(0);
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (const total of totals) rightSquares += total * total;
    let best = Number.NEGATIVE_INFINITY;
    let position = -1;
    const last = end - minSamplesLeaf;
    let value = column[order[start]];
    for (let o = start; o < last; o++) {
      const sample = order[o];
      const code = codes[sample];
      const weight = weights[sample];
      const before = leftTotals[code];
      leftSquares += weight * (2 * before + weight);
      rightSquares -= weight * (2 * (totals[code] - before) - weight);
      leftTotals[code] = before + weight;
      leftWeight += weight;
      const next = column[order[o + 1]];
      if (next > value) {
        value = next;
        if (o + 1 - start < minSamplesLeaf) continue;
        const score = isGini
          ? leftSquares / leftWeight + rightSquares / (nodeWeight - leftWeight)
          : this.entropyScore(leftWeight, numOutputs);
        if (position < 0 || score > best + Math.abs(best) * (MARGIN - 1)) {
          best = score;
          position = o + 1;
        }
      }
    }
    return position < 0 ? undefined : { score: best, position };
  }

  private entropyScore(leftWeight: number, numOutputs: number): number {
    const rightWeight = this.nodeWeight - leftWeight;
    let score = 0;
    for (let c = 0; c < numOutputs; c++) {
      const left = this.leftTotals[c];
      const right = this.totals[c] - left;
      if (left > 0) score += left * Math.log2(left / leftWeight);
      if (right > 0) score += right * Math.log2(right / rightWeight);
    }
    return score;
  }

  /** The score of a node that is not split. */
  private purity(totals: Float64Array, weight: number): number {
    if (this.kind === 'gini') return totals.reduce((sum, total) => sum + total * total, 0) / weight;
    return totals.reduce((sum, total) => sum + (total > 0 ? total * Math.log2(total / weight) : 0), 0);
  }

  private impurityOf(totals: Float64Array, weight: number): number {
    const purity = this.purity(totals, weight) / weight;
    return this.kind === 'gini' ? 1 - purity : -purity;
  }
}

/** Variance of the targets. */
export class VarianceCriterion implements SplitCriterion {
  readonly numOutputs = 1;
  nodeWeight = 0;
  impurity = 0;
  parentScore = 0;
  private sum = 0;

  /** @param targets N values, best near 0 (their mean taken off) @param offset what was taken off */
  constructor(
    private readonly targets: Float64Array,
    private readonly weights: Float64Array,
    private readonly offset: number,
  ) {}

  enter({ order, start, end }: Segment): void {
    let sum = 0;
    let weightSum = 0;
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let o = start; o < end; o++) {
      const target = this.targets[order[o]];
      sum += this.weights[order[o]] * target;
      weightSum += this.weights[order[o]];
      if (target < smallest) smallest = target;
      if (target > largest) largest = target;
    }
    this.sum = sum;
    this.nodeWeight = weightSum;
    this.parentScore = (sum * sum) / weightSum;
    const mean = sum / weightSum;
    let squares = 0;
    for (let o = start; o < end; o++) squares += this.weights[order[o]] * (this.targets[order[o]] - mean) ** 2;
    this.impurity = smallest === largest ? 0 : squares / weightSum;
  }

  writeValue(values: Float64Array, start: number): void {
    values[start] = this.offset + this.sum / this.nodeWeight;
  }

  bestSplit({ order, start, end }: Segment, column: Float64Array, minSamplesLeaf: number): FeatureSplit | undefined {
    const { targets, weights, nodeWeight, sum } = this;
    let leftSum = 0;
    let leftWeight = 0;
    let best = Number.NEGATIVE_INFINITY;
    let position = -1;
    const last = end - minSamplesLeaf;
    let value = column[order[start]];
    for (let o = start; o < last; o++) {
      const sample = order[o];
      leftSum += weights[sample] * targets[sample];
      leftWeight += weights[sample];
      const next = column[order[o + 1]];
      if (next > value) {
        value = next;
        if (o + 1 - start < minSamplesLeaf) continue;
        const rightSum = sum - leftSum;
        const score = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (nodeWeight - leftWeight);
        if (position < 0 || score > best + Math.abs(best) * (MARGIN - 1)) {
          best = score;
          position = o + 1;
        }
      }
    }
    return position < 0 ? undefined : { score: best, position };
  }
}
