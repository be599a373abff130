/** Anything that holds numbers at some depth: a number, nested arrays, typed arrays. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[];

/** Tolerances of {@link expectClose}. */
export interface CloseOptions {
  /** Relative to the larger magnitude of the pair. @default 1e-6 */
  readonly relative?: number;
  /** Absolute, for values near zero. @default 0 */
  readonly absolute?: number;
}

/**
 * Checks that `actual` equals `expected` number by number, same shape, within |a - e| <= absolute + relative * max(|a|, |e|).
 * NaN equals NaN and an infinity equals itself.
 *
 * @throws Error naming the first place that differs and the largest difference
 */
export function expectClose(actual: Numbers, expected: Numbers, options: CloseOptions = {}): void {
  const { relative = 1e-6, absolute = 0 } = options;
  let worst = 0;
  let first: string | undefined;
  const compare = (a: Numbers, e: Numbers, path: string): void => {
    if (typeof a === 'number' && typeof e === 'number') {
      if (Object.is(a, e) || a === e) return;
      const difference = Math.abs(a - e);
      const allowed = absolute + relative * Math.max(Math.abs(a), Math.abs(e));
      if (difference <= allowed && Number.isFinite(allowed)) return;
      worst = Math.max(worst, difference / (Math.max(Math.abs(a), Math.abs(e)) || 1));
      first ??= `${path || 'value'}: got ${a}, expected ${e}`;
      return;
    }
    if (typeof a === 'number' || typeof e === 'number' || a.length !== e.length) {
      const shape = (x: Numbers): string => (typeof x === 'number' ? 'a number' : `${x.length} values`);
      throw new Error(`${path || 'value'}: got ${shape(a)}, expected ${shape(e)}.`);
    }
    for (let i = 0; i < a.length; i++) compare(a[i], e[i], `${path}[${i}]`);
  };
  compare(actual, expected, '');
  if (first) throw new Error(`${first} (worst relative difference ${worst.toExponential(2)}, allowed ${relative}).`);
}
