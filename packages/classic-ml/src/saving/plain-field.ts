import { InvalidArgumentError, InvalidDataError } from '@ai/core';
import type { Field } from './format.js';

/**
 * A value of JSON's kinds: an object or array of numbers, strings, booleans, null and the same again.
 *
 * @param argument, owner what the value is called when it cannot be written
 */
export function plainField<T extends object>(argument: string, owner: string): Field<T> {
  return {
    write: (value) => {
      if (isPlain(value)) return value;
      throw new InvalidArgumentError(argument, owner, 'hold finite numbers, text and plain objects to be saved', value);
    },
    read: (value) => {
      if (typeof value === 'object' && value !== null) return value as T;
      throw new InvalidDataError(`'${argument}' of the saved ${owner} must be an object.`);
    },
  };
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null)
    return typeof value !== 'function' && typeof value !== 'bigint' && typeof value !== 'symbol';
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}
