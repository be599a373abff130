import { type ModuleCase, moduleChecks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.js';
import { CASES } from './contract-cases.js';

/** Modules without a forward of their own. */
const NOT_CALLED = new Set(['Module', 'ModuleList']);

const modules = Object.entries(exported).filter(
  ([, value]) =>
    typeof value === 'function' && (value === exported.Module || value.prototype instanceof exported.Module),
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
  });
});
