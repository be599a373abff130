/** A loss that became NaN or infinite. The step's changes to the parameters stand: go back to the last checkpoint. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';

  /**
   * @param step the step, counted from 1
   * @param scalar the name of the number
   * @param value what it became
   */
  constructor(
    readonly step: number,
    readonly scalar: string,
    readonly value: number,
  ) {
    super(`Training diverged: '${scalar}' is ${value} at step ${step}.`);
  }
}
