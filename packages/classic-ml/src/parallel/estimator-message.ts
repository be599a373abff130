import { Got, InvalidArgumentError, isTensor, type Rows, toMatrix } from '@ai/core';

/** Exported classes under their names. */
export type Classes = Readonly<Record<string, unknown>>;

/** A value that can be sent to a worker; estimators are written as their class's name and options. */
export type Message =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'list'; readonly items: readonly Message[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, Message])[] }
  | { readonly kind: 'estimator'; readonly name: string; readonly options: Message };

type EstimatorClass = new (options: unknown) => object;

/**
 * Writes an estimator down: its class, its options, estimators among them.
 *
 * @param argument what the estimator is to the caller, for errors
 * @throws InvalidArgumentError for a class that is not among `classes`, or an option that is a function
 */
export function writeEstimator(estimator: unknown, classes: Classes, argument: string, owner: string): Message {
  return writeValue(estimator, argument);

  function writeValue(value: unknown, path: string): Message {
    if (typeof value === 'function') throw refusal(new Got(`a function as ${path}`));
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return { kind: 'plain', value };
    if (Array.isArray(value)) {
      return { kind: 'list', items: value.map((item, i) => writeValue(item, `${path}[${i}]`)) };
    }
    if (isTable(value)) return writeValue(toMatrix(value, path, owner), path);
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return {
        kind: 'record',
        entries: Object.entries(value).map(([key, item]) => [key, writeValue(item, `${path}.${key}`)]),
      };
    }
    const { name } = value.constructor;
    if (classes[name] !== value.constructor || !('options' in value)) throw refusal(new Got(`${name} as ${path}`));
    return { kind: 'estimator', name, options: writeValue(value.options, `${path}.options`) };
  }

  function refusal(got: Got): InvalidArgumentError {
    const expected = "be made of this package's estimators (or those of 'modules') and options without functions";
    return new InvalidArgumentError(argument, owner, expected, got);
  }
}

/** Reads what {@link writeEstimator} has written. */
export function readEstimator(message: Message, classes: Classes): unknown {
  switch (message.kind) {
    case 'plain':
      return message.value;
    case 'list':
      return message.items.map((item) => readEstimator(item, classes));
    case 'record':
      return Object.fromEntries(message.entries.map(([key, item]) => [key, readEstimator(item, classes)]));
    case 'estimator':
      return new (classes[message.name] as EstimatorClass)(readEstimator(message.options, classes));
  }
}

/** A 2-D tensor or an ml-matrix `Matrix`. */
function isTable(value: object): value is Rows & object {
  return isTensor(value) ? value.shape.length === 2 : 'get' in value && 'rows' in value;
}
