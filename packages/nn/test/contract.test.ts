import { Random, tf } from '@ai/core';
import { type ModuleCase, moduleChecks, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../src/index.js';
import { CASES } from './contract/cases.js';

/** Modules without a forward of their own. */
const NOT_CALLED = new Set(['Module', 'ModuleList']);

const modules = Object.entries(nn).filter(
  ([, value]) => typeof value === 'function' && (value === nn.Module || value.prototype instanceof nn.Module),
);

describe('contract', () => {
  it.each(modules.map(([name]) => name))('%s has a contract entry', (name) => {
    expect(NOT_CALLED.has(name) || CASES.some((entry) => entry.name === name)).toBe(true);
  });

  it.each(CASES.map((entry) => [entry.name]))('%s is exported and named', (name) => {
    expect(modules.map(([other]) => other)).toContain(name);
  });

  describe.each(CASES.map((entry, i): [string, ModuleCase] => [`${entry.name} ${i}`, entry]))('%s', (_, entry) => {
    for (const { title, run } of moduleChecks(entry)) it(title, run);

    it('is understood by summary', async () => {
      using module = entry.make(new Random(1)) as nn.AnyModule;
      const { rows, receptiveField } = await withoutLeaks(() => nn.summary(module, () => entry.input(new Random(2))));
      expect(rows[0].outputShapes).toEqual(entry.output);
      const [input] = tf.tidy(() => tf.tensor_util.getTensorsInContainer(entry.input(new Random(2)) as tf.Tensor));
      if (input.rank > 2) expect(receptiveField).toBeDefined();
    });
  });
});
