import { checkInteger } from '@ai/core';
import type { Callback } from '../../train/events.js';
import { isLogged, taggedScalars } from '../tagged-scalars.js';
import type { TensorBoardWriter } from './tensorboard-writer.js';

/** Options of {@link tensorBoardLog}. */
export interface TensorBoardLogOptions {
  /** Log every so many steps, beside the end of each epoch and each validation. @default 1 */
  readonly everySteps?: number;
  /** Log the distribution of every parameter each so many epochs. @default never */
  readonly histogramsEvery?: number;
}

/**
 * A callback that writes a run's numbers for TensorBoard: `train/loss` of steps, `epoch/loss` and `validation/loss` of epochs,
 * `learning_rate/optimizer`, and on demand the parameters' distributions, `model/fc.weight`. Everything is flushed at every event that
 * is logged, so that a kill loses nothing that a checkpoint knows of. A run that goes on from a checkpoint lets TensorBoard forget what
 * came after it.
 *
 * Pictures and texts of your own go into the same writer, in a callback before this one.
 *
 * @throws InvalidArgumentError for options out of range
 *
 * @example
 * ```ts
 * import { TensorBoardWriter, tensorBoardLog } from '@ai/nn/node';
 *
 * const callbacks = [tensorBoardLog(new TensorBoardWriter('runs/digits'), { histogramsEvery: 1 })]; // an option of Trainer
 * ```
 */
export function tensorBoardLog(writer: TensorBoardWriter, options: TensorBoardLogOptions = {}): Callback {
  const { everySteps = 1, histogramsEvery } = options;
  checkInteger(everySteps, 'everySteps', 'tensorBoardLog', { min: 1 });
  if (histogramsEvery !== undefined) checkInteger(histogramsEvery, 'histogramsEvery', 'tensorBoardLog', { min: 1 });
  return async (event) => {
    const { type, progress, trainer } = event;
    const { epoch, step } = progress;
    if (type === 'start' && step > 0) writer.purge(step + 1);
    if (type === 'end' || type === 'error') {
      await writer.close();
    } else if (isLogged(event, everySteps)) {
      for (const [tag, value] of Object.entries(taggedScalars(event))) writer.addScalar(tag, value, step);
      if (type === 'epoch' && histogramsEvery !== undefined && epoch % histogramsEvery === 0) {
        for (const [name, module] of Object.entries(trainer.program.modules)) {
          for (const [path, variable] of module.namedParameters()) {
            writer.addHistogram(`${name}/${path}`, variable.dataSync(), step);
          }
        }
      }
      await writer.flush();
    }
  };
}
