import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setEngine, toMatrix, toVector } from '../index.js';
import { firstInfinite, firstNonFinite } from './finite.js';

const numbers = fc.array(fc.double(), { maxLength: 40 }).map((values) => Float64Array.from(values));

describe('firstNonFinite and firstInfinite', () => {
  it('agree with a look at every number', () => {
    fc.assert(
      fc.property(numbers, (data) => {
        expect(firstNonFinite(data)).toBe(data.findIndex((value) => !Number.isFinite(value)));
        expect(firstInfinite(data)).toBe(data.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY));
      }),
    );
  });

  it('are not misled by finite numbers that add up to infinity', () => {
    expect(firstNonFinite(new Float64Array(33).fill(Number.MAX_VALUE))).toBe(-1);
    expect(firstInfinite(new Float64Array(33).fill(Number.MAX_VALUE))).toBe(-1);
  });

  it('find infinities that would cancel', () => {
    const data = new Float64Array(32);
    data[9] = Number.POSITIVE_INFINITY;
    data[17] = Number.NEGATIVE_INFINITY;
    expect(firstNonFinite(data)).toBe(9);
    expect(firstInfinite(data)).toBe(9);
  });
});

it.each([0, 1, 7, 8, 15, 16, 1000, 1022])('names the position of NaN at number %d of 1023', (at) => {
  const data = new Float64Array(1023).fill(1);
  data[at] = Number.NaN;
  const position = `NaN at row ${Math.floor(at / 3)}, column ${at % 3}`;
  expect(() => toMatrix({ data, rows: 341, columns: 3 }, 'X', 'Test')).toThrow(position);
  expect(() => toVector(data, 'y', 'Test')).toThrow(`NaN at index ${at}`);
});

it.each(['onnx', 'cpu'] as const)('finds what is not finite in large arrays on the %s engine', async (engine) => {
  await setEngine(engine);
  const data = new Float64Array(2 ** 20 + 11).fill(1e300);
  for (const at of [0, 2 ** 19 - 1, 2 ** 19, 2 ** 20, 2 ** 20 + 10]) {
    const spoilt = data.slice();
    spoilt[at] = Number.NaN;
    expect(firstNonFinite(spoilt)).toBe(at);
    expect(firstInfinite(spoilt)).toBe(-1);
    spoilt[at] = Number.NEGATIVE_INFINITY;
    expect(firstNonFinite(spoilt)).toBe(at);
    expect(firstInfinite(spoilt)).toBe(at);
  }
  expect(firstNonFinite(data)).toBe(-1);
  await setEngine('auto');
});
