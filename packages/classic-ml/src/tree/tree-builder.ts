import { SET_WORDS, type Tree } from './tree.js';

/** Collects the nodes of a tree as they come, children after their parent. */
export class TreeBuilder {
  private readonly features: number[] = [];
  private readonly thresholds: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly impurities: number[] = [];
  private readonly values: number[] = [];
  private readonly missingLeft: number[] = [];
  private readonly sets: number[] = [];
  private readonly bits: number[] = [];

  constructor(
    private readonly numFeatures: number,
    private readonly numOutputs: number,
    private readonly hasExceptions = false,
  ) {}

  /** A leaf, for now. @param value one number for each output @returns the node's number */
  add(value: Float64Array, impurity: number): number {
    for (let o = 0; o < this.numOutputs; o++) this.values.push(value[o]);
    this.impurities.push(impurity);
    this.thresholds.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.missingLeft.push(0);
    this.sets.push(-1);
    return this.features.push(-1) - 1;
  }

  /** Gives a leaf two children. */
  split(node: number, feature: number, threshold: number, left: number, right: number): void {
    this.features[node] = feature;
    this.thresholds[node] = threshold;
    this.left[node] = left;
    this.right[node] = right;
  }

  /** Says where missing values go, and the categories if the node splits by them: those of 256 that are marked by 1 go left. */
  setException(node: number, missingLeft: boolean, leftCategories?: Uint8Array): void {
    this.missingLeft[node] = Number(missingLeft);
    if (!leftCategories) return;
    this.sets[node] = this.bits.length / SET_WORDS;
    for (let w = 0; w < SET_WORDS; w++) {
      let word = 0;
      for (let b = 0; b < 32; b++) word |= leftCategories[32 * w + b] << b;
      this.bits.push(word);
    }
  }

  /** Sets the value of a node with one output. */
  setValue(node: number, value: number): void {
    this.values[node] = value;
  }

  finish(): Tree {
    const { missingLeft, sets, bits } = this;
    return {
      features: Int32Array.from(this.features),
      thresholds: Float64Array.from(this.thresholds),
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      values: { data: Float64Array.from(this.values), rows: this.features.length, columns: this.numOutputs },
      impurities: Float64Array.from(this.impurities),
      numFeatures: this.numFeatures,
      exceptions: this.hasExceptions
        ? { missingLeft: Int32Array.from(missingLeft), sets: Int32Array.from(sets), bits: Int32Array.from(bits) }
        : undefined,
    };
  }
}
