import { expect } from 'vitest';
import { marks, number, values } from '../lab.js';
import type { Shown } from './shown.js';

export const reinforcement: Readonly<Record<string, Shown>> = {
  'grid-world': {
    check: async (page) => {
      const cells = (await marks(page, 'map')).filter((label) => label.startsWith('column: '));
      expect(cells).toHaveLength(56);
      const start = cells.find((label) => label.startsWith('column: 0; row: 0;'))!;
      expect(number(start.split('worth: ')[1])).toBeCloseTo(number((await values(page))['Worth of the start']), 2);
      expect((await values(page))['Converged']).toBe('yes');
    },
    change: ['map', 'bridge'],
    changed: async (page, before) => {
      expect((await marks(page, 'map')).filter((label) => label.startsWith('column: '))).toHaveLength(45);
      expect((await values(page))['Worth of the start']).not.toBe(before['Worth of the start']);
    },
  },
  'cliff-walk': {
    check: async (page) => {
      const now = await values(page);
      expect(number(now['Steps of Q-learning’s way'])).toBe(13); // the shortest
      expect(number(now['Steps of SARSA’s way'])).toBeGreaterThan(13);
      expect(number(now['SARSA, late reward'])).toBeGreaterThan(number(now['Q-learning, late reward']));
      expect((await marks(page, 'q-values')).filter((label) => label.startsWith('column: '))).toHaveLength(48);
    },
    change: ['exploration', 0],
    changed: async (page) => {
      const now = await values(page);
      expect([now['Steps of Q-learning’s way'], now['Steps of SARSA’s way']]).toEqual(['13', '13']); // nobody slips off the edge
    },
  },
};
