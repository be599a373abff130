import { describe, it } from 'vitest';
import { expectSameEveryWay, floats } from '../../../test/every-way.js';
import { Random, tf } from '../../index.js';

/** Boxes that overlap in all degrees, some with their corners swapped, one empty, and scores with ties. */
function boxes(count: number, seed: number): [number[], number[]] {
  const random = new Random(seed);
  const places = Array.from({ length: count }, (_, i) => {
    const [y, x, h, w] = [random.uniform(), random.uniform(), random.uniform() * 0.6, random.uniform() * 0.6];
    return i % 4 === 3 ? [y + h, x, y, x + w] : [y, x, y + h, x + w];
  });
  places[1] = [0.5, 0.5, 0.5, 0.9];
  return [places.flat(), Array.from({ length: count }, () => Math.round(random.uniform() * 10) / 10)];
}

describe('nonMaxSuppressionPadded', () => {
  it.each([
    [20, 10, 0.5, Number.NEGATIVE_INFINITY],
    [20, 5, 0.3, 0.25],
    [20, 20, 0.7, 0.5],
    [6, 6, 1, 0],
    [6, 6, 0.5, 2],
  ])(
    'of %d boxes keeps at most %d that overlap by less than %d and score above %d',
    async (count, most, overlap, score) => {
      for (const seed of [1, 2, 3]) {
        const [places, scores] = boxes(count, seed);
        await expectSameEveryWay(
          (b: tf.Tensor2D, s: tf.Tensor1D) => {
            const { selectedIndices, validOutputs } = tf.image.nonMaxSuppressionPadded(
              b,
              s,
              most,
              overlap,
              score,
              true,
            );
            return [selectedIndices, validOutputs];
          },
          [floats(places, [count, 4]), floats(scores)],
        );
      }
    },
  );

  it('drops a box that overlaps by the threshold exactly', async () => {
    await expectSameEveryWay(
      (b: tf.Tensor2D, s: tf.Tensor1D) => tf.image.nonMaxSuppressionPadded(b, s, 3, 0.5, 0, true).selectedIndices,
      [floats([0, 0, 1, 2, 0, 0, 1, 1, 5, 5, 6, 6], [3, 4]), floats([0.9, 0.8, 0.7])],
    );
  });
});
