import { checkInteger, checkOneOf, InvalidArgumentError, tf } from '@ai/core';
import type { AnyModule } from '../module/module.js';
import { type ReceptiveField, receptiveField } from './receptive-field.js';
import { summaryTable } from './summary-table.js';
import { CallTrace } from './trace-calls.js';

/** One module of a {@link Summary}. */
export interface SummaryRow {
  /** Full name, '' for the network itself. */
  readonly name: string;
  /** Its class. */
  readonly type: string;
  /** How many modules it lies within. */
  readonly depth: number;
  /** Times that it was called. A module that holds the network's parameters without being called has 0. */
  readonly calls: number;
  /** Of each tensor of its output, in the last call. */
  readonly outputShapes: readonly (readonly number[])[];
  /** Its parameters and those of its parts, one that is shared counted once. */
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Of all calls, those of its parts included. */
  readonly multiplyAdds: number;
  /**
   * Of its output in the network's input; 'all' places; undefined where there are no places (features of shape (B, D)) or where
   * operations that `summary` does not know mix them.
   */
  readonly receptiveField: ReceptiveField | 'all' | undefined;
}

/** What {@link summary} gives; as text it is a table. */
export interface Summary {
  /** Every module, each before its parts; one that has several names stands under the first. */
  readonly rows: readonly SummaryRow[];
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Multiplications each with an addition, of products of matrices and convolutions in one call of the network. */
  readonly multiplyAdds: number;
  /** Estimates, in bytes: `outputs` of all modules without parts, which training keeps for the backward pass. */
  readonly bytes: { readonly input: number; readonly parameters: number; readonly outputs: number };
  readonly receptiveField: ReceptiveField | 'all' | undefined;
  toString(): string;
}

/** Options of {@link summary}. */
export interface SummaryOptions {
  /** Type of the zeros that the network is called with: int32 for tokens. @default 'float32' */
  readonly dtype?: 'float32' | 'int32';
}

/** A shape with the batch; shapes of an array of inputs; or a function that makes the input, which is disposed afterwards. */
export type SummaryInput = readonly number[] | readonly (readonly number[])[] | (() => unknown);

/**
 * The modules of a network with the shapes of their outputs, parameters, multiply-adds and receptive fields, and an estimate of memory.
 *
 * The network is called once, in inference mode, on zeros of the given shape; on the native engine nothing is computed, because no
 * value is read. Multiply-adds are those of matrix products and convolutions as their definitions count them: additions of biases,
 * activations, normalizations and pooling are not counted (FLOPs of PyTorch's counter are twice the number). Receptive fields follow
 * convolutions, pooling, resampling and branches that meet; normalization counts as if its statistics were constants.
 *
 * @param input shape of the input with the batch, such as [1, 224, 224, 3]
 * @returns an object that prints as a table; no tensor is left
 * @throws InvalidArgumentError for a shape that is not of whole numbers >= 1, and what the network throws for the input
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Conv2d, Flatten, Linear, MaxPool2d, Relu, Sequential, summary } from '@ai/nn';
 *
 * const random = new Random(1);
 * const model = new Sequential(
 *   new Conv2d(1, 8, 3, { random, padding: 1 }),
 *   new Relu(),
 *   new MaxPool2d(2),
 *   new Flatten(),
 *   new Linear(8 * 4 * 4, 10, { random }),
 * );
 * const { rows, multiplyAdds } = summary(model, [1, 8, 8, 1]);
 * console.log(multiplyAdds); // 64 * 9 * 8 + 128 * 10 = 5888
 * console.log(rows[3].receptiveField); // of the pooling: { size: [4, 4], jump: [2, 2], start: [0.5, 0.5] }
 * console.log(`${summary(model, [1, 8, 8, 1])}`); // the table
 * ```
 */
export function summary(module: AnyModule, input: SummaryInput, options: SummaryOptions = {}): Summary {
  const dtype = checkOneOf(options.dtype ?? 'float32', 'dtype', 'summary', ['float32', 'int32']);
  const given = typeof input === 'function' ? input() : zeros(input, dtype);
  const tensors = tf.tensor_util.getTensorsInContainer(given as tf.TensorContainer);
  try {
    const trace = new CallTrace(module, given);
    const rows = [...summaryRows(module, trace)];
    const leaves = [...new Set(module.namedModules().values())].filter((each) => each.namedChildren().size === 0);
    const { parameters, trainableParameters, multiplyAdds, receptiveField } = rows[0];
    const result: Omit<Summary, 'toString'> = {
      rows,
      parameters,
      trainableParameters,
      multiplyAdds,
      bytes: {
        input: tensors.reduce((sum, { size }) => sum + 4 * size, 0),
        parameters: 4 * parameters,
        outputs: leaves.reduce((sum, leaf) => sum + trace.record(leaf).outputBytes, 0),
      },
      receptiveField,
    };
    return { ...result, toString: () => summaryTable(result) };
  } finally {
    tf.dispose(tensors);
  }
}

function zeros(shape: Exclude<SummaryInput, () => unknown>, dtype: 'float32' | 'int32'): tf.Tensor | tf.Tensor[] {
  if (shape.every((size) => typeof size === 'number')) {
    if (shape.length === 0) throw new InvalidArgumentError('input', 'summary', 'have at least 1 axis', shape);
    return tf.zeros(
      shape.map((size) => checkInteger(size, 'input', 'summary', { min: 1 })),
      dtype,
    );
  }
  return (shape as readonly (readonly number[])[]).map((each) => {
    if (!Array.isArray(each))
      throw new InvalidArgumentError('input', 'summary', 'be a shape or an array of shapes', shape);
    return zeros(each, dtype) as tf.Tensor;
  });
}

/** A module and then its parts, in order; each module once. */
function* summaryRows(
  module: AnyModule,
  trace: CallTrace,
  place: Place = { name: '', depth: 0, seen: new Set() },
): Generator<SummaryRow> {
  const { name, depth, seen } = place;
  if (seen.has(module)) return;
  seen.add(module);
  const { calls, multiplyAdds, outputShapes, field } = trace.record(module);
  yield {
    name,
    type: module.constructor.name,
    depth,
    calls,
    outputShapes,
    parameters: module.countParameters(),
    trainableParameters: module.countParameters({ trainableOnly: true }),
    multiplyAdds,
    receptiveField: receptiveField(field),
  };
  for (const [part, child] of module.namedChildren()) {
    yield* summaryRows(child, trace, { name: name ? `${name}.${part}` : part, depth: depth + 1, seen });
  }
}

interface Place {
  readonly name: string;
  readonly depth: number;
  readonly seen: Set<AnyModule>;
}
