/**
 * Bounds on distances that hold in spite of rounding. Both leave room for twice the error of a distance in float64, so that
 * `above(s) + moves < below(t) - moves` means that the squared distances, computed anew after the moves, compare alike: a comparison is
 * skipped only where its outcome is certain. (The rounding of a sum of D squares: Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2002, section 3.1.)
 */
export class DistanceBounds {
  /** Of a distance: at least twice its relative error. */
  private readonly relative: number;
  /** Of a distance so small that its squares lose digits or vanish. */
  private readonly absolute: number;

  /** @param columns D, the features that a distance is summed over */
  constructor(columns: number) {
    this.relative = (columns + 8) * Number.EPSILON;
    this.absolute = 4 * Math.sqrt(columns * Number.MIN_VALUE);
  }

  /** At least the distance. @param square a squared distance as computed */
  above(square: number): number {
    const distance = Math.sqrt(square);
    return distance + (distance * this.relative + this.absolute);
  }

  /** At most the distance, negative if it may be 0. @param square a squared distance as computed; may have overflowed */
  below(square: number): number {
    const distance = Math.sqrt(Math.min(square, Number.MAX_VALUE));
    return distance - (distance * this.relative + this.absolute);
  }
}

/** At least the exact value of the sum or difference that was rounded to `value`. */
export function roundUp(value: number): number {
  return value + Math.abs(value) * 2 * Number.EPSILON;
}

/** At most the exact value of the sum or difference that was rounded to `value`. */
export function roundDown(value: number): number {
  return value - Math.abs(value) * 2 * Number.EPSILON;
}
