import { expect } from 'vitest';
import { marks, number, values } from '../lab.js';
import type { Shown } from './shown.js';

export const linear: Readonly<Record<string, Shown>> = {
  'gradient-descent': {
    check: async (page) => {
      const steps = (await marks(page, 'path')).filter((label) => label.startsWith('step: '));
      expect(steps).toHaveLength(41);
      expect(steps[0]).toBe('step: 0; x: −2.6; y: 1.8; f: 10.73');
      expect(number((await values(page))['Final height'])).toBeLessThan(0.001);
    },
    change: ['steps', 10],
    changed: async (page, before) => {
      expect((await marks(page, 'path')).filter((label) => label.startsWith('step: '))).toHaveLength(11);
      expect(number((await values(page))['Final height'])).toBeGreaterThan(number(before['Final height']));
    },
  },
  'linear-paths': {
    check: async (page) => {
      const points = await marks(page, 'path');
      expect(points.filter((label) => label.includes('feature: proline')).length).toBe(80);
      const kept = number((await values(page))['Features kept']);
      expect(kept).toBeGreaterThan(3);
      expect(kept).toBeLessThan(12);
    },
    change: ['penalty', 'ridge'],
    changed: async (page) => {
      expect((await values(page))['Features kept']).toBe('12'); // ridge lets none vanish
      expect((await marks(page, 'path')).filter((label) => label.includes('feature: proline')).length).toBe(80);
    },
  },
  'logistic-boundary': {
    check: async (page) => {
      expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(160);
      expect(number((await values(page))['Accuracy'])).toBeGreaterThan(0.98);
    },
    change: ['steps', 2],
    changed: async (page, before) => {
      expect(number((await values(page))['Accuracy'])).toBeLessThan(number(before['Accuracy']));
    },
  },
};
