import { engine, getBackend } from '@tensorflow/tfjs-core';
import { engineInfo } from '../engines/select.js';
import { InvalidArgumentError } from '../errors.js';
import { checkInteger } from '../input/check.js';
import type { OnnxBackend } from '../onnx/backend.js';
import { disposePlan, type Plan, runPlan } from './plan.js';
import { record } from './record.js';
import { flattenTree } from './tree.js';

/** Options of {@link compile}. */
export interface CompileOptions {
  /**
   * Signatures (shapes and types of arguments) kept compiled; the one unused for longest goes first.
   * @default 16
   */
  readonly signatures?: number;
  /**
   * Write the values that variables have at the first call into the graph: faster inference, for weights can be laid out once and
   * operations folded into each other. Later changes of the variables are not seen, and the function cannot assign any.
   * @default false
   */
  readonly freeze?: boolean;
}

/** A compiled function. */
export interface Compiled<Args extends readonly unknown[], Result> {
  /** Calls it; the event loop gets a turn before it runs. */
  (...args: Args): Promise<Result>;
  /** Calls it at once. */
  sync(...args: Args): Result;
  /** Frees the graphs. */
  dispose(): void;
}

/**
 * Turns a function of tensors, gradients and optimiser steps included, into one that runs as a single graph.
 *
 * The function is run once while the operations are recorded. Later calls with arguments of the same shapes and types run the graph
 * alone, without the function: what it computes from tensors and variables follows their values at each call, everything else (plain
 * numbers, conditions, `console.log`) stays as it was when it was recorded. Variables that it reads are read at each call, variables
 * that it assigns are assigned; random tensors drawn by `randomNormal` and `randomUniform` of this package are drawn anew.
 * If it creates variables, as an optimiser does in its first step, that call runs without being compiled.
 *
 * Arguments and results may be tensors or arrays and objects of them; arguments of other kinds count as part of the signature.
 * On engines other than `onnx` the function is called as it is.
 *
 * @param fn a synchronous function; it must not read a value (`dataSync`), nor dispose its arguments
 * @throws InvalidArgumentError from the compiled function for a disposed tensor among its arguments
 * @throws CompileError from the call that records: a value was read, a kernel has no lowering, an argument was disposed. Variables are
 *   then as they were before the call.
 *
 * @example
 * ```ts
 * import { compile, tf } from '@ai/core';
 *
 * const weight = tf.variable(tf.scalar(0));
 * const step = compile((x: tf.Tensor, y: tf.Tensor) => {
 *   const { value, grads } = tf.variableGrads(() => x.mul(weight).sub(y).square().mean() as tf.Scalar);
 *   weight.assign(weight.sub(grads[weight.name].mul(0.1)) as tf.Scalar);
 *   return value;
 * });
 * for (let i = 0; i < 50; i++) (await step(tf.tensor1d([1, 2]), tf.tensor1d([3, 6]))).dispose();
 * console.log(weight.dataSync()[0]); // near 3
 * ```
 */
export function compile<Args extends readonly unknown[], Result>(
  fn: (...args: Args) => Result,
  options: CompileOptions = {},
): Compiled<Args, Result> {
  const signatures = checkInteger(options.signatures ?? 16, 'signatures', 'compile', { min: 1 });
  const plans = new Map<string, { backend: OnnxBackend; settings: object; plan: Plan }>();
  const forget = (key: string): void => {
    const known = plans.get(key);
    if (known) disposePlan(known.backend, known.plan);
    plans.delete(key);
  };

  const sync = (...args: Args): Result => {
    engineInfo(); // starts an engine at first use
    if (getBackend() !== 'onnx') return fn(...args);
    const backend = engine().backend as OnnxBackend;
    if (backend.trace) return fn(...args); // part of a function that is being compiled
    const flat = flattenTree(args);
    const gone = flat.leaves.find((leaf) => leaf.isDisposed);
    if (gone) {
      throw new InvalidArgumentError('args', 'a compiled function', 'hold no disposed tensor', gone);
    }
    const key = flat.structure;
    const known = plans.get(key);
    if (known && known.backend === backend && known.settings === backend.settings && !usesDisposed(known.plan)) {
      plans.delete(key);
      plans.set(key, known);
      return runPlan(backend, known.plan, flat.leaves) as Result;
    }
    forget(key);
    const { result, plan } = record(backend, fn as never, flat, { freeze: options.freeze });
    if (plan) {
      plans.set(key, { backend, settings: backend.settings, plan });
      if (plans.size > signatures) forget(plans.keys().next().value as string);
    }
    return result as Result;
  };

  return Object.assign(
    async (...args: Args): Promise<Result> => {
      if (typeof setImmediate === 'function') await new Promise((resolve) => setImmediate(resolve));
      return sync(...args);
    },
    {
      sync,
      dispose: (): void => {
        for (const key of [...plans.keys()]) forget(key);
      },
    },
  );
}

/** Whether a variable that the plan needs is gone: the function is then recorded again, with those it uses now. */
function usesDisposed(plan: Plan): boolean {
  return (
    plan.sources.some((source) => source.kind === 'variable' && source.variable.isDisposed) ||
    plan.targets.flat().some((target) => target.kind === 'variable' && target.variable.isDisposed)
  );
}
