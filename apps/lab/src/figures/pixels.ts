import type { Pixels } from '../experiment.js';
import { cividis, classRgb } from './palette.js';

type Values = ArrayLike<number>;

function range(values: Values): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]);
    max = Math.max(max, values[i]);
  }
  return { min, max };
}

/** Values drawn as black ink: `min` transparent, `max` opaque. A page of any colour shows through, and a dark one inverts it. */
export function inkPicture(values: Values, width: number, bounds: { min?: number; max?: number } = {}): Pixels {
  const { min, max } = { ...range(values), ...bounds };
  const data = new Uint8Array(values.length * 2);
  for (let i = 0; i < values.length; i++) {
    const share = max > min ? (values[i] - min) / (max - min) : 0;
    data[2 * i + 1] = Math.round(255 * Math.min(1, Math.max(0, share)));
  }
  return { width, height: values.length / width, channels: 2, data };
}

/** Values as grey shade, `max` the strongest: quiet enough for coloured lines over it, on a light page and on a dark one. */
export function shadePicture(values: Values, width: number): Pixels {
  const { min, max } = range(values);
  const data = new Uint8Array(values.length * 2).fill(128);
  for (let i = 0; i < values.length; i++)
    data[2 * i + 1] = max > min ? Math.round((150 * (values[i] - min)) / (max - min)) : 0;
  return { width, height: values.length / width, channels: 2, data };
}

/** Values on the cividis scale. */
export function heatPicture(values: Values, width: number, bounds: { min?: number; max?: number } = {}): Pixels {
  const { min, max } = { ...range(values), ...bounds };
  const data = new Uint8Array(values.length * 3);
  for (let i = 0; i < values.length; i++) data.set(cividis(max > min ? (values[i] - min) / (max - min) : 0), 3 * i);
  return { width, height: values.length / width, channels: 3, data };
}

/** How much of a contour line's colour covers the picture, of 1. */
const LINE_STRENGTH = 0.3;

/** The picture with `count` lines of equal value drawn into it, a pixel wide and soft at the edges. */
export function withContours(picture: Pixels, values: Values, count: number): Pixels {
  const { width, height, channels, data } = picture;
  const { min, max } = range(values);
  const level = (i: number) => (count * (values[i] - min)) / (max - min || 1);
  const out = data.slice();
  const alpha = channels === 2 || channels === 4 ? channels - 1 : undefined;
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const across = level(y * width + Math.min(x + 1, width - 1)) - level(y * width + Math.max(x - 1, 0));
    const down = level(Math.min(y + 1, height - 1) * width + x) - level(Math.max(y - 1, 0) * width + x);
    const steepness = Math.hypot(across, down) / 2;
    const distance = Math.abs(level(i) - Math.round(level(i))) / Math.max(steepness, 1e-9);
    const line = LINE_STRENGTH * Math.max(0, Math.min(1, 1.1 - distance));
    if (alpha !== undefined) out[i * channels + alpha] += Math.round(line * (255 - out[i * channels + alpha]));
    else for (let c = 0; c < channels; c++) out[i * channels + c] += Math.round(line * (255 - out[i * channels + c]));
  }
  return { width, height, channels, data: out };
}

const NEGATIVE = classRgb[1];
const POSITIVE = classRgb[0];

/** Signed values: blue above zero, orange below, transparent at zero; full colour at `limit` (the largest magnitude unless given). */
export function signedPicture(values: Values, width: number, limit?: number): Pixels {
  const { min, max } = range(values);
  const scale = limit ?? Math.max(Math.abs(min), Math.abs(max), 1e-12);
  const data = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const strength = Math.min(1, Math.abs(values[i]) / scale);
    data.set(values[i] < 0 ? NEGATIVE : POSITIVE, 4 * i);
    data[4 * i + 3] = Math.round(255 * strength);
  }
  return { width, height: values.length / width, channels: 4, data };
}

/** Class regions: the colour of each pixel's class, as opaque as the classifier is sure (`confidence` in [0, 1]). */
export function regionPicture(classes: Values, width: number, confidence?: Values): Pixels {
  const data = new Uint8Array(classes.length * 4);
  for (let i = 0; i < classes.length; i++) {
    data.set(classRgb[classes[i] % classRgb.length], 4 * i);
    data[4 * i + 3] = Math.round(30 + 110 * (confidence ? confidence[i] : 0.4));
  }
  return { width, height: classes.length / width, channels: 4, data };
}

/**
 * Regions by the probabilities of a classifier, as opaque as it is surer than a guess.
 *
 * @param probabilities of each class for each pixel, row by row
 */
export function classifiedPicture(probabilities: Values, classes: number, width: number): Pixels {
  const pixels = probabilities.length / classes;
  const winners = new Uint8Array(pixels);
  const sure = new Float64Array(pixels);
  for (let i = 0; i < pixels; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (probabilities[i * classes + c] > probabilities[i * classes + best]) best = c;
    winners[i] = best;
    sure[i] = classes === 1 ? 1 : Math.max(0, (probabilities[i * classes + best] * classes - 1) / (classes - 1));
  }
  return regionPicture(winners, width, sure);
}

/** The same picture with each pixel `factor` times as wide and high. */
export function enlarge({ width, height, channels, data }: Pixels, factor: number): Pixels {
  const out = new Uint8Array(data.length * factor * factor);
  const rowBytes = width * factor * channels;
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      const from = (Math.floor(y / factor) * width + Math.floor(x / factor)) * channels;
      out.set(data.subarray(from, from + channels), y * rowBytes + x * channels);
    }
  }
  return { width: width * factor, height: height * factor, channels, data: out };
}

function toRgba({ width, height, channels, data }: Pixels): Pixels {
  if (channels === 4) return { width, height, channels, data };
  const out = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const pixel = data.subarray(i * channels, (i + 1) * channels);
    const grey = channels < 3;
    out.set(grey ? [pixel[0], pixel[0], pixel[0]] : pixel.subarray(0, 3), 4 * i);
    out[4 * i + 3] = channels === 2 ? pixel[1] : 255;
  }
  return { width, height, channels: 4, data: out };
}

/** Pictures of one size in a sheet, with a gap between them. */
export function contactSheet(pictures: readonly Pixels[], columns: number, gap = 1): Pixels {
  const { width, height } = pictures[0];
  const rows = Math.ceil(pictures.length / columns);
  const sheetWidth = columns * (width + gap) - gap;
  const sheet = new Uint8Array(sheetWidth * (rows * (height + gap) - gap) * 4);
  for (const [i, picture] of pictures.entries()) {
    const { data } = toRgba(picture);
    const left = (i % columns) * (width + gap);
    const top = Math.floor(i / columns) * (height + gap);
    for (let y = 0; y < height; y++) {
      sheet.set(data.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * sheetWidth + left) * 4);
    }
  }
  return { width: sheetWidth, height: rows * (height + gap) - gap, channels: 4, data: sheet };
}
