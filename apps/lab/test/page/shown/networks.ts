import { expect } from 'vitest';
import { marks, number, values } from '../lab.js';
import type { Shown } from './shown.js';

export const networks: Readonly<Record<string, Shown>> = {
  perceptron: {
    check: async (page) => {
      expect((await marks(page, 'line')).filter((label) => label.startsWith('class: '))).toHaveLength(120);
      const now = await values(page);
      expect([now['Accuracy'], now['A line was found']]).toEqual(['1', 'yes']);
    },
    change: ['task', 'xor'],
    changed: async (page) => {
      expect((await values(page))['A line was found']).toBe('no');
    },
  },
  'mlp-boundary': {
    check: async (page) => {
      expect((await marks(page, 'boundary')).filter((label) => label.startsWith('class: '))).toHaveLength(240);
      expect(number((await values(page))['Held out'])).toBeGreaterThan(0.9);
      const neurons = await marks(page, 'network');
      expect(neurons.filter((label) => /^[12]\.[1-8]$/.test(label))).toHaveLength(16);
      expect(neurons.filter((label) => label.includes(' → '))).toHaveLength(2 * 8 + 8 * 8 + 8 * 2);
    },
    change: ['layers', 0],
    changed: async (page, before) => {
      // a straight line, without hidden neurons
      expect((await marks(page, 'network')).filter((label) => label.includes(' → '))).toHaveLength(2 * 2);
      expect(number((await values(page))['Held out'])).toBeLessThan(number(before['Held out']));
    },
  },
  overfitting: {
    check: async (page) => {
      const now = await values(page);
      expect(number(now['Error on training points'])).toBeLessThan(0.01);
      expect(number(now['Error on new points'])).toBeGreaterThan(2 * number(now['Error that no model can avoid']));
      expect((await marks(page, 'curve')).filter((label) => label.startsWith('x: '))).toHaveLength(14);
    },
    change: ['steps', 50],
    changed: async (page, before) => {
      expect(number((await values(page))['Error on training points'])).toBeGreaterThan(
        number(before['Error on training points']),
      );
    },
  },
  'cnn-digits': {
    check: async (page) => {
      const flow = await marks(page, 'flow');
      expect(flow.filter((label) => label.includes(' → '))).toHaveLength(8 + 8 * 8 + 8 * 10);
      const cells = (await marks(page, 'confusion-matrix')).filter((label) => label.startsWith('true: '));
      const right = cells
        .filter((label) => /true: (\d); predicted: \1;/.test(label))
        .reduce((sum, label) => sum + Number(label.split('count: ')[1]), 0);
      expect(right / 594).toBeGreaterThanOrEqual(0.985);
      expect(await page.locator('[data-testid=figure-filters] li').count()).toBe(24);
      expect(await page.locator('[data-testid=figure-misclassified] li').count()).toBe(594 - right);
      expect(await page.locator('[data-testid=curves] canvas').count()).toBe(2);
    },
    change: ['epochs', 1],
    changed: async (page, before) => {
      expect(number((await values(page))['Accuracy'])).toBeLessThan(number(before['Accuracy']));
      expect(await page.locator('[data-testid=figure-misclassified] li').count()).toBeGreaterThan(10);
    },
  },
  optimizers: {
    check: async (page) => {
      const racers = (await marks(page, 'race')).filter((label) => label.startsWith('optimizer: '));
      expect(racers).toHaveLength(5);
      expect(number((await values(page))['with momentum'])).toBeLessThan(0.1);
    },
    change: ['surface', 'bowl'],
    changed: async (page, before) => {
      expect((await marks(page, 'race')).filter((label) => label.startsWith('optimizer: '))).toHaveLength(5);
      expect(number((await values(page))['gradient descent'])).toBeLessThan(number(before['gradient descent']));
    },
  },
  schedules: {
    check: async (page) => {
      const now = await values(page);
      expect(number(now['Final loss'])).toBeLessThan(number(now['At the final rate throughout']));
      expect(await page.locator('[data-testid=figure-all] tbody tr').count()).toBe(6);
      expect((await marks(page, 'race')).filter((label) => label.includes('line: own'))).toHaveLength(201);
    },
    change: ['steps', 100],
    changed: async (page) => {
      expect((await marks(page, 'race')).filter((label) => label.includes('line: own'))).toHaveLength(101);
    },
  },
  'lstm-addition': {
    check: async (page) => {
      const cells = (await marks(page, 'addition')).filter((label) => label.startsWith('row: '));
      const row = (name: string) =>
        cells.filter((label) => label.startsWith(`row: ${name};`)).map((label) => label.at(-1));
      expect(Number.parseInt(row('it says').reverse().join(''), 2)).toBe(91 + 55);
      expect(number((await values(page))['Sums of numbers twice as long, all right'])).toBeGreaterThan(0.95);
    },
    change: ['steps', 20],
    changed: async (page) => {
      expect(number((await values(page))['Sums of numbers twice as long, all right'])).toBeLessThan(0.5);
    },
  },
};
