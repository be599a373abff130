import { type DenseMatrix, describeValue, InvalidDataError } from '@ai/core';
import type { Label, SavedModel } from '../estimator.js';

/** How one field of a fitted model is written to JSON and read back. `read` throws a text that says what is wrong. */
export interface Field<T> {
  write(value: T): unknown;
  read(value: unknown): T;
}

/** The saved form of a class: its name and fields. */
export interface Format<T> {
  write(model: T): SavedModel;
  /** @throws InvalidDataError if the document is damaged or of another class */
  read(document: unknown): T;
}

const VERSION = 1;

/**
 * Declares which fields of a fitted model are saved. Fields bear the names of the model's properties.
 *
 * @param check looks at all fields together and returns what is wrong with them ("coefficients have the wrong length")
 */
export function defineFormat<T extends object>(
  kind: string,
  fields: { readonly [K in keyof T]: Field<T[K]> },
  check?: (state: T) => string | undefined | false,
): Format<T> {
  const entries = Object.entries(fields) as [keyof T & string, Field<unknown>][];
  return {
    write: (model) => ({
      kind,
      version: VERSION,
      ...Object.fromEntries(entries.map(([name, field]) => [name, field.write(model[name])])),
    }),
    read: (document) => {
      if (typeof document !== 'object' || document === null || !('kind' in document) || document.kind !== kind) {
        const got = (document as { kind?: unknown } | null)?.kind ?? document;
        throw new InvalidDataError(`The document must be a saved ${kind}, got ${describeValue(got)}.`);
      }
      const record = document as Record<string, unknown>;
      if (record.version !== VERSION) {
        throw new InvalidDataError(
          `The saved ${kind} must have version ${VERSION}, got ${describeValue(record.version)}.`,
        );
      }
      const state: Record<string, unknown> = {};
      for (const [name, field] of entries) {
        try {
          state[name] = field.read(Object.hasOwn(record, name) ? record[name] : undefined);
        } catch (error) {
          if (!(error instanceof FieldError)) throw error;
          throw new InvalidDataError(`The saved ${kind} is damaged: '${name}' must ${error.message}.`);
        }
      }
      const wrong = check?.(state as T);
      if (wrong) throw new InvalidDataError(`The saved ${kind} is damaged: ${wrong}.`);
      return state as T;
    },
  };
}

class FieldError extends Error {}

function field<T>(expected: string, read: (value: unknown) => T | undefined, write: (value: T) => unknown): Field<T> {
  return {
    write,
    read: (value) => {
      const result = read(value);
      if (result === undefined) throw new FieldError(`${expected}, got ${describeValue(value)}`);
      return result;
    },
  };
}

// JSON has no NaN or infinity; they are written as these strings.
const SPECIAL = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
const writeNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
const readNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : SPECIAL.get(value));

/** A number; NaN and infinities survive. */
export const numberField: Field<number> = field('be a number', readNumber, writeNumber);
/** An integer >= 0. */
export const countField: Field<number> = field(
  'be an integer >= 0',
  (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined),
  (value) => value,
);
export const booleanField: Field<boolean> = field(
  'be true or false',
  (value) => (typeof value === 'boolean' ? value : undefined),
  (value) => value,
);

/** A Float64Array. */
export const vectorField: Field<Float64Array> = field(
  'be an array of numbers',
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const numbers = value.map(readNumber);
    return numbers.includes(undefined) ? undefined : Float64Array.from(numbers as number[]);
  },
  (value) => Array.from(value, writeNumber),
);

/** An Int32Array. */
export const integersField: Field<Int32Array> = field(
  'be an array of integers',
  (value) => {
    if (!Array.isArray(value) || !value.every((item) => Number.isInteger(item) && (item | 0) === item))
      return undefined;
    return Int32Array.from(value);
  },
  (value) => Array.from(value),
);

/** A {@link DenseMatrix}. */
export const matrixField: Field<DenseMatrix> = field(
  'be a matrix of numbers',
  (value) => {
    if (typeof value !== 'object' || value === null || !('data' in value)) return undefined;
    const { rows, columns } = value as Record<string, unknown>;
    if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(columns)) return undefined;
    if (!Array.isArray(value.data) || value.data.length !== (rows as number) * (columns as number)) return undefined;
    const numbers = value.data.map(readNumber);
    if (numbers.includes(undefined)) return undefined;
    return { data: Float64Array.from(numbers as number[]), rows: rows as number, columns: columns as number };
  },
  ({ rows, columns, data }) => ({ rows, columns, data: Array.from(data, writeNumber) }),
);

/** One class label. */
export const labelField: Field<Label> = field(
  'be a label',
  (value) => (typeof value === 'string' || Number.isInteger(value) ? (value as Label) : undefined),
  (value) => value,
);

/** The class labels: all strings or all numbers, distinct. */
export const labelsField: Field<readonly Label[]> = field(
  'be an array of distinct labels',
  (value) => {
    if (!Array.isArray(value) || value.length === 0 || new Set(value).size !== value.length) return undefined;
    const kind = typeof value[0];
    return (kind === 'string' || kind === 'number') && value.every((item) => typeof item === kind) ? value : undefined;
  },
  (value) => [...value],
);

/** One of the given strings. */
export function choiceField<T extends string>(choices: readonly T[]): Field<T> {
  return field(
    `be one of ${choices.join(', ')}`,
    (value) => (choices.includes(value as T) ? (value as T) : undefined),
    (value) => value,
  );
}

/** A list of `item`s. */
export function listField<T>(item: Field<T>): Field<readonly T[]> {
  return {
    write: (value) => value.map((entry) => item.write(entry)),
    read: (value) => {
      if (!Array.isArray(value)) throw new FieldError(`be an array, got ${describeValue(value)}`);
      return value.map((entry) => item.read(entry));
    },
  };
}

/** `item` or undefined, which is written as null. */
export function optionalField<T>(item: Field<T>): Field<T | undefined> {
  return {
    write: (value) => (value === undefined ? null : item.write(value)),
    read: (value) => (value === null ? undefined : item.read(value)),
  };
}

/** `item` or null. */
export function nullableField<T>(item: Field<T>): Field<T | null> {
  return {
    write: (value) => (value === null ? null : item.write(value)),
    read: (value) => (value === null ? null : item.read(value)),
  };
}

/** An object of the given fields. */
export function recordField<T extends object>(fields: { readonly [K in keyof T]: Field<T[K]> }): Field<T> {
  const entries = Object.entries(fields) as [keyof T & string, Field<unknown>][];
  return {
    write: (value) => Object.fromEntries(entries.map(([name, item]) => [name, item.write(value[name])])),
    read: (value) => {
      if (typeof value !== 'object' || value === null)
        throw new FieldError(`be an object, got ${describeValue(value)}`);
      const record = value as Record<string, unknown>;
      return Object.fromEntries(entries.map(([name, item]) => [name, item.read(record[name])])) as T;
    },
  };
}

/** A part with a format of its own. */
export function formatField<T>(format: Format<T>): Field<T> {
  return { write: (value) => format.write(value), read: (value) => format.read(value) };
}
