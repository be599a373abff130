import { reshape, type Tensor, tensor1d, transpose, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { type RotateAttributes, turnedPixels } from '../kernels/turned-pixels.js';
import { defineGradient } from './define-gradient.js';

/** Errors of the pixels of a turned image, added up at the pixels they show. */
function rotateGradient(dy: Tensor, attributes: RotateAttributes): Tensor {
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const pixels = height * width;
  const shown = tensor1d(turnedPixels(height, width, attributes), 'int32');
  const rows = reshape(transpose(reshape(dy, [batch, pixels, channels]), [1, 0, 2]), [pixels, batch * channels]);
  const sums = unsortedSegmentSum(rows, shown, pixels);
  return reshape(transpose(reshape(sums, [pixels, batch, channels]), [1, 0, 2]), dy.shape);
}

defineGradient<RotateAttributes>('RotateWithOffset', {}, (dy, _, attributes) => ({
  image: () => rotateGradient(dy, attributes),
}));
