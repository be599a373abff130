import { checkNumber, Got, InvalidArgumentError, type Random, tf } from '@ai/core';
import type { AnyModule } from '../module/module.js';
import { clipGradientNorm, clipGradientValue } from '../optim/clip.js';
import type { Ema } from '../optim/ema.js';
import type { Gradients, Optimizer } from '../optim/optimizer.js';

/** What a training step gets beside its batch. */
export interface StepContext {
  /** For `module.forward`: it is training, and this is where random numbers come from. */
  readonly training: true;
  readonly random: Random;
  /** Which optimizers make a step with this batch; see {@link TrainingProgram.every}. */
  readonly due: Readonly<Record<string, boolean>>;
  /**
   * Lets an optimizer step by these gradients; where a step takes several batches ({@link TrainerOptions.accumulate}), adds them to the
   * step's mean, and the optimizer steps with the last batch. Gradients are not disposed.
   *
   * @param name of an optimizer that is due
   * @param transform makes what the optimizer gets of the (mean) gradients: clipping
   * @throws InvalidArgumentError for an optimizer that is not due, or not there
   */
  readonly update: (name: string, gradients: Gradients, transform?: (gradients: Gradients) => Gradients) => void;
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
 * Both are tensor work that reads no value; a step may use several optimizers.
 *
 * @example A generative adversarial network on numbers: the critic makes two steps for each of the generator's.
 * ```ts
 * import { Random, randomNormal, tf } from '@ai/core';
 * import { Adam, ArrayDataset, bceWithLogitsLoss, DataLoader, Linear, ndArray, Trainer, type TrainingProgram } from '@ai/nn';
 *
 * const random = new Random(1);
 * const [generator, critic] = [new Linear(2, 1, { random }), new Linear(1, 1, { random })];
 * const program: TrainingProgram = {
 *   modules: { generator, critic },
 *   optimizers: { generator: new Adam(generator), critic: new Adam(critic) },
 *   every: { generator: 2 },
 *   step: ([real], { random, due, update }) =>
 *     tf.tidy(() => {
 *       const fake = () => generator.forward(randomNormal(random, [real.shape[0], 2]));
 *       const judged = (x: tf.Tensor, isReal: 0 | 1) => bceWithLogitsLoss(critic.forward(x), tf.fill([x.shape[0], 1], isReal));
 *       const critical = tf.variableGrads(
 *         () => tf.add(judged(real, 1), judged(fake(), 0)) as tf.Scalar,
 *         critic.trainableVariables(),
 *       );
 *       update('critic', critical.grads);
 *       if (!due['generator']) return { critic: critical.value };
 *       const creative = tf.variableGrads(() => judged(fake(), 1), generator.trainableVariables());
 *       update('generator', creative.grads);
 *       return { critic: critical.value, generator: creative.value };
 *     }),
 * };
 * const numbers = ndArray(Float32Array.from({ length: 64 }, () => random.normal(3, 0.5)), [64, 1]);
 * const { history } = await new Trainer(program, { epochs: 2 }).fit(new DataLoader(new ArrayDataset(numbers), { batchSize: 16 }));
 * console.log(history.at(-1)?.train); // means of both losses
 * ```
 */
export interface TrainingProgram {
  readonly modules: Readonly<Record<string, AnyModule>>;
  readonly optimizers: Readonly<Record<string, Optimizer>>;
  /** Of how many steps an optimizer makes the last one only, by its name. @default 1 */
  readonly every?: Readonly<Record<string, number>>;
  /** Averages of modules: updated after each step, saved, and in the place of the modules' own weights in `evaluate`. */
  readonly averages?: Readonly<Record<string, Ema>>;
  /**
   * Trains on one batch. Gives scalars to log, of which none may become NaN or infinite; not every step has to give all of them. The
   * caller owns them.
   */
  step(batch: readonly tf.Tensor[], context: StepContext): Readonly<Record<string, tf.Tensor | undefined>>;
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
  /** Largest size of an entry of a gradient; larger ones are cut. @default no limit */
  readonly clipValue?: number;
  /** Average of the model's weights, with which it is validated. @default none */
  readonly ema?: Ema;
  /** What metrics get of the model's output and the targets. @default targets, then output */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly metricInputs?: (output: any, ...targets: tf.Tensor[]) => tf.Tensor[];
}

/**
 * The usual program: batches of (inputs, ...targets), one model, one optimizer.
 *
 * @throws InvalidArgumentError for limits that are not positive or both given, and in the run for a model that is frozen altogether
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
  const { model, optimizer, loss, clipNorm, clipValue, ema } = options;
  const { metricInputs = (output, ...targets) => [...targets, output] } = options;
  if (clipNorm !== undefined && clipValue !== undefined) {
    throw new InvalidArgumentError('clipValue', 'supervised', "be left out with 'clipNorm'", clipValue);
  }
  for (const [name, limit] of Object.entries({ clipNorm, clipValue })) {
    if (limit !== undefined) checkNumber(limit, name, 'supervised', { above: 0 });
  }
  const clip = (gradients: Gradients): Gradients => {
    if (clipNorm !== undefined) return clipGradientNorm(gradients, clipNorm).gradients;
    return clipValue !== undefined ? clipGradientValue(gradients, clipValue) : gradients;
  };
  return {
    modules: { model },
    optimizers: { optimizer },
    averages: ema ? { model: ema } : {},
    step: ([inputs, ...targets], context) =>
      tf.tidy(() => {
        const variables = model.trainableVariables();
        if (variables.length === 0) {
          throw new InvalidArgumentError('model', 'supervised', 'have a parameter that is not frozen', new Got('none'));
        }
        const { value, grads } = tf.variableGrads(() => loss(model.forward(inputs, context), ...targets), variables);
        context.update('optimizer', grads, clip);
        return { loss: value };
      }),
    evaluate: ([inputs, ...targets]) =>
      tf.tidy(() => {
        const output = model.forward(inputs);
        return { scalars: { loss: loss(output, ...targets) }, outputs: metricInputs(output, ...targets) };
      }),
  };
}
