import { EngineUnavailableError, Got, InvalidArgumentError, InvalidDataError } from '@ai/core';

/** An error that can be sent to another thread and thrown there. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly argument: string;
  readonly owner: string;
}

const CLASSES: Readonly<Record<string, new (message: string) => Error>> = {
  EngineUnavailableError,
  InvalidDataError,
  RangeError,
  TypeError,
};

export function writeError(thrown: unknown): ErrorMessage {
  const { name, message, stack, argument, owner } = (
    thrown instanceof Error ? thrown : new Error(String(thrown))
  ) as InvalidArgumentError;
  return { name, message, stack, argument, owner };
}

/** An error of the same class; of a class that is not known here an `Error` that bears its name. */
export function readError({ name, message, stack, argument, owner }: ErrorMessage): Error {
  const error =
    name === 'InvalidArgumentError'
      ? new InvalidArgumentError(argument, owner, '', new Got(''))
      : new (CLASSES[name] ?? Error)(message);
  return Object.assign(error, error.name === name ? { message, stack } : { name, message, stack });
}
