/**
 * The index of the first number that is NaN or infinite; -1 if all are finite. Sums first: none is finite that has taken in NaN or an
 * infinity, so that a look at single numbers is only needed where one is not (or where finite numbers have added up to infinity).
 */
export function firstNonFinite(data: Float64Array): number {
  if (hasFiniteSum(data)) return -1;
  // x - x is 0 for every finite number and NaN otherwise
  for (let i = 0; i < data.length; i++) if (data[i] - data[i] !== 0) return i;
  return -1;
}

/** The index of the first infinity; NaN may occur. */
export function firstInfinite(data: Float64Array): number {
  if (hasFiniteSum(data)) return -1;
  for (let i = 0; i < data.length; i++)
    if (data[i] === Number.POSITIVE_INFINITY || data[i] === Number.NEGATIVE_INFINITY) return i;
  return -1;
}

/** Eight sums, so that additions do not wait for each other. */
function hasFiniteSum(data: Float64Array): boolean {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  let i = 0;
  for (; i + 7 < data.length; i += 8) {
    s0 += data[i];
    s1 += data[i + 1];
    s2 += data[i + 2];
    s3 += data[i + 3];
    s4 += data[i + 4];
    s5 += data[i + 5];
    s6 += data[i + 6];
    s7 += data[i + 7];
  }
  for (; i < data.length; i++) s0 += data[i];
  return Number.isFinite(s0 + s1 + s2 + s3 + (s4 + s5 + s6 + s7));
}
