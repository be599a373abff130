import { expect } from 'vitest';
import { marks, number, values } from '../lab.js';
import type { Shown } from './shown.js';

export const probability: Readonly<Record<string, Shown>> = {
  'bayes-rule': {
    check: async (page) => {
      const people = await marks(page, 'people');
      expect(people.filter((label) => label.startsWith('person: '))).toHaveLength(1000);
      const [ill, alarmed] = ['ill, positive', 'healthy, positive'].map(
        (group) => people.filter((label) => label === `person: ${group}`).length,
      );
      expect([ill, alarmed]).toEqual([10, 50]); // of 10 ill nine and a half are found, of 990 healthy 49.5 alarmed
      expect(number((await values(page))['Ill, given one result'])).toBeCloseTo(
        (0.95 * 0.01) / (0.95 * 0.01 + 0.05 * 0.99),
        3,
      );
    },
    change: ['prior', 0.5],
    changed: async (page) => {
      // of 500 ill 475 are found, of 500 healthy 25 alarmed
      expect(number((await values(page))['Ill, given one result'])).toBeCloseTo(475 / (475 + 25), 3);
      const people = (await marks(page, 'people')).filter((label) => label.startsWith('person: '));
      expect(people.filter((label) => label === 'person: ill, positive')).toHaveLength(475);
    },
  },
  coin: {
    check: async (page) => {
      const now = await values(page);
      expect(number(now['Heads']) + number(now['Tails'])).toBe(60);
      // Beta(2 + heads, 2 + tails): the posterior's mean
      expect(number(now['Posterior mean'])).toBeCloseTo((2 + number(now['Heads'])) / 64, 3);
      const curves = (await marks(page, 'belief')).filter((label) => label.includes('line: posterior'));
      expect(curves).toHaveLength(201);
    },
    change: ['bias', 0.2],
    changed: async (page, before) => {
      const now = await values(page);
      expect(number(now['Heads'])).toBeLessThan(25); // 12 are expected
      expect(number(now['Posterior mean'])).toBeLessThan(number(before['Posterior mean']));
    },
  },
  'gaussian-mle': {
    check: async (page) => {
      const estimate = (await marks(page, 'surface')).find((label) => label.startsWith('samples: 40; '))!;
      const now = await values(page);
      expect(estimate).toContain(`mean: ${now['Estimated mean']}; deviation: ${now['Estimated deviation']}`);
      expect(Math.abs(number(now['Estimated mean']) - 0.5)).toBeLessThan(0.8);
      expect(await page.locator('[data-testid=figure-surface] image').count()).toBe(1);
    },
    change: ['count', 300],
    changed: async (page) => {
      expect((await marks(page, 'surface')).some((label) => label.startsWith('samples: 300; '))).toBe(true);
      expect(Math.abs(number((await values(page))['Estimated deviation']) - 1.2)).toBeLessThan(0.2);
    },
  },
  correlation: {
    check: async (page) => {
      expect((await marks(page, 'cloud')).filter((label) => label.startsWith('class: '))).toHaveLength(200);
      expect(number((await values(page))['Pearson'])).toBeGreaterThan(0.6);
    },
    change: ['rho', -0.9],
    changed: async (page) => {
      expect(number((await values(page))['Pearson'])).toBeLessThan(-0.8);
    },
  },
  'text-entropy': {
    check: async (page) => {
      const letters = (await marks(page, 'letters')).filter((label) => label.startsWith('letter: '));
      const bits = letters.map((label) => number(label.split('bits: ')[1]));
      const now = await values(page);
      expect(bits.reduce((sum, value) => sum + value, 0)).toBeCloseTo(number(now['Bits in all']), 0);
      expect(number(now['Bits per letter'])).toBeLessThan(number(now['Entropy of the letters alone']));
    },
    change: ['context', '0'],
    changed: async (page, before) => {
      const now = await values(page);
      expect(number(now['Bits per letter'])).toBeGreaterThan(number(before['Bits per letter']));
      expect(now['Entropy of the letters alone']).toBe(before['Entropy of the letters alone']);
    },
  },
  divergence: {
    check: async (page) => {
      const now = await values(page);
      expect(number(now['H(P, Q)']) - number(now['H(P) over 400 cells'])).toBeCloseTo(number(now['D(P‖Q)']), 2);
      expect(number(now['Jensen-Shannon'])).toBeLessThan(1);
      expect((await marks(page, 'densities')).length).toBeGreaterThan(500);
    },
    change: ['base', 'nats'],
    changed: async (page, before) => {
      const now = await values(page);
      for (const label of ['D(P‖Q)', 'H(P, Q)']) {
        expect(number(now[label])).toBeCloseTo(number(before[label]) * Math.LN2, 2);
      }
    },
  },
};
