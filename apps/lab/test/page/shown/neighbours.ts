import { expect } from 'vitest';
import { marks, number, values } from '../lab.js';
import type { Shown } from './shown.js';

export const neighbours: Readonly<Record<string, Shown>> = {
  'knn-digits': {
    check: async (page) => {
      const cells = (await marks(page, 'confusion-matrix')).filter((label) => label.startsWith('true: '));
      expect(cells).toHaveLength(100);
      const right = cells
        .filter((label) => /true: (\d); predicted: \1;/.test(label))
        .reduce((sum, label) => sum + Number(label.split('count: ')[1]), 0);
      expect(right / 594).toBeGreaterThanOrEqual(0.98);
      expect(number((await values(page))['Accuracy'])).toBeCloseTo(right / 594, 3);
      expect(await page.locator('[data-testid=figure-misclassified] li').count()).toBe(594 - right);
    },
    change: ['k', 50],
    changed: async (page, before) => {
      expect(number((await values(page))['Accuracy'])).toBeLessThan(number(before['Accuracy']));
    },
  },
  'knn-iris': {
    check: async (page) => {
      const flowers = (await marks(page, 'boundary')).filter((label) => label.startsWith('class: '));
      expect(flowers).toHaveLength(150);
      expect(await page.locator('[data-testid=figure-boundary] image').count()).toBe(1);
      expect(number((await values(page))['Cross-validated'])).toBeGreaterThan(0.7);
    },
    change: ['horizontal', '2'],
    changed: async (page) => {
      // petals tell the flowers apart
      expect(number((await values(page))['Cross-validated'])).toBeGreaterThan(0.9);
    },
  },
  'k-means': {
    check: async (page) => {
      expect((await marks(page, 'clusters')).filter((label) => label.startsWith('center x: '))).toHaveLength(3);
      expect((await values(page))['Pairs grouped as they were drawn']).toBe('1');
    },
    change: ['numClusters', 5],
    changed: async (page) => {
      expect((await marks(page, 'clusters')).filter((label) => label.startsWith('center x: '))).toHaveLength(5);
      expect((await values(page))['Pairs grouped as they were drawn']).not.toBe('1');
    },
  },
  'gaussian-mixture': {
    check: async (page) => {
      expect((await marks(page, 'mixture')).filter((label) => label.startsWith('mean x: '))).toHaveLength(3);
      const now = await values(page);
      expect(number(now['Smallest weight'])).toBeCloseTo(1 / 3, 1); // three stretched clouds of 90 points each
      expect(now['Converged']).toBe('yes');
    },
    change: ['numComponents', 2],
    changed: async (page) => {
      expect((await marks(page, 'mixture')).filter((label) => label.startsWith('mean x: '))).toHaveLength(2);
    },
  },
  'pca-digits': {
    check: async (page) => {
      const kept = number((await values(page))['Variance kept']);
      expect(kept).toBeGreaterThan(0.78);
      expect(kept).toBeLessThan(0.79);
      expect(
        await page.locator('[data-testid=figure-map] svg .mark-text').first().locator('text').count(),
      ).toBeGreaterThan(0);
    },
    change: ['numComponents', 64],
    changed: async (page) => {
      expect((await values(page))['Variance kept']).toBe('1');
    },
  },
  'tree-boundary': {
    check: async (page) => {
      expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(240);
      expect(number((await values(page))['Held out'])).toBeCloseTo(0.875, 3);
    },
    change: ['noise', 0],
    changed: async (page) => {
      // one tree, whose boxes follow a curve only in steps
      expect(number((await values(page))['Held out'])).toBeCloseTo(0.95, 3);
    },
  },
};
