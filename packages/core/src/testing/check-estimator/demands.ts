import { InvalidArgumentError } from '../../errors.js';
import { expectClose } from '../close.js';

export function demand(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function same(actual: unknown[][], expected: unknown[][], tolerance: number, what: string): void {
  demand(actual.length === expected.length, `${what}: ${actual.length} outputs, expected ${expected.length}.`);
  actual.forEach((row, i) => {
    row.forEach((value, j) => {
      const other = expected[i][j];
      if (typeof value === 'number' && typeof other === 'number') {
        try {
          expectClose(value, other, { relative: tolerance, absolute: tolerance });
        } catch (error) {
          throw new Error(`${what}: sample ${i}, output ${j}: ${(error as Error).message}`);
        }
      } else {
        demand(value === other, `${what}: sample ${i}, output ${j}: got ${value}, expected ${other}.`);
      }
    });
  });
}

/** Runs `body` and gives the error it throws, which has to be of the given class. */
export function thrown(body: () => unknown, type: new (...args: never[]) => Error, what: string): Error {
  try {
    body();
  } catch (error) {
    if (error instanceof type) return error;
    throw new Error(
      `${what}: expected ${type.name}, got ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
  }
  throw new Error(`${what} was accepted.`);
}

/** The message with which `body` refuses an argument. */
export const refusal = (body: () => unknown, what: string): string => thrown(body, InvalidArgumentError, what).message;

/** A copy with another value at one place. */
export const replaced = (values: readonly number[], at: number, value: number): number[] =>
  values.map((old, i) => (i === at ? value : old));
