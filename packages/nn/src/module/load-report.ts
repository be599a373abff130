import { InvalidDataError, type tf } from '@ai/core';
import { referenceShape } from './parameter.js';

/** How a state dictionary fits a module. */
export interface LoadReport {
  /** Names the module has and the dictionary lacks. */
  readonly missing: readonly string[];
  /** Names the dictionary has and the module lacks. */
  readonly unexpected: readonly string[];
  /** Names both have with different shapes. */
  readonly misshaped: readonly {
    readonly name: string;
    readonly expected: readonly number[];
    readonly got: readonly number[];
  }[];
}

/** Options of loading a module's state. */
export interface LoadOptions {
  /** Refuse a state that does not fit exactly; otherwise what fits is loaded and the rest reported. @default true */
  readonly strict?: boolean;
}

/**
 * Compares a module's variables with the names and shapes of a state.
 *
 * @returns the report and the names that both have in the same shape
 * @throws InvalidDataError if strict and something does not fit
 */
export function fitState(
  variables: ReadonlyMap<string, tf.Variable>,
  shapes: ReadonlyMap<string, readonly number[]>,
  owner: string,
  { strict = true }: LoadOptions,
): { readonly report: LoadReport; readonly fitting: readonly string[] } {
  const common = [...variables.keys()].filter((name) => shapes.has(name));
  const misshaped = common.flatMap((name) => {
    const [expected, got] = [referenceShape(variables.get(name)!), shapes.get(name)!];
    return sameShape(expected, got) ? [] : [{ name, expected, got }];
  });
  const report: LoadReport = {
    missing: [...variables.keys()].filter((name) => !shapes.has(name)),
    unexpected: [...shapes.keys()].filter((name) => !variables.has(name)),
    misshaped,
  };
  if (strict && report.missing.length + report.unexpected.length + misshaped.length > 0) {
    throw new InvalidDataError(`The state does not fit ${owner}: ${describe(report)}.`);
  }
  const wrong = new Set(misshaped.map(({ name }) => name));
  return { report, fitting: common.filter((name) => !wrong.has(name)) };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** The report in words: 'missing fc.bias; unexpected x; fc.weight is [2, 3] instead of [3, 2]'. */
function describe({ missing, unexpected, misshaped }: LoadReport): string {
  const list = (names: readonly string[]): string =>
    names.length > 10 ? `${names.slice(0, 10).join(', ')} and ${names.length - 10} more` : names.join(', ');
  return [
    ...(missing.length ? [`missing ${list(missing)}`] : []),
    ...(unexpected.length ? [`unexpected ${list(unexpected)}`] : []),
    ...misshaped.slice(0, 10).map(({ name, expected, got }) => `${name} is [${got}] instead of [${expected}]`),
  ].join('; ');
}
