import { checkSameLength, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { checkSameGrid, type GridLike, toGrid } from '../input/grid.js';

/** Options of {@link lpips}. */
export interface LpipsOptions {
  /** The weights of the channels of each layer, learned on human judgements. @default 1 for every channel */
  readonly weights?: readonly (readonly number[])[];
}

// Keeps features of length 0 from dividing by 0.
const EPSILON = 1e-10;

/** Sum over images of a layer's distance: features scaled to unit length, squared differences weighted, summed over channels, averaged over places. */
function layerDistance(
  a: Float64Array,
  b: Float64Array,
  [, height, width, channels]: readonly number[],
  weights: readonly number[] | undefined,
): number {
  let sum = 0;
  for (let start = 0; start < a.length; start += channels) {
    let [lengthA, lengthB] = [0, 0];
    for (let c = 0; c < channels; c++) {
      lengthA += a[start + c] ** 2;
      lengthB += b[start + c] ** 2;
    }
    const [scaleA, scaleB] = [1 / (Math.sqrt(lengthA) + EPSILON), 1 / (Math.sqrt(lengthB) + EPSILON)];
    for (let c = 0; c < channels; c++) {
      sum += (weights?.[c] ?? 1) * (a[start + c] * scaleA - b[start + c] * scaleB) ** 2;
    }
  }
  return sum / (height * width);
}

/**
 * Perceptual distance in the form of LPIPS on the features of any network: per layer, features scaled to unit length in the channels,
 * squared differences weighted and summed over channels, averaged over places; summed over layers, averaged over images.
 *
 * Data: `targets` and `predictions`, one entry per layer, each N images x H x W x C features. NaN without images.
 *
 * Reference: Zhang et al., "The unreasonable effectiveness of deep features as a perceptual metric" (2018), eq. 1.
 *
 * @throws InvalidArgumentError for different layers or shapes, NaN or infinity, or weights that do not fit the channels
 * @example
 * ```ts
 * import { lpips } from '@ai/metrics';
 *
 * lpips([[[[[1, 0]]]]], [[[[[0, 1]]]]]); // 2: one layer, one image, one place, two channels
 * ```
 */
export const lpips = /* @__PURE__ */ defineMetric(
  { name: 'lpips', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ weights }: LpipsOptions = {}) => {
    if (weights !== undefined && !Array.isArray(weights)) {
      throw new InvalidArgumentError('weights', 'lpips', 'be a list of lists of numbers', weights);
    }
    return sums(
      2,
      (targets: readonly GridLike[], predictions: readonly GridLike[]) => {
        checkLayers(targets, 'targets');
        checkLayers(predictions, 'predictions');
        checkSameLength(targets.length, predictions.length, ['targets', 'predictions'], 'lpips');
        let [images, sum] = [0, 0];
        targets.forEach((target, layer) => {
          const axes = 'N images x height x width x channels';
          const first = toGrid(target, 4, axes, `targets[${layer}]`, 'lpips');
          const second = toGrid(predictions[layer], 4, axes, `predictions[${layer}]`, 'lpips');
          checkSameGrid(first, second, [`targets[${layer}]`, `predictions[${layer}]`], 'lpips');
          if (layer > 0) checkSameLength(images, first.shape[0], ['targets[0]', `targets[${layer}]`], 'lpips');
          images = first.shape[0];
          const own = weights?.[layer];
          if (weights && images > 0 && own?.length !== first.shape[3]) {
            const got = new Got(`${own?.length ?? 0} for layer ${layer}`);
            throw new InvalidArgumentError(
              'weights',
              'lpips',
              `have a number for each of ${first.shape[3]} channels`,
              got,
            );
          }
          sum += images === 0 ? 0 : layerDistance(first.data, second.data, first.shape, own);
        });
        return [images, sum];
      },
      ([images, sum]) => sum / images,
    );
  },
);

function checkLayers(layers: unknown, argument: string): void {
  if (!Array.isArray(layers)) throw new InvalidArgumentError(argument, 'lpips', 'be a list of layers', layers);
}
