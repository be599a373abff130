import { tf } from '@ai/core';
import type { Linear, Sequential } from '@ai/nn';
import type { OwnPlane } from '../../data/own-plane.js';
import type { LabelledPoints } from '../../data/shapes.js';
import type { Figure, Network } from '../../experiment.js';
import { classifiedPicture, signedPicture } from '../../figures/pixels.js';
import { type PlaneBounds, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';

export const GRID = 80;

export const TILE = 32;

export function boundaryFigure(
  model: Sequential,
  grid: tf.Tensor2D,
  { points, labels, axes }: LabelledPoints & Partial<OwnPlane>,
  classes: readonly string[],
  bounds: PlaneBounds,
  step: number,
): Figure {
  const probabilities = tf.tidy(() => tf.softmax(model.forward(grid) as tf.Tensor2D).dataSync());
  return planeFigure({
    name: 'boundary',
    title: text('What the network says everywhere', '网络在各处的判断'),
    caption: text(`Step ${step}. The paler, the less sure.`, `第 ${step} 步。颜色越浅越没有把握。`),
    bounds,
    points,
    labels,
    classes,
    axes,
    legend: true,
    background: classifiedPicture(probabilities, classes.length, GRID),
  });
}

/** What every neuron answers over the plane, and the weights that join them. */
export function networkFigure(model: Sequential, grid: tf.Tensor2D, classes: readonly string[]): Figure {
  const inputs = columnsOf(grid).map((values) => signedPicture(values, TILE));
  const layers: Network['layers'][number][] = [
    { title: text('input', '输入'), tiles: inputs.map((pixels, i) => ({ pixels, label: 'xy'[i] })) },
  ];
  const weights: number[][][] = [];
  tf.tidy(() => {
    let h: tf.Tensor = grid;
    const last = Math.floor((model.length - 1) / 2);
    for (let layer = 0; layer <= last; layer++) {
      const linear = model.at(2 * layer) as Linear;
      weights.push(linear.weight.transpose().arraySync() as number[][]);
      h = linear.forward(h);
      if (layer === last) h = tf.softmax(h as tf.Tensor2D).sub(1 / classes.length);
      else h = model.at(2 * layer + 1)!.forward(h) as tf.Tensor;
      const title = layer === last ? text('class', '类别') : text(`layer ${layer + 1}`, `第 ${layer + 1} 层`);
      const tiles = columnsOf(h as tf.Tensor2D).map((values, neuron) => ({
        pixels: signedPicture(values, TILE),
        label: layer === last ? classes[neuron] : `${layer + 1}.${neuron + 1}`,
      }));
      layers.push({ title, tiles });
    }
  });
  return {
    kind: 'network',
    name: 'network',
    title: text('What each neuron says, and to whom', '每个神经元的输出与去向'),
    caption: text(
      'Each picture is a neuron’s answer over the plane: blue above zero, orange below. A line is a weight: blue adds, orange takes away.',
      '每张小图是一个神经元在平面各处的输出：蓝色大于零，橙色小于零。每条线是一个权重：蓝色为加，橙色为减。',
    ),
    layers,
    weights,
  };
}

function columnsOf(values: tf.Tensor2D): Float32Array[] {
  const [rows, columns] = values.shape;
  const data = values.dataSync();
  return Array.from({ length: columns }, (_, j) =>
    Float32Array.from({ length: rows }, (_, i) => data[i * columns + j]),
  );
}
