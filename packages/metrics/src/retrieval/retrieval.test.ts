import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  cumulativeMatch,
  equalErrorRate,
  identificationAtFar,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcg,
  openSetIdentification,
  precisionAtK,
  rankAccuracy,
  recallAtK,
  rocCurve,
  tarAtFar,
} from '../index.js';

interface Rankings {
  relevance: number[][];
  scores: number[][];
  cmc: number[];
  cmcSkip: number[];
  [name: string]: unknown;
}
const golden = readGolden<{
  rankings: Rankings[];
  pairs: { labels: number[]; scores: number[]; eer: number; tar: number[] }[];
  identification: { relevance: number[][]; scores: number[][]; expected: number[] };
}>(new URL('../../golden/retrieval.json', import.meta.url));
const tight = { relative: 1e-12 };

describe.each(golden.rankings)('rankings as torchmetrics and scikit-learn score them %#', (data) => {
  const { relevance, scores } = data;
  const coarse = scores.map((row) => row.map((score) => Math.round(score * 10) / 10));

  it('scores', () => {
    const actual = {
      map: meanAveragePrecision(relevance, scores),
      ndcg: ndcg(relevance, scores),
      ndcgAt4: ndcg(relevance, scores, { k: 4 }),
      ndcgTies: ndcg(relevance, coarse),
      ndcgTiesAt3: ndcg(relevance, coarse, { k: 3 }),
      ndcgExponential: ndcg(relevance, scores, { gain: 'exponential' }),
    };
    for (const [name, value] of Object.entries(actual)) expectClose(value, data[name] as number, tight);
    const single = {
      mrr: meanReciprocalRank(relevance, scores),
      precisionAt3: precisionAtK(relevance, scores, { k: 3 }),
      recallAt3: recallAtK(relevance, scores, { k: 3 }),
    };
    // torchmetrics computes these in float32
    for (const [name, value] of Object.entries(single)) expectClose(value, data[name] as number, { relative: 1e-6 });
  });

  it('cumulative matches', () => {
    const skipping = { emptyQuery: 'skip' } as const;
    expectClose(cumulativeMatch(relevance, scores, { ranks: 5 }), data.cmc, tight);
    expectClose(cumulativeMatch(relevance, scores, { ranks: 5, ...skipping }), data.cmcSkip, tight);
    expectClose(rankAccuracy(relevance, scores), data.cmc[0], tight);
    expectClose(rankAccuracy(relevance, scores, { k: 3, ...skipping }), data.cmcSkip[2], tight);
  });
});

describe.each(golden.pairs)('verification of pairs %#', ({ labels, scores, eer, tar }) => {
  it('error and accept rates', () => {
    expectClose(equalErrorRate(labels, scores), eer, tight);
    const rates = [0.001, 0.05, 0.2].map((falseAcceptRate) => tarAtFar(labels, scores, { falseAcceptRate }));
    expectClose(rates, tar, tight);
  });

  it('the equal error rate lies on the curve', () => {
    const { falsePositiveRate, truePositiveRate } = rocCurve(labels, scores);
    const rate = equalErrorRate(labels, scores);
    const next = falsePositiveRate.findIndex((x, i) => x + truePositiveRate[i] >= 1);
    expect(falsePositiveRate[next - 1]).toBeLessThanOrEqual(rate);
    expect(truePositiveRate[next]).toBeGreaterThanOrEqual(1 - rate);
  });
});

describe('retrieval', () => {
  it('open-set identification', () => {
    const { relevance, scores, expected } = golden.identification;
    const options = [{ falseAlarmRate: 0.1 }, { falseAlarmRate: 0.5 }, { falseAlarmRate: 0.2, rank: 3 }];
    expectClose(
      options.map((option) => identificationAtFar(relevance, scores, option)),
      expected,
      tight,
    );
    const { falseAlarmRate, identificationRate, thresholds } = openSetIdentification(relevance, scores);
    const last = thresholds.length - 1;
    expect(falseAlarmRate[last]).toBe(1);
    const rankOne = rankAccuracy(relevance, scores, { emptyQuery: 'skip' });
    expect(identificationRate[last]).toBeLessThanOrEqual(rankOne);
  });

  it('keeps the order of equal scores', () => {
    expect(meanReciprocalRank([[0, 1]], [[0.5, 0.5]])).toBe(0.5);
    expect(meanReciprocalRank([[1, 0]], [[0.5, 0.5]])).toBe(1);
  });

  it('undefined values', () => {
    expect(meanAveragePrecision([], [])).toBeNaN();
    expect(meanAveragePrecision([[0, 0]], [[1, 2]])).toBe(0);
    expect(meanAveragePrecision([[0, 0]], [[1, 2]], { emptyQuery: 'skip' })).toBeNaN();
    expect(precisionAtK([[1, 1]], [[1, 2]])).toBe(0.2);
    expect(equalErrorRate([1, 1], [0.1, 0.2])).toBeNaN();
    expect(tarAtFar([1, 1], [0.1, 0.2])).toBeNaN();
    expect(identificationAtFar([[1, 0]], [[1, 0]])).toBeNaN();
    expect(identificationAtFar([], [])).toBeNaN();
  });

  it('refuses what it cannot score', () => {
    expect(() => ndcg([[-1]], [[1]])).toThrow("'relevance' of ndcg must hold numbers >= 0, got -1 in row 0.");
    expect(() => ndcg([[1]], [[1, 2]])).toThrow("as many columns as 'relevance' (1), got 2.");
    expect(() => ndcg([[1]], [[1]], { k: 0 })).toThrow("'k'");
    expect(() => ndcg([[1]], [[1]], { gain: 'log' as never })).toThrow("'gain'");
    expect(() => meanAveragePrecision([[1]], [[1]], { emptyQuery: 'one' as never })).toThrow("'emptyQuery'");
    expect(() => precisionAtK([[1]], [[1]], { k: 0 })).toThrow("'k'");
    expect(() => recallAtK([[1]], [[1]], { k: 1.5 })).toThrow("'k'");
    expect(() => rankAccuracy([[1]], [[1]], { k: 0 })).toThrow("'k'");
    expect(() => cumulativeMatch([[1]], [[1]], { ranks: 0 })).toThrow("'ranks'");
    expect(() => tarAtFar([1], [1], { falseAcceptRate: 2 })).toThrow("'falseAcceptRate'");
    expect(() => openSetIdentification([[1]], [[1]], { rank: 0 })).toThrow("'rank'");
    expect(() => identificationAtFar([[1]], [[1]], { falseAlarmRate: -1 })).toThrow("'falseAlarmRate'");
  });
});
