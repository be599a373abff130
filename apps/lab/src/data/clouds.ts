// Clouds to be told apart: easy ones, and those on which a method fails.
import type { Shape } from './shapes.js';

export const CLOUDS = {
  round: {
    blobs: [
      { center: [-2, 1.5], spread: [0.55, 0.55], count: 90 },
      { center: [2, 1.8], spread: [0.55, 0.55], count: 90 },
      { center: [0, -1.8], spread: [0.55, 0.55], count: 90 },
    ],
  },
  stretched: {
    blobs: [
      { center: [-1.4, 1.26], spread: [2, 0.22], turn: 0.75, count: 90 },
      { center: [0, 0], spread: [2, 0.22], turn: 0.75, count: 90 },
      { center: [1.4, -1.26], spread: [2, 0.22], turn: 0.75, count: 90 },
    ],
  },
  unequal: {
    blobs: [
      { center: [-1, 0], spread: [1.5, 1.5], count: 260 },
      { center: [3.4, 0.9], spread: [0.25, 0.25], count: 30 },
      { center: [3.4, -0.9], spread: [0.25, 0.25], count: 30 },
    ],
  },
  rings: { curve: 'rings', count: 300, groups: 3, noise: 0.1 },
} as const satisfies Record<string, Shape>;
