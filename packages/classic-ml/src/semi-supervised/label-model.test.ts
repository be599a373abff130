import { InvalidDataError, Random, setLogger } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { LabelModel, LabelModelModel, type Votes } from '../index.js';

/** Votes of independent sources of known accuracy on labels drawn with known shares. */
function simulate(accuracies: number[], seed: number): { votes: (string | null)[][]; labels: string[] } {
  const random = new Random(seed);
  const labels = Array.from({ length: 2000 }, () => (random.bernoulli(0.3) ? 'yes' : 'no'));
  const votes = labels.map((label) =>
    accuracies.map((accuracy) => {
      if (random.bernoulli(0.2)) return null;
      return random.bernoulli(accuracy) ? label : label === 'yes' ? 'no' : 'yes';
    }),
  );
  return { votes, labels };
}

const agreement = (a: readonly unknown[], b: readonly unknown[]): number =>
  a.filter((v, i) => v === b[i]).length / a.length;

describe('LabelModel', () => {
  const accuracies = [0.95, 0.6, 0.55, 0.9, 0.58, 0.52];
  const { votes, labels } = simulate(accuracies, 1);
  const model = new LabelModel().fit(votes);

  it('recovers the accuracy of each source and the shares of the classes', () => {
    model.accuracies.forEach((accuracy, s) => {
      expect(Math.abs(accuracy - accuracies[s])).toBeLessThan(0.04);
    });
    expect(Math.abs(model.priors[1] - 0.3)).toBeLessThan(0.04);
    expect(model.converged).toBe(true);
  });

  it('beats the vote of the majority', () => {
    const majority = votes.map((row) => {
      const yes = row.filter((vote) => vote === 'yes').length;
      return yes > row.filter((vote) => vote === 'no').length ? 'yes' : 'no';
    });
    expect(agreement(model.predict(votes), labels)).toBeGreaterThan(agreement(majority, labels) + 0.05);
  });

  it('gives the posterior of Bayes for one sample', () => {
    const { data } = model.predictProbabilities([['yes', null, null, 'no', null, null]]);
    const at = (s: number, label: number, vote: number) => model.confusions[s].data[label * 2 + vote];
    const yes = model.priors[1] * at(0, 1, 1) * at(3, 1, 0);
    const no = model.priors[0] * at(0, 0, 1) * at(3, 0, 0);
    expect(data[1]).toBeCloseTo(yes / (yes + no), 12);
    expect([...model.predictProbabilities([Array(6).fill(null)]).data]).toEqual(
      [...model.priors].map((p) => expect.closeTo(p, 12)),
    );
  });

  it('raises the likelihood with every step', () => {
    const before = setLogger({ warn: () => undefined });
    const values = [1, 2, 4, 8].map(
      (maxIterations) => new LabelModel({ maxIterations, smoothing: 1e-9 }).fit(votes).logLikelihood,
    );
    setLogger(before);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('saves and loads, and refuses damaged documents', () => {
    const document = JSON.parse(JSON.stringify(model));
    expect(LabelModelModel.fromJSON(document).predictProbabilities(votes)).toEqual(model.predictProbabilities(votes));
    expect(() => LabelModelModel.fromJSON({ ...document, priors: [1] })).toThrow(InvalidDataError);
  });

  it('refuses votes that make no sense', () => {
    const fit = (bad: Votes) => () => new LabelModel().fit(bad);
    expect(fit([])).toThrow("'votes' of LabelModel must have at least 1 row and 1 source");
    expect(fit([['a'], ['a', 'b']])).toThrow('got 2 in row 1');
    expect(fit([[null]])).toThrow('got only null');
    expect(fit([['a'], [1]])).toThrow("'votes'");
    expect(() => model.predict([['yes']])).toThrow('must have votes of 6 sources, as LabelModel was fitted with');
    expect(() => model.predict([['maybe', null, null, null, null, null]])).toThrow('got "maybe" at row 0, column 0');
    expect(() => new LabelModel({ smoothing: 0 }).fit(votes)).toThrow("'smoothing'");
  });
});
