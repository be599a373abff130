/** A division of a node; values <= threshold go left. */
export interface Split {
  /** That of the criterion. */
  readonly score: number;
  readonly feature: number;
  /** Infinity if only samples without a value go right. */
  readonly threshold: number;
  /** Samples without a value go left. */
  readonly missingLeft: boolean;
}

/** What the sides of a division must have. */
export interface SplitSizes {
  readonly minSamplesLeaf: number;
  readonly minWeightLeaf: number;
}

/** Finds where one feature divides a node, over `samples[start .. end]`, which the criterion has entered; undefined if it does not. */
export interface Splitter {
  split(feature: number, samples: Int32Array, start: number, end: number): Split | undefined;
}
