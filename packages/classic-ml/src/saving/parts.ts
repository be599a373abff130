import { describeValue, InvalidDataError } from '@ai/core';
import type { Field } from './format.js';

/** Classes of fitted models under their names: `{ StandardScalerModel, RidgeModel }`. */
export type ModelClasses = Readonly<
  Record<string, { fromJSON(document: unknown, classes: ModelClasses): unknown } | unknown>
>;

type ModelClass = { fromJSON(document: unknown, classes: ModelClasses): unknown };

/** Reads a saved model by the class that its `kind` names. @throws InvalidDataError if that is not among `classes` */
export function readPart(document: unknown, classes: ModelClasses): unknown {
  const kind = (document as { kind?: unknown } | null)?.kind;
  if (typeof kind === 'string' && Object.hasOwn(classes, kind)) {
    const found = classes[kind] as Partial<ModelClass> | undefined;
    if (typeof found?.fromJSON === 'function') return found.fromJSON(document, classes);
  }
  const known = Object.keys(classes);
  const given = known.length > 12 ? `${known.length} names` : known.join(', ') || 'none';
  throw new InvalidDataError(`A part of the saved model is a ${describeValue(kind)}; classes given: ${given}.`);
}

/** A fitted model inside another, read with one of `classes`. */
export function partField<T extends { toJSON(): unknown }>(classes: ModelClasses): Field<T> {
  return { write: (model) => model.toJSON(), read: (document) => readPart(document, classes) as T };
}
