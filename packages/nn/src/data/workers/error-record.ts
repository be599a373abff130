import { InvalidDataError } from '@ai/core';
import { isSampleError, SampleError } from '../load-batch.js';
import type { ErrorRecord } from './protocol.js';

/** An error written down, its causes as well. */
export function toErrorRecord(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), stack: undefined, index: undefined, cause: undefined };
  }
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    stack,
    index: isSampleError(error) ? error.index : undefined,
    cause: cause === undefined || depth > 8 ? undefined : toErrorRecord(cause, depth + 1),
  };
}

/** The error again, with the stack of the thread in which it arose. */
export function fromErrorRecord({ name, message, stack, index, cause }: ErrorRecord): Error {
  const reason = cause && fromErrorRecord(cause);
  if (index !== undefined) return new SampleError(index, reason);
  const error = name === 'InvalidDataError' ? new InvalidDataError(message) : new Error(message);
  if (reason) error.cause = reason;
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  if (stack !== undefined) error.stack = stack;
  return error;
}
