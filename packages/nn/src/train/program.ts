import { Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import type { AnyModule } from '../module/module.js';
import { clipGradientNorm } from '../optim/clip.js';
import type { Optimizer } from '../optim/optimizer.js';

/** What a training step gets beside its batch. */
export interface StepContext {
  /** For `module.forward`: it is training, and this is where random numbers come from. */
  readonly training: true;
  readonly random: Random;
  /** The coming step's numbers of each optimizer, for `optimizer.apply(gradients, numbers)`. */
  readonly numbers: Readonly<Record<string, readonly tf.Tensor[]>>;
}

/** What an evaluation step gives. */
export interface Evaluation {
  /** Scalars to average over the samples; 'loss' as a rule. */
  readonly scalars: Readonly<Record<string, tf.Tensor>>;
  /** Arguments of the metrics' `update`: the targets first, then the predictions. */
  readonly outputs: readonly tf.Tensor[];
}

/**
 * What a {@link Trainer} runs: the modules and optimizers that are saved, one training step and, for validation, one evaluation.
 * Both are tensor work that reads no value; a step may use several optimizers (a GAN's two).
 */
export interface TrainingProgram {
  readonly modules: Readonly<Record<string, AnyModule>>;
  readonly optimizers: Readonly<Record<string, Optimizer>>;
  /** Trains on one batch. Gives scalars to log, of which none may become NaN or infinite. The caller owns them. */
  step(batch: readonly tf.Tensor[], context: StepContext): Record<string, tf.Tensor>;
  /** Measures one batch, in inference mode. */
  evaluate?(batch: readonly tf.Tensor[]): Evaluation;
}

/** Options of {@link supervised}. */
export interface SupervisedOptions {
  readonly model: AnyModule;
  readonly optimizer: Optimizer;
  /** The loss of a batch: a scalar of the model's output and the batch's arrays after the first. */
  // biome-ignore lint/suspicious/noExplicitAny: the output is whatever the model gives
  readonly loss: (output: any, ...targets: any[]) => tf.Scalar;
  /** Largest norm of all gradients together; larger ones are scaled down. @default no limit */
  readonly clipNorm?: number;
  /** What metrics get of the model's output and the targets. @default targets, then output */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly metricInputs?: (output: any, ...targets: tf.Tensor[]) => tf.Tensor[];
}

/**
 * The usual program: batches of (inputs, ...targets), one model, one optimizer.
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Adam, crossEntropy, Linear, supervised, Trainer } from '@ai/nn';
 *
 * const model = new Linear(4, 3, { random: new Random(1) });
 * const trainer = new Trainer(supervised({ model, optimizer: new Adam(model), loss: crossEntropy }), { epochs: 10 });
 * ```
 */
export function supervised(options: SupervisedOptions): TrainingProgram {
  const { model, optimizer, loss, clipNorm, metricInputs = (output, ...targets) => [...targets, output] } = options;
  return {
    modules: { model },
    optimizers: { optimizer },
    step: ([inputs, ...targets], context) =>
      tf.tidy(() => {
        const variables = model.trainableVariables();
        if (variables.length === 0) {
          throw new InvalidArgumentError('model', 'supervised', 'have a parameter that is not frozen', new Got('none'));
        }
        const { value, grads } = tf.variableGrads(() => loss(model.forward(inputs, context), ...targets), variables);
        const gradients = clipNorm === undefined ? grads : clipGradientNorm(grads, clipNorm).gradients;
        optimizer.apply(gradients, context.numbers.optimizer);
        return { loss: value };
      }),
    evaluate: ([inputs, ...targets]) =>
      tf.tidy(() => {
        const output = model.forward(inputs);
        return { scalars: { loss: loss(output, ...targets) }, outputs: metricInputs(output, ...targets) };
      }),
  };
}
