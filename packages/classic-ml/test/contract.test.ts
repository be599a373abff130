import { type EstimatorCase, estimatorChecks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as exported from '../src/index.js';
import { CASES } from './contract-cases.js';

/** Classes that are fitted otherwise: they search, hold other estimators, or read tables of categories. */
const NOT_ESTIMATORS = new Set([
  'NearestNeighbors',
  'GridSearch',
  'RandomSearch',
  'ColumnTransformer',
  'OneHotEncoder',
  'OrdinalEncoder',
  'SelfTraining',
  'LabelModel',
]);

const estimators = Object.entries(exported).filter(
  ([, value]) => typeof value === 'function' && typeof value.prototype?.fit === 'function',
);

describe('contract', () => {
  it.each(estimators.map(([name]) => name))('%s has a contract entry', (name) => {
    expect(NOT_ESTIMATORS.has(name) || CASES.some((entry) => entry.name === name)).toBe(true);
  });

  it.each(CASES.map((entry) => [entry.name]))('%s is exported and named', (name) => {
    expect(estimators.map(([other]) => other)).toContain(name);
  });

  describe.each(CASES.map((entry): [string, EstimatorCase] => [describeCase(entry), entry]))('%s', (_, entry) => {
    for (const { title, run } of estimatorChecks(entry)) it(title, run);
  });
});

function describeCase({ name, options }: EstimatorCase): string {
  return options ? `${name} ${JSON.stringify(options)}` : name;
}
