import { InvalidArgumentError, tf } from '@ai/core';
import { expectClose, readGolden, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import * as nn from '../src/index.js';

interface GoldenArray {
  readonly shape: number[];
  readonly data: number[];
  readonly whole: boolean;
}

interface LossCase {
  readonly loss: string;
  readonly inputs: GoldenArray[];
  readonly lists: unknown[];
  readonly options: object;
  readonly value: GoldenArray;
  readonly gradients: GoldenArray[];
}

type Loss = (...args: unknown[]) => tf.Scalar;
const losses = nn as unknown as Record<string, Loss>;
const { cases } = readGolden<{ cases: LossCase[] }>(new URL('../golden/losses.json', import.meta.url));

const toTensor = ({ shape, data, whole }: GoldenArray): tf.Tensor =>
  tf.tensor(data, shape, whole ? 'int32' : 'float32');

/** CTC takes log probabilities; the reference differentiates through the softmax as well. */
const prepared = (name: string, inputs: tf.Tensor[]): tf.Tensor[] =>
  name === 'ctcLoss' ? inputs.map((x) => nn.logSoftmax(x)) : inputs;

describe('losses agree with their references', () => {
  it.each(cases.map((entry): [string, LossCase] => [`${entry.loss} ${JSON.stringify(entry.options)}`, entry]))(
    '%s',
    (_, entry) => {
      const inputs = entry.inputs.map(toTensor);
      const call = (...tensors: tf.Tensor[]) =>
        losses[entry.loss](...prepared(entry.loss, tensors), ...entry.lists, entry.options);
      const value = call(...inputs);
      expect(value.shape).toEqual(entry.value.shape);
      expectClose(value.dataSync(), entry.value.data, { relative: 1e-5, absolute: 1e-6 });
      const wanted = entry.gradients.length;
      const loss = (...front: tf.Tensor[]) => tf.sum(call(...front, ...inputs.slice(wanted)));
      const gradients = tf.grads(loss)(inputs.slice(0, wanted));
      gradients.forEach((gradient, i) => {
        expectClose(gradient.dataSync(), entry.gradients[i].data, { relative: 1e-4, absolute: 1e-6 });
      });
      tf.dispose([inputs, value, gradients]);
    },
  );

  it.each(cases.map((entry): [string, LossCase] => [entry.loss, entry]))('%s leaks no tensor', async (_, entry) => {
    const inputs = entry.inputs.map(toTensor);
    const ready = prepared(entry.loss, inputs);
    await withoutLeaks(() => losses[entry.loss](...ready, ...entry.lists, entry.options));
  });
});

describe('losses refuse what they cannot work with', () => {
  const x = tf.zeros([2, 3]);
  const labels = tf.tensor1d([0, 1], 'int32');
  const calls: [string, () => unknown, string][] = [
    [
      'labels of another shape',
      () => nn.crossEntropy(x, tf.zeros([3])),
      "'targets' of crossEntropy must have shape [2] or [2,3], got [3].",
    ],
    ['probabilities of another shape', () => nn.crossEntropy(x, tf.zeros([2, 4])), "'targets' of crossEntropy"],
    ['smoothing', () => nn.crossEntropy(x, labels, { labelSmoothing: 2 }), "'labelSmoothing' of crossEntropy"],
    [
      'weights',
      () => nn.crossEntropy(x, labels, { classWeights: [1] }),
      "'classWeights' of crossEntropy must be an array of 3 numbers",
    ],
    [
      'an ignored label of probabilities',
      () => nn.crossEntropy(x, x, { ignoreIndex: 1 }),
      "'ignoreIndex' of crossEntropy",
    ],
    [
      'reduction',
      () => nn.mseLoss(x, x, { reduction: 'max' as never }),
      "'reduction' of mseLoss must be one of 'mean', 'sum', 'none'",
    ],
    [
      'shapes',
      () => nn.mseLoss(x, labels),
      "'targets' of mseLoss must have the shape of the predictions, [2,3], got [2].",
    ],
    ['delta', () => nn.huberLoss(x, x, { delta: 0 }), "'delta' of huberLoss"],
    [
      'positive weight',
      () => nn.bceWithLogitsLoss(x, x, { positiveWeight: -1 }),
      "'positiveWeight' of bceWithLogitsLoss",
    ],
    [
      'positive weights',
      () => nn.bceWithLogitsLoss(x, x, { positiveWeight: [1] }),
      "'positiveWeight' of bceWithLogitsLoss must be a number or an array of 3",
    ],
    ['probabilities', () => nn.bceLoss(x, labels), "'targets' of bceLoss"],
    ['epsilon', () => nn.poissonNllLoss(x, x, { epsilon: -1 }), "'epsilon' of poissonNllLoss"],
    ['variances', () => nn.gaussianNllLoss(x, x, labels), "'variances' of gaussianNllLoss"],
    ['smallest variance', () => nn.gaussianNllLoss(x, x, x, { epsilon: 0 }), "'epsilon' of gaussianNllLoss"],
    ['ranked pairs', () => nn.marginRankingLoss(x, labels, x), "'second' of marginRankingLoss"],
    ['ranking targets', () => nn.marginRankingLoss(x, x, labels), "'targets' of marginRankingLoss"],
    ['cosine targets', () => nn.cosineEmbeddingLoss(x, x, x), "'targets' of cosineEmbeddingLoss"],
    ['cosine margin', () => nn.cosineEmbeddingLoss(x, x, labels, { margin: 2 }), "'margin' of cosineEmbeddingLoss"],
    ['distances', () => nn.hingeEmbeddingLoss(x, labels), "'targets' of hingeEmbeddingLoss"],
    ['soft margin', () => nn.softMarginLoss(x, labels), "'targets' of softMarginLoss"],
    ['labels', () => nn.multiMarginLoss(x, x), "'labels' of multiMarginLoss"],
    ['power', () => nn.multiMarginLoss(x, labels, { power: 3 as never }), "'power' of multiMarginLoss"],
    ['class weights', () => nn.multiMarginLoss(x, labels, { classWeights: [1] }), "'classWeights' of multiMarginLoss"],
    ['several labels', () => nn.multiLabelSoftMarginLoss(x, labels), "'targets' of multiLabelSoftMarginLoss"],
    ['rows of labels', () => nn.multiLabelMarginLoss(x, labels), "'labels' of multiLabelMarginLoss"],
    ['norm', () => nn.tripletLoss(x, x, x, { norm: 3 as never }), "'norm' of tripletLoss"],
    ['alpha', () => nn.focalLoss(x, x, { alpha: 2 }), "'alpha' of focalLoss"],
    ['margin', () => nn.hingeLoss(x, x, { margin: 0 }), "'margin' of hingeLoss"],
    ['smooth', () => nn.diceLoss(x, x, { smooth: -1 }), "'smooth' of diceLoss"],
    ['KL reduction', () => nn.klDivergenceLoss(x, x, { reduction: 'max' as never }), "'reduction' of klDivergenceLoss"],
    ['pairs', () => nn.contrastiveLoss(x, x, tf.zeros([3])), "'same' of contrastiveLoss"],
    ['triplets', () => nn.tripletLoss(x, x, labels), "'negative' of tripletLoss"],
    ['mining', () => nn.minedTripletLoss(x, labels, { mining: 'easy' as never }), "'mining' of minedTripletLoss"],
    ['class weights of another width', () => nn.arcFaceLoss(x, tf.zeros([4, 2]), labels), "'weight' of arcFaceLoss"],
    ['temperature', () => nn.ntXentLoss(x, x, { temperature: 0 }), "'temperature' of ntXentLoss"],
    ['CTC rank', () => nn.ctcLoss(x, [[1], [1]]), "'logProbabilities' of ctcLoss"],
    ['CTC blank', () => nn.ctcLoss(tf.zeros([1, 4, 3]), [[1]], { blank: 3 }), "'blank' of ctcLoss"],
    [
      'CTC target with blank',
      () => nn.ctcLoss(tf.zeros([1, 4, 3]), [[0]]),
      "'targets' of ctcLoss must be without the blank",
    ],
    [
      'CTC target too long',
      () => nn.ctcLoss(tf.zeros([1, 3, 3]), [[1, 1, 2]]),
      "'targets' of ctcLoss must fit into their 3 frames",
    ],
    [
      'perceptual weights',
      () => nn.perceptualLoss((y) => [y], x, x, { weights: [1, 2] }),
      "'weights' of perceptualLoss",
    ],
  ];
  it.each(calls)('%s', (_, call, message) => {
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow(message);
  });
});

it('perceptualLoss adds the distances of feature maps', () => {
  const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([0, 4])];
  const features = (x: tf.Tensor) => [x, tf.mul(x, 2)];
  expect(nn.perceptualLoss(features, a, b, { weights: [1, 0.5] }).dataSync()[0]).toBe(2.5 + 0.5 * 10);
  expect(nn.perceptualLoss(features, a, b, { distance: 'absolute' }).dataSync()[0]).toBe(1.5 + 3);
});

it('crossEntropy of samples that are all ignored is NaN', () => {
  expect(nn.crossEntropy(tf.zeros([1, 2]), tf.tensor1d([1], 'int32'), { ignoreIndex: 1 }).dataSync()[0]).toBeNaN();
});

it('bceLoss of a certain error is 100, with a finite gradient', () => {
  const [p, y] = [tf.tensor1d([0, 1, 0, 1]), tf.tensor1d([1, 0, 0, 1])];
  expect([...nn.bceLoss(p, y, { reduction: 'none' }).dataSync()].map(Math.abs)).toEqual([100, 100, 0, 0]);
  const gradient = tf
    .grad((x) => nn.bceLoss(x, y))(p)
    .dataSync();
  expect(gradient.every(Number.isFinite)).toBe(true);
});

it('minedTripletLoss of a batch without triplets is 0', () => {
  const loss = nn.minedTripletLoss(tf.ones([2, 2]), tf.tensor1d([1, 1], 'int32'));
  expect(loss.dataSync()[0]).toBe(0);
});
