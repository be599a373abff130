import { InvalidArgumentError, tf } from '@ai/core';
import { toTensor } from '../array/nd-array.js';
import type { DataLoader } from '../data/data-loader.js';
import { giveTurn } from './event-loop.js';
import type { Scalars } from './events.js';
import { Means } from './means.js';
import type { TrainingProgram } from './program.js';
import type { AnyMetric } from './trainer-options.js';

/** What was measured over a loader. */
export interface Measured {
  /** Means over the samples. */
  readonly scalars: Scalars;
  /** What each metric computes over the whole stream. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

/**
 * Measures batches in the loader's first order, with averages in the place of weights: scalars averaged over samples, metrics over the
 * whole stream. Left without a result as soon as `isCut` says so.
 *
 * @throws InvalidArgumentError if the program cannot evaluate
 */
export function evaluate(
  program: TrainingProgram,
  loader: DataLoader,
  metrics: Readonly<Record<string, AnyMetric>>,
  isCut: () => boolean,
): Promise<Measured | undefined> {
  const averages = Object.values(program.averages ?? {});
  const body = () => measure(program, loader, metrics, isCut);
  return averages.reduce((inner, average) => () => average.during(inner), body)();
}

async function measure(
  ...[program, loader, metrics, isCut]: Parameters<typeof evaluate>
): Promise<Measured | undefined> {
  if (!program.evaluate) throw new InvalidArgumentError('program', 'evaluate', 'have an evaluate function', program);
  const means = new Means();
  const streams = Object.entries(metrics).map(([name, metric]) => ({ name, metric, state: metric.init() }));
  for await (const batch of loader.epoch(0)) {
    await giveTurn();
    if (isCut()) return undefined;
    const tensors = batch.map(toTensor);
    let made: ReturnType<NonNullable<TrainingProgram['evaluate']>> | undefined;
    try {
      made = program.evaluate(tensors);
      const values: [string, number][] = [];
      for (const [name, scalar] of Object.entries(made.scalars)) values.push([name, (await scalar.data())[0]]);
      means.add(Object.fromEntries(values), batch[0]?.shape[0] ?? 1);
      for (const stream of streams) stream.state = stream.metric.update(stream.state, ...made.outputs);
    } finally {
      tf.dispose([tensors, made?.scalars ?? {}, made ? [...made.outputs] : []] as tf.TensorContainer[]);
    }
  }
  const values = streams.map(({ name, metric, state }): [string, unknown] => [name, metric.compute(state)]);
  return { scalars: means.take(), metrics: Object.fromEntries(values) };
}

/** Scalars, and those metrics that are numbers. */
export function numbersOf({ scalars, metrics }: Measured): Scalars {
  const numbers = Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { ...scalars, ...Object.fromEntries(numbers) };
}
