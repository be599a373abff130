import type { Shape } from '../../data/shapes.js';

export const DATA = {
  apart: {
    blobs: [
      { center: [-1.6, -0.8], spread: [0.7, 0.7], count: 80 },
      { center: [1.6, 0.9], spread: [0.7, 0.7], count: 80 },
    ],
  },
  touching: {
    blobs: [
      { center: [-0.8, -0.4], spread: [0.9, 0.9], count: 100 },
      { center: [0.9, 0.5], spread: [0.9, 0.9], count: 100 },
    ],
  },
  moons: { curve: 'moons', count: 200, groups: 2, noise: 0.15 },
} as const satisfies Record<string, Shape>;
