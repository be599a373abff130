import { type KernelCall, observeKernels, tf } from '@ai/core';
import { INFERENCE } from '../module/context.js';
import type { AnyModule } from '../module/module.js';
import { type AxisField, type Field, OWN_PLACE, readThrough, union } from './field.js';
import { kernelField, kernelMultiplyAdds } from './kernel-rules.js';

/** What was seen of a module while the network ran. */
export interface CallRecord {
  readonly calls: number;
  /** Of all calls, parts included. */
  readonly multiplyAdds: number;
  /** Bytes of the outputs of all calls. */
  readonly outputBytes: number;
  /** Of the last call. */
  readonly outputShapes: readonly (readonly number[])[];
  /** Of the last call's output; undefined if it does not depend on places of the input. */
  readonly field: Field | undefined;
}

const NOT_CALLED: CallRecord = { calls: 0, multiplyAdds: 0, outputBytes: 0, outputShapes: [], field: undefined };

/** Runs a network once in inference mode, notes what each of its modules did, and frees what it gave. */
export class CallTrace {
  readonly #records = new Map<AnyModule, CallRecord>();
  readonly #fields = new WeakMap<tf.Tensor, Field>();
  #multiplyAdds = 0;

  constructor(root: AnyModule, input: unknown) {
    for (const tensor of tensorsIn(input)) {
      const count = placeAxes(tensor);
      if (count > 0) this.#fields.set(tensor, Array<AxisField>(count).fill(OWN_PLACE));
    }
    const modules = new Set(root.namedModules().values());
    try {
      for (const module of modules) this.#watch(module);
      tf.tidy(() => {
        observeKernels(
          () => root.forward(input, INFERENCE),
          (call) => this.#note(call),
        );
      });
    } finally {
      // @ts-expect-error the method of the class appears again
      for (const module of modules) delete module.forward;
    }
  }

  record(module: AnyModule): CallRecord {
    return this.#records.get(module) ?? NOT_CALLED;
  }

  /** Puts a method of its own in front of the module's. */
  #watch(module: AnyModule): void {
    const forward = module.forward.bind(module);
    const value = (...args: Parameters<typeof forward>): unknown => {
      const before = this.#multiplyAdds;
      const output: unknown = forward(...args);
      this.#leave(module, tensorsIn(args[0]), tensorsIn(output), before);
      return output;
    };
    Object.defineProperty(module, 'forward', { value, configurable: true });
  }

  #leave(module: AnyModule, inputs: readonly tf.Tensor[], outputs: readonly tf.Tensor[], before: number): void {
    const { multiplyAdds, reads } = module.analysis(inputs[0]?.shape ?? [], outputs[0]?.shape ?? []);
    if (multiplyAdds !== undefined) this.#multiplyAdds = before + multiplyAdds;
    const known = inputs.map((tensor) => this.#fields.get(tensor)).filter((field) => field !== undefined);
    if (reads !== undefined && known.length > 0) {
      const field = readThrough(union(known), reads);
      for (const tensor of outputs) this.#fields.set(tensor, field);
    }
    const record = this.record(module);
    this.#records.set(module, {
      calls: record.calls + 1,
      multiplyAdds: record.multiplyAdds + this.#multiplyAdds - before,
      outputBytes: record.outputBytes + outputs.reduce((sum, { size }) => sum + 4 * size, 0),
      outputShapes: outputs.map(({ shape }) => [...shape]),
      field: outputs[0] && this.#fields.get(outputs[0]),
    });
  }

  #note(call: KernelCall): void {
    this.#multiplyAdds += kernelMultiplyAdds(call);
    const field = kernelField(call, (tensor) => this.#fields.get(tensor));
    if (field !== undefined) for (const tensor of call.outputs) this.#fields.set(tensor, field);
  }
}

/** Axes between batch and channels are places; of whole numbers (B, T), tokens, the last is one as well. */
function placeAxes({ shape, dtype }: tf.Tensor): number {
  return shape.length - (dtype === 'int32' && shape.length === 2 ? 1 : 2);
}

const tensorsIn = (value: unknown): tf.Tensor[] => tf.tensor_util.getTensorsInContainer(value as tf.TensorContainer);
