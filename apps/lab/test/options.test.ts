import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  choice,
  controlsOf,
  describeControl,
  drawing,
  integer,
  number,
  parseDrawing,
  parsePoints,
  points,
  readOption,
  toggle,
} from '../src/options.js';
import { text } from '../src/text.js';

const label = text('name', '名称');
const schema = z.object({
  k: integer({ label, min: 1, max: 9, default: 3 }),
  rate: number({ label, min: 0.1, max: 10, default: 1, logarithmic: true }),
  kind: choice({ label, choices: { a: text('A', '甲'), b: text('B', '乙') }, default: 'b' }),
  on: toggle({ label, default: false }),
  own: drawing({ label }),
  dots: points({ label }),
});

describe('controlsOf', () => {
  const controls = controlsOf(schema);

  it('reads kind, bounds and default of each option', () => {
    expect(controls.map(({ name, kind }) => [name, kind])).toEqual([
      ['k', 'integer'],
      ['rate', 'number'],
      ['kind', 'choice'],
      ['on', 'toggle'],
      ['own', 'drawing'],
      ['dots', 'points'],
    ]);
    expect(controls[0]).toMatchObject({ min: 1, max: 9, step: 1, default: 3 });
    expect(controls[1]).toMatchObject({ logarithmic: true, default: 1 });
    expect(controls[2].choices?.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  it('describes what each accepts', () => {
    expect(controls.map(describeControl)).toContain('an integer from 1 to 9');
    expect(describeControl(controls[2])).toBe('one of a, b');
  });

  it('reads words typed on a command line', () => {
    const [k, , kind, on] = controls;
    expect(readOption(k, '4')).toBe(4);
    expect(readOption(k, 'many')).toBe('many');
    expect(readOption(kind, 'a')).toBe('a');
    expect(readOption(on, 'yes')).toBe(true);
    expect(readOption(on, 'perhaps')).toBe('perhaps');
  });
});

describe('bounds', () => {
  it.each([
    ['k', 0],
    ['k', 10],
    ['k', 2.5],
    ['k', '3'],
    ['rate', Number.NaN],
    ['rate', Number.POSITIVE_INFINITY],
    ['kind', 'c'],
    ['on', 1],
    ['own', '0123'],
    ['own', 'h'.repeat(64)],
    ['dots', '0.5,0.5'],
    ['dots', '2,0.5,0'],
    ['dots', Array(501).fill('0,0,0').join(';')],
  ])('refuses %s = %s', (name, value) => {
    expect(schema.safeParse({ [name]: value }).success).toBe(false);
  });

  it('reads drawings and points', () => {
    const drawn = schema.parse({ own: `0g${'8'.repeat(62)}`, dots: '0.25,1,2;0,0.5,0' });
    expect(parseDrawing(drawn.own)?.slice(0, 3)).toEqual([0, 16, 8]);
    expect(parsePoints(drawn.dots)).toEqual([
      { x: 0.25, y: 1, label: 2 },
      { x: 0, y: 0.5, label: 0 },
    ]);
    expect(parseDrawing('')).toBeUndefined();
  });

  it('checks points in linear time', () => {
    const time = (n: number) => {
      const start = performance.now();
      for (let i = 0; i < 20; i++) schema.safeParse({ dots: `${'0.1234,0.1234,1;'.repeat(n)}x` });
      return performance.now() - start;
    };
    time(100);
    expect(time(480)).toBeLessThan(time(120) * 16 + 20);
  });
});
