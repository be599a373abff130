/**
 * An argument that a function cannot work with. The message names the argument, its function or class, what was expected and
 * what came: `'topK' of averagePrecision must be an integer >= 1, got -1.`
 */
export class InvalidArgumentError extends Error {
  override readonly name = 'InvalidArgumentError';
  /** The argument's name. */
  readonly argument: string;
  /** The function or class it was given to. */
  readonly owner: string;

  /**
   * @param argument the argument's name
   * @param owner the function or class it was given to
   * @param expected what follows "must": "be an integer >= 1"
   * @param got the value that came, or a `Got` that describes it in words
   */
  constructor(argument: string, owner: string, expected: string, got: unknown) {
    super(`'${argument}' of ${owner} must ${expected}, got ${got instanceof Got ? got.words : describeValue(got)}.`);
    this.argument = argument;
    this.owner = owner;
  }
}

/** Wraps a description ("NaN at [3, 1]") so that an {@link InvalidArgumentError} prints it as it is. */
export class Got {
  constructor(readonly words: string) {}
}

/** An engine or device that was asked for by name and cannot be used here; the message says how to get it. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** A file or document that is damaged or not of the expected kind; the message names the place. */
export class InvalidDataError extends Error {
  override readonly name = 'InvalidDataError';
}

/** Short text for a value in an error: strings quoted, arrays and typed arrays by length, objects by class. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `a string of ${value.length} characters` : `'${value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) {
    const short = value.length <= 8 && value.every((item) => typeof item !== 'object' || item === null);
    return short ? `[${value.map(describeValue).join(', ')}]` : `an array of ${value.length}`;
  }
  const kind = value.constructor?.name ?? 'an object';
  if (ArrayBuffer.isView(value) && 'length' in value) return `${kind}(${value.length})`;
  if ('shape' in value && 'dtype' in value) return `a ${value.dtype} tensor of shape [${value.shape}]`;
  return kind === 'Object' ? `an object with keys ${Object.keys(value).slice(0, 6).join(', ') || '(none)'}` : kind;
}
