import { InvalidArgumentError } from '../errors.js';

/** Bounds of {@link checkNumber} and {@link checkInteger}; each end is inclusive unless it is named `above` or `below`. */
export interface NumberBounds {
  /** Smallest value allowed. */
  readonly min?: number;
  /** Largest value allowed. */
  readonly max?: number;
  /** The value must be greater than this. */
  readonly above?: number;
  /** The value must be less than this. */
  readonly below?: number;
}

function boundsText({ min, max, above, below }: NumberBounds): string {
  const parts = [
    min !== undefined && `>= ${min}`,
    above !== undefined && `> ${above}`,
    max !== undefined && `<= ${max}`,
    below !== undefined && `< ${below}`,
  ].filter(Boolean);
  return parts.length ? ` ${parts.join(' and ')}` : '';
}

function withinBounds(value: number, { min, max, above, below }: NumberBounds): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

/** Returns `value` if it is a finite number within the bounds. @throws InvalidArgumentError otherwise */
export function checkNumber(value: unknown, argument: string, owner: string, bounds: NumberBounds = {}): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || !withinBounds(value, bounds)) {
    throw new InvalidArgumentError(argument, owner, `be a finite number${boundsText(bounds)}`, value);
  }
  return value;
}

/** Returns `value` if it is a safe integer within the bounds. @throws InvalidArgumentError otherwise */
export function checkInteger(value: unknown, argument: string, owner: string, bounds: NumberBounds = {}): number {
  if (!Number.isSafeInteger(value) || !withinBounds(value as number, bounds)) {
    throw new InvalidArgumentError(argument, owner, `be an integer${boundsText(bounds)}`, value);
  }
  return value as number;
}

/** Returns `value` if it is one of `choices`. @throws InvalidArgumentError otherwise */
export function checkOneOf<T extends string | number | boolean>(
  value: unknown,
  argument: string,
  owner: string,
  choices: readonly T[],
): T {
  if (!choices.includes(value as T)) {
    const list = choices.map((choice) => (typeof choice === 'string' ? `'${choice}'` : String(choice))).join(', ');
    throw new InvalidArgumentError(argument, owner, `be one of ${list}`, value);
  }
  return value as T;
}

/** Returns `value` if it is a boolean. @throws InvalidArgumentError otherwise */
export function checkBoolean(value: unknown, argument: string, owner: string): boolean {
  if (typeof value !== 'boolean') throw new InvalidArgumentError(argument, owner, 'be true or false', value);
  return value;
}
