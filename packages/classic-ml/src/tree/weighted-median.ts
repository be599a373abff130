/**
 * The weighted median of samples that come one by one, and their absolute errors from it, each in O(log n): sums of weights and of
 * weighted targets in the order of the targets, in a binary indexed tree (Fenwick, 1994).
 */
export class WeightedMedian {
  /** Sum of the weights added. */
  weight = 0;
  private weightedSum = 0;
  /** Where each sample stands among the targets of the node, from 1. */
  private readonly places: Int32Array;
  private readonly sorted: Float64Array;
  private readonly weightSums: Float64Array;
  private readonly targetSums: Float64Array;
  private size = 0;
  private lowWeight = 0;
  private lowSum = 0;

  constructor(
    private readonly targets: Float64Array,
    private readonly weights: Float64Array,
  ) {
    this.places = new Int32Array(targets.length);
    this.sorted = new Float64Array(targets.length);
    this.weightSums = new Float64Array(targets.length + 1);
    this.targetSums = new Float64Array(targets.length + 1);
  }

  /** Prepares for the samples of a node, `samples[start .. end]`; none is added yet. */
  reset(samples: Int32Array, start: number, end: number): void {
    const { targets, places, sorted } = this;
    this.size = end - start;
    const order = samples.slice(start, end).sort((a, b) => targets[a] - targets[b] || a - b);
    for (let o = 0; o < order.length; o++) {
      places[order[o]] = o + 1;
      sorted[o] = targets[order[o]];
    }
    this.empty();
  }

  /** Takes all samples out again. */
  empty(): void {
    this.weight = 0;
    this.weightedSum = 0;
    this.weightSums.fill(0, 0, this.size + 1);
    this.targetSums.fill(0, 0, this.size + 1);
  }

  add(sample: number): void {
    const weight = this.weights[sample];
    const product = weight * this.targets[sample];
    this.weight += weight;
    this.weightedSum += product;
    for (let place = this.places[sample]; place <= this.size; place += place & -place) {
      this.weightSums[place] += weight;
      this.targetSums[place] += product;
    }
  }

  /** The median of the samples added: half the weight lies on either side; the mean of two values if both divide it so. */
  value(): number {
    const half = this.weight / 2;
    const place = this.placeAbove(half);
    const upper = this.sorted[place];
    // exactly half the weight lies below: every value from the one before on is a median
    if (this.lowWeight < half) return upper;
    return (this.sorted[this.lastBelow(place)] + upper) / 2;
  }

  /** Sum of weight times distance from the median. */
  absoluteErrors(): number {
    const median = this.sorted[this.placeAbove(this.weight / 2)];
    const above = this.weightedSum - this.lowSum - median * (this.weight - this.lowWeight);
    return above + median * this.lowWeight - this.lowSum;
  }

  /** The first place up to which more than `weight` lies; sums below it in `lowWeight` and `lowSum`. */
  private placeAbove(weight: number): number {
    let place = 0;
    let lowWeight = 0;
    let lowSum = 0;
    for (let step = 1 << (31 - Math.clz32(this.size)); step > 0; step >>= 1) {
      const next = place + step;
      if (next <= this.size && lowWeight + this.weightSums[next] <= weight) {
        place = next;
        lowWeight += this.weightSums[next];
        lowSum += this.targetSums[next];
      }
    }
    this.lowWeight = lowWeight;
    this.lowSum = lowSum;
    return Math.min(place, this.size - 1);
  }

  /** The last place before `place` whose sample has been added. */
  private lastBelow(place: number): number {
    const below = this.lowWeight;
    // the first place up to which at least `below` lies: just less is not enough
    let at = 0;
    let sum = 0;
    for (let step = 1 << (31 - Math.clz32(this.size)); step > 0; step >>= 1) {
      const next = at + step;
      if (next <= place && sum + this.weightSums[next] < below) {
        at = next;
        sum += this.weightSums[next];
      }
    }
    return at;
  }
}
