import { type EstimatorCase, estimatorChecks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.js';
import { CASES } from './contract/cases.js';
import { SPLITTERS, splitterChecks } from './contract/splitters.js';

type Class = { readonly prototype: Readonly<Record<string, unknown>> };

const classes = Object.entries(exported).filter(
  ([, value]) => typeof value === 'function' && /^class\b/.test(String(value)),
) as unknown as [string, Class][];
const withMethod = (...methods: string[]): string[] =>
  classes
    .filter(([, { prototype }]) => methods.some((method) => typeof prototype[method] === 'function'))
    .map(([name]) => name);
const estimators = withMethod('fit', 'embed');
const splitters = withMethod('split');
const models = withMethod('toJSON');

/** Models that do not bear the name of their estimator. */
const GIVEN_BY: Readonly<Record<string, string>> = { SearchModel: 'GridSearch' };

describe('contract', () => {
  it.each(estimators)('%s has a contract entry', (name) => {
    expect(CASES.map((entry) => entry.name)).toContain(name);
  });

  it.each(splitters)('%s has a contract entry', (name) => {
    expect(SPLITTERS.map((entry) => entry.constructor.name)).toContain(name);
  });

  it.each(CASES.map((entry) => [entry.name]))('%s is exported and named', (name) => {
    expect(estimators).toContain(name);
  });

  it('leaves no exported class out', () => {
    expect(
      classes.map(([name]) => name).filter((name) => ![...estimators, ...splitters, ...models].includes(name)),
    ).toEqual([]);
  });

  it.each(models)('%s is read by its class and given by a checked estimator', (name) => {
    expect(exported).toHaveProperty([name, 'fromJSON'], expect.any(Function));
    expect(estimators).toContain(GIVEN_BY[name] ?? name.replace(/Model$/, ''));
  });

  describe.each(CASES.map((entry): [string, EstimatorCase] => [describeCase(entry), entry]))('%s', (_, entry) => {
    for (const { title, run } of estimatorChecks(entry)) it(title, run);
  });

  describe.each(SPLITTERS.map((entry) => [entry.constructor.name, entry] as const))('%s', (_, entry) => {
    for (const { title, run } of splitterChecks(entry)) it(title, run);
  });
});

function describeCase({ name, options }: EstimatorCase): string {
  return options ? `${name} ${JSON.stringify(options)}` : name;
}
