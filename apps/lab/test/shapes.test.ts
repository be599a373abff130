import { Random } from '@ai/core';
import { expect, it } from 'vitest';
import { drawShape, pointsScript, type Shape, shapeScript } from '../src/data/shapes.js';

const shapes: Record<string, Shape> = {
  blobs: {
    blobs: [
      { center: [1, -2], spread: [0.5, 1], turn: 0.3, count: 5 },
      { center: [0, 0], spread: [1, 1], count: 4 },
    ],
  },
  moons: { curve: 'moons', count: 9, groups: 2, noise: 0.1 },
  rings: { curve: 'rings', count: 9, groups: 3, noise: 0.1 },
  spirals: { curve: 'spirals', count: 9, groups: 3, noise: 0.1 },
};

it.each(Object.entries(shapes))('the script of %s draws the same points', (_, shape) => {
  const script = shapeScript(shape, 5).replace(/=> \{\n/, '=> {\n');
  const drawn = new Function('Random', `${script}; return { points, labels };`)(Random);
  expect(drawn).toEqual(drawShape(shape, 5));
  expect(drawShape(shape, 6).points).not.toEqual(drawn.points);
});

it('writes points that were drawn by hand', () => {
  const own = { points: [[0.25, 0.5] as [number, number]], labels: [1] };
  expect(new Function(`${pointsScript(own)}; return { points, labels };`)()).toEqual(own);
});
