import type { Tree } from './tree.js';

/** Collects the nodes of a tree as they come, children after their parent. */
export class TreeBuilder {
  private readonly features: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly impurities: number[] = [];
  private readonly values: number[] = [];

  constructor(
    private readonly numFeatures: number,
    private readonly numOutputs: number,
  ) {}

  /** A leaf, for now. @param value one number for each output @returns the node's number */
  add(value: Float64Array, impurity: number): number {
    for (let o = 0; o < this.numOutputs; o++) this.values.push(value[o]);
    this.impurities.push(impurity);
    this.thresholds.push(0);
    this.left.push(-1);
    this.right.push(-1);
    return this.features.push(-1) - 1;
  }

  /** Gives a leaf two children. */
  split(node: number, feature: number, threshold: number, left: number, right: number): void {
    this.features[node] = feature;
    this.thresholds[node] = threshold;
    this.left[node] = left;
    this.right[node] = right;
  }

  finish(): Tree {
    return {
      features: Int32Array.from(this.features),
      thresholds: Float64Array.from(this.thresholds),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      values: { data: Float64Array.from(this.values), rows: this.features.length, columns: this.numOutputs },
      impurities: Float64Array.from(this.impurities),
      numFeatures: this.numFeatures,
    };
  }
}
