import { tf } from '@ai/core';
import { type Conv2d, type Sequential, toTensor } from '@ai/nn';
import type { Figure, Tile } from '../../experiment.js';
import { digitTile } from '../../figures/digits.js';
import { inkPicture, signedPicture } from '../../figures/pixels.js';
import { text } from '../../text.js';
import { drawn } from './network.js';

/** The filters of the first layer. */
export function filterFigure(model: Sequential): Figure {
  const { weight } = model.at(0) as Conv2d;
  const [height, width, , filters] = weight.shape;
  const values = weight.dataSync() as Float32Array;
  const limit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const tiles = Array.from({ length: filters }, (_, f): Tile => {
    const one = Array.from({ length: height * width }, (_, place) => values[place * filters + f]);
    return { pixels: signedPicture(one, width, limit), label: String(f + 1) };
  });
  return {
    kind: 'tiles',
    name: 'filters',
    title: text('Filters of the first layer', '第一层的滤波器'),
    caption: text('Blue adds, orange takes away.', '蓝色为加，橙色为减。'),
    size: 40,
    tiles,
  };
}

/** What the two convolutions make of a digit, after their ReLU. */
export function activationFigures(model: Sequential, digit: readonly number[]): Figure[] {
  const input = digitTile(digit, text('input', '输入'));
  const layers = tf.tidy(() => {
    const first = model.at(1)!.forward(model.at(0)!.forward(toTensor(drawn(digit))));
    return [first, model.at(3)!.forward(model.at(2)!.forward(first))];
  });
  const figures = [
    mapsFigure('first-activations', text('What the first layer sees', '第一层看到的'), layers[0], [input]),
    mapsFigure('second-activations', text('What the second layer sees', '第二层看到的'), layers[1], []),
  ];
  tf.dispose(layers);
  return figures;
}

function mapsFigure(
  name: string,
  title: ReturnType<typeof text>,
  activations: tf.Tensor,
  before: readonly Tile[],
): Figure {
  const [, height, width, maps] = activations.shape;
  const values = activations.dataSync() as Float32Array;
  const max = values.reduce((most, value) => Math.max(most, value), 1e-9);
  const tiles = Array.from({ length: maps }, (_, m): Tile => {
    const one = Array.from({ length: height * width }, (_, place) => values[place * maps + m]);
    return { pixels: inkPicture(one, width, { min: 0, max }), label: String(m + 1) };
  });
  return { kind: 'tiles', name, title, size: 40, tiles: [...before, ...tiles] };
}
