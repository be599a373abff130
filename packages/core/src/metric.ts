/**
 * The contract of a streaming metric: `init`, `update` with each batch, `merge` partial states in any grouping, `compute`.
 * It lives here so that a trainer can take any metric without depending on the package that defines it.
 */
export interface Metric<State, Batch extends readonly unknown[] = readonly unknown[], Result = number> {
  readonly name: string;
  /** Whether a larger value is better; undefined where neither direction is (a curve, a table). */
  readonly higherIsBetter: boolean | undefined;
  /** An empty state. */
  init(): State;
  /** The state after one more batch; the old state is not changed. */
  update(state: State, ...batch: Batch): State;
  /** The state over the samples of both. */
  merge(first: State, second: State): State;
  /** The value over everything seen. */
  compute(state: State): Result;
}
