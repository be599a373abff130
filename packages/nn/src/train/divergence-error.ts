/**
 * A loss that became NaN or infinite. The step's changes to the parameters stand: go back to the last checkpoint.
 *
 * @example
 * ```ts
 * import { DivergenceError, type Trainer, type DataLoader } from '@ai/nn';
 *
 * async function train(trainer: Trainer, loader: DataLoader): Promise<void> {
 *   try {
 *     await trainer.fit(loader);
 *   } catch (error) {
 *     if (!(error instanceof DivergenceError)) throw error;
 *     console.log(`${error.scalar} was ${error.value} at step ${error.step}`);
 *   }
 * }
 * ```
 */
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
