import type { FeatureOrder } from './feature-order.js';

/** Where a node may be divided. */
export interface SplitLimits {
  /** Samples of the node. */
  readonly count: number;
  /** Fewest samples that go left, >= 1. */
  readonly first: number;
  /** Most samples that go left. */
  readonly last: number;
  /** Least weight on either side. */
  readonly minWeight: number;
}

/** The best division of a node by one feature. */
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
  /** Reads the samples of a node, `samples[start .. end]`: totals for the splits to come. */
  enter(samples: Int32Array, start: number, end: number): void;
  /** Weight of the node entered. */
  readonly nodeWeight: number;
  /** Impurity of the node entered. */
  readonly impurity: number;
  /** What the score of a split has to exceed to lower the impurity; the difference is the decrease times the weight. */
  readonly parentScore: number;
  /** The value of the node entered: class shares, the mean or the median. */
  readonly value: Float64Array;
  /** The best split of the node entered, whose samples come in the order of `sorted`, ranks of a feature; undefined if none is allowed. */
  bestSplit(sorted: Int32Array, feature: FeatureOrder, limits: SplitLimits): FeatureSplit | undefined;
  /** The score of sending those samples of the node entered to the right that are marked by 1; undefined if a side has too little weight. */
  scoreOf(sides: Uint8Array, minWeight: number): number | undefined;
}

/** Whether a score is better than the best so far by more than rounding. */
export function isBetter(score: number, best: number): boolean {
  return score > best + Math.abs(best) * 1e-12;
}

const NO_SAMPLES: Int32Array = new Int32Array(0);

/** Gini impurity 1 - sum p^2, or entropy in bits, of class shares. */
export class ClassCriterion implements SplitCriterion {
  nodeWeight = 0;
  impurity = 0;
  parentScore = 0;
  readonly value: Float64Array;
  private readonly totals: Float64Array;
  private readonly leftTotals: Float64Array;
  // the samples of the node entered
  private samples = NO_SAMPLES;
  private start = 0;
  private end = 0;

  constructor(
    readonly numOutputs: number,
    private readonly codes: Int32Array,
    private readonly weights: Float64Array,
    private readonly kind: 'gini' | 'entropy',
  ) {
    this.value = new Float64Array(numOutputs);
    this.totals = new Float64Array(numOutputs);
    this.leftTotals = new Float64Array(numOutputs);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    const { totals, codes, weights, numOutputs } = this;
    this.samples = samples;
    this.start = start;
    this.end = end;
    totals.fill(0);
    for (let o = start; o < end; o++) totals[codes[samples[o]]] += weights[samples[o]];
    let weight = 0;
    let present = 0;
    for (let c = 0; c < numOutputs; c++) {
      weight += totals[c];
      if (totals[c] > 0) present++;
    }
    for (let c = 0; c < numOutputs; c++) this.value[c] = totals[c] / weight;
    this.nodeWeight = weight;
    this.parentScore = this.purity(totals, weight);
    const purity = this.parentScore / weight;
    this.impurity = present > 1 ? (this.kind === 'gini' ? 1 - purity : -purity) : 0;
  }

  bestSplit(
    sorted: Int32Array,
    { values, order }: FeatureOrder,
    { first, last, minWeight }: SplitLimits,
  ): FeatureSplit | undefined {
    const { totals, leftTotals, codes, weights, nodeWeight, numOutputs } = this;
    const isGini = this.kind === 'gini';
    leftTotals.fill(0);
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let c = 0; c < numOutputs; c++) rightSquares += totals[c] * totals[c];
    let best = Number.NEGATIVE_INFINITY;
    let position = -1;
    for (let o = 0; o < last; o++) {
      const sample = order[sorted[o]];
      const code = codes[sample];
      const weight = weights[sample];
      const before = leftTotals[code];
      leftSquares += weight * (2 * before + weight);
      rightSquares -= weight * (2 * (totals[code] - before) - weight);
      leftTotals[code] = before + weight;
      leftWeight += weight;
      if (o + 1 < first || !(values[sorted[o + 1]] > values[sorted[o]])) continue;
      const rightWeight = nodeWeight - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) continue;
      const score = isGini
        ? leftSquares / leftWeight + rightSquares / rightWeight
        : this.entropyScore(leftWeight, rightWeight);
      if (position < 0 || isBetter(score, best)) {
        best = score;
        position = o + 1;
      }
    }
    return position < 0 ? undefined : { score: best, position };
  }

  scoreOf(sides: Uint8Array, minWeight: number): number | undefined {
    const { totals, leftTotals, codes, weights, samples, start, end, nodeWeight, numOutputs } = this;
    leftTotals.set(totals);
    for (let o = start; o < end; o++) leftTotals[codes[samples[o]]] -= sides[o - start] * weights[samples[o]];
    let leftWeight = 0;
    for (let c = 0; c < numOutputs; c++) leftWeight += leftTotals[c];
    const rightWeight = nodeWeight - leftWeight;
    if (leftWeight < minWeight || rightWeight < minWeight) return undefined;
    if (this.kind === 'entropy') return this.entropyScore(leftWeight, rightWeight);
    let leftSquares = 0;
    let rightSquares = 0;
    for (let c = 0; c < numOutputs; c++) {
      const left = leftTotals[c];
      const right = totals[c] - left;
      leftSquares += left * left;
      rightSquares += right * right;
    }
    return leftSquares / leftWeight + rightSquares / rightWeight;
  }

  private entropyScore(leftWeight: number, rightWeight: number): number {
    let score = 0;
    for (let c = 0; c < this.numOutputs; c++) {
      const left = this.leftTotals[c];
      const right = this.totals[c] - left;
      if (left > 0) score += left * Math.log2(left / leftWeight);
      if (right > 0) score += right * Math.log2(right / rightWeight);
    }
    return score;
  }

  /** The score of a node that is not split. */
  private purity(totals: Float64Array, weight: number): number {
    let sum = 0;
    for (let c = 0; c < this.numOutputs; c++) {
      if (this.kind === 'gini') sum += (totals[c] * totals[c]) / weight;
      else if (totals[c] > 0) sum += totals[c] * Math.log2(totals[c] / weight);
    }
    return sum;
  }
}

