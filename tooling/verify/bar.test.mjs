import { expect, it } from 'vitest';
import { meetsBar } from './bar.mjs';

it.each([
  [{ bar: 0.98, higherIsBetter: true }, 0.98, true],
  [{ bar: 0.98, higherIsBetter: true }, 0.979, false],
  [{ bar: 2, higherIsBetter: false }, 1.5, true],
  [{ bar: 2, higherIsBetter: false }, 2.5, false],
  [{ bar: 0.98, higherIsBetter: true }, Number.NaN, false],
  [{ bar: 2, higherIsBetter: false }, Number.NaN, false],
])('%o %d: %s', (system, figure, expected) => {
  expect(meetsBar(system, figure)).toBe(expected);
});
