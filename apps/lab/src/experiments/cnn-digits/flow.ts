// The way of one digit through the network: its strongest feature maps, and what each of them says for every answer.
import { tf } from '@ai/core';
import { type Sequential, toTensor } from '@ai/nn';
import type { Figure, Tile } from '../../experiment.js';
import { digitTile } from '../../figures/digits.js';
import { inkPicture } from '../../figures/pixels.js';
import { text } from '../../text.js';
import { drawn, probabilities } from './network.js';

const SHOWN = 8;

type Maps = tf.Tensor4D;

/** The layers of the network, by what comes out of them. */
const CONVOLUTION_2 = 2;
const POOLING = 4;

export function flowFigure(model: Sequential, digit: readonly number[]): Figure {
  const scores = probabilities(model, digit);
  const answer = scores.indexOf(Math.max(...scores));
  const { first, second, toSecond, toAnswers } = tf.tidy(() => {
    const first = through(model, 0, 2, toTensor(drawn(digit))) as Maps;
    const second = through(model, CONVOLUTION_2, POOLING, first) as Maps;
    const answers = (pooled: tf.Tensor) => through(model, POOLING + 1, model.length, pooled);
    const toAnswers = shares(through(model, POOLING, POOLING + 1, second) as Maps, answers).arraySync() as number[][];
    const active = second.greater(0).toFloat();
    const toSecond = shares(first, (maps) => model.at(CONVOLUTION_2)!.forward(maps))
      .mul(active)
      .mean([1, 2])
      .arraySync() as number[][];
    return { first: mapsOf(first), second: mapsOf(second), toSecond, toAnswers };
  });
  const chosenFirst = strongest(first.map(mean));
  const chosenSecond = strongest(toAnswers.map((row) => Math.abs(row[answer])));
  return {
    kind: 'network',
    name: 'flow',
    title: text('From the digit to the answer', '从数字到答案'),
    caption: text(
      'The strongest feature maps of both layers. Blue lines speak for an answer, orange ones against it; the fuller a square, the more probable the digit.',
      '两层中最强的特征图。蓝线支持某个答案，橙线反对；方块越满，该数字越可能。',
    ),
    layers: [
      { title: text('input', '输入'), tiles: [digitTile(digit, text('input', '输入'))] },
      { title: text('layer 1', '第 1 层'), tiles: chosenFirst.map((m) => mapTile(first[m], `1.${m + 1}`)) },
      { title: text('layer 2', '第 2 层'), tiles: chosenSecond.map((m) => mapTile(second[m], `2.${m + 1}`)) },
      {
        title: text('answer', '答案'),
        tiles: scores.map((score, d) => ({ pixels: inkPicture([score], 1, { min: 0, max: 1 }), label: String(d) })),
      },
    ],
    weights: [
      [scaled(chosenFirst.map((m) => mean(first[m])))],
      scaledRows(chosenFirst.map((f) => chosenSecond.map((m) => toSecond[f][m]))),
      scaledRows(chosenSecond.map((m) => toAnswers[m])),
    ],
  };
}

function through(model: Sequential, from: number, to: number, x: tf.Tensor): tf.Tensor {
  let h = x;
  for (let layer = from; layer < to; layer++) h = model.at(layer)!.forward(h) as tf.Tensor;
  return h;
}

/** What each map alone adds to the output of an affine function of all maps: one row for each map. */
function shares(maps: Maps, affine: (maps: tf.Tensor) => tf.Tensor): tf.Tensor {
  const count = maps.shape[3];
  const alone = maps.mul(tf.eye(count).reshape([count, 1, 1, count]));
  return affine(alone).sub(affine(tf.zerosLike(maps)));
}

/** The maps of one picture, each with its values row by row. */
function mapsOf(maps: Maps): Float32Array[] {
  const count = maps.shape[3];
  const data = maps.dataSync();
  return Array.from({ length: count }, (_, m) =>
    Float32Array.from({ length: data.length / count }, (_, i) => data[i * count + m]),
  );
}

function mapTile(values: Float32Array, label: string): Tile {
  return { pixels: inkPicture(values, Math.sqrt(values.length), { min: 0 }), label };
}

/** The places of the largest values, in their order. */
function strongest(values: readonly number[]): number[] {
  const places = values.map((_, place) => place).sort((a, b) => values[b] - values[a]);
  return places.slice(0, SHOWN).sort((a, b) => a - b);
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

/** Brought to a largest magnitude of 1, so that every stage of the picture can be read. */
function scaled(values: readonly number[], largest = Math.max(...values.map(Math.abs), 1e-9)): number[] {
  return values.map((value) => value / largest);
}

function scaledRows(rows: readonly (readonly number[])[]): number[][] {
  const largest = Math.max(...rows.flat().map(Math.abs), 1e-9);
  return rows.map((row) => scaled(row, largest));
}