/** Variance of the targets, or half their mean Poisson deviance from the mean. */
export class MeanCriterion implements SplitCriterion {
  readonly numOutputs = 1;
  nodeWeight = 0;
  impurity = 0;
  parentScore = 0;
  readonly value = new Float64Array(1);
  private sum = 0;
  // the samples of the node entered
  private samples = NO_SAMPLES;
  private start = 0;
  private end = 0;

  /** @param targets N values; for the variance best near 0, their mean taken off @param offset what was taken off */
  constructor(
    private readonly targets: Float64Array,
    private readonly weights: Float64Array,
    private readonly offset: number,
    private readonly kind: 'squaredError' | 'poisson',
  ) {}

  enter(samples: Int32Array, start: number, end: number): void {
    const { targets, weights } = this;
    this.samples = samples;
    this.start = start;
    this.end = end;
    let sum = 0;
    let weightSum = 0;
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let o = start; o < end; o++) {
      const target = targets[samples[o]];
      sum += weights[samples[o]] * target;
      weightSum += weights[samples[o]];
      if (target < smallest) smallest = target;
      if (target > largest) largest = target;
    }
    const mean = sum / weightSum;
    this.sum = sum;
    this.nodeWeight = weightSum;
    this.value[0] = this.offset + mean;
    this.parentScore = this.sideScore(sum, weightSum);
    let spread = 0;
    for (let o = start; o < end; o++) {
      const target = targets[samples[o]];
      if (this.kind === 'squaredError') spread += weights[samples[o]] * (target - mean) ** 2;
      else if (target > 0) spread += weights[samples[o]] * target * Math.log(target / mean);
    }
    this.impurity = smallest === largest ? 0 : spread / weightSum;
  }

  bestSplit(
    sorted: Int32Array,
    { values, order }: FeatureOrder,
    { first, last, minWeight }: SplitLimits,
  ): FeatureSplit | undefined {
    const { targets, weights, nodeWeight, sum } = this;
    const isSquared = this.kind === 'squaredError';
    let leftSum = 0;
    let leftWeight = 0;
    let best = Number.NEGATIVE_INFINITY;
    let position = -1;
    for (let o = 0; o < last; o++) {
      const sample = order[sorted[o]];
      leftSum += weights[sample] * targets[sample];
      leftWeight += weights[sample];
      if (o + 1 < first || !(values[sorted[o + 1]] > values[sorted[o]])) continue;
      const rightWeight = nodeWeight - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) continue;
      const rightSum = sum - leftSum;
      const score = isSquared
        ? (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / rightWeight
        : poissonScore(leftSum, leftWeight) + poissonScore(rightSum, rightWeight);
      if (position < 0 ? score > Number.NEGATIVE_INFINITY : isBetter(score, best)) {
        best = score;
        position = o + 1;
      }
    }
    return position < 0 ? undefined : { score: best, position };
  }
  scoreOf(sides: Uint8Array, minWeight: number): number | undefined {
    const { targets, weights, samples, start, end, nodeWeight, sum } = this;
    let rightSum = 0;
    let rightWeight = 0;
    for (let o = start; o < end; o++) {
      const weight = sides[o - start] * weights[samples[o]];
      rightSum += weight * targets[samples[o]];
      rightWeight += weight;
    }
    const leftWeight = nodeWeight - rightWeight;
    if (leftWeight < minWeight || rightWeight < minWeight) return undefined;
    const score = this.sideScore(sum - rightSum, leftWeight) + this.sideScore(rightSum, rightWeight);
    return score > Number.NEGATIVE_INFINITY ? score : undefined;
  }

  private sideScore(sum: number, weight: number): number {
    return this.kind === 'poisson' ? poissonScore(sum, weight) : (sum * sum) / weight;
  }
}

/** Of a side whose targets are all 0 the mean is no rate: it is not allowed. */
function poissonScore(sum: number, weight: number): number {
  return sum > Number.EPSILON ? sum * Math.log(sum / weight) : Number.NEGATIVE_INFINITY;
}
