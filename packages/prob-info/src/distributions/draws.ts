import type { Random } from '@ai/core';
import { erfc } from '../special/erf.js';

const STRIPS = 256;
const NORMAL_EDGE = 3.6541528853610088;
const EXPONENTIAL_EDGE = 7.69711747013105;

interface Ziggurat {
  /** Right edges of the strips, widest first; the last is 0. */
  readonly edges: Float64Array;
  /** f at each edge. */
  readonly heights: Float64Array;
}

/** Horizontal strips of equal area under a falling density f with tail area `tail` beyond `edge`. */
function ziggurat(f: (x: number) => number, inverse: (y: number) => number, edge: number, tail: number): Ziggurat {
  const area = edge * f(edge) + tail;
  const edges = new Float64Array(STRIPS + 1);
  edges[0] = area / f(edge); // as wide as if the base strip were a rectangle that holds the tail
  edges[1] = edge;
  for (let i = 2; i < STRIPS; i++) edges[i] = inverse(area / edges[i - 1] + f(edges[i - 1]));
  edges[STRIPS] = 0;
  return { edges, heights: edges.map(f) };
}

const normalStrips = /* @__PURE__ */ ziggurat(
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
  NORMAL_EDGE,
  Math.sqrt(Math.PI / 2) * erfc(NORMAL_EDGE * Math.SQRT1_2),
);
const exponentialStrips = /* @__PURE__ */ ziggurat(
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
  EXPONENTIAL_EDGE,
  Math.exp(-EXPONENTIAL_EDGE),
);

/** A number in (0, 1]: safe to take the logarithm of. */
function positiveUniform(random: Random): number {
  return 1 - random.uniform();
}

/** A standard normal deviate by the ziggurat (Marsaglia and Tsang, 2000; separate bits for strip and place, Doornik, 2005). */
export function drawNormal(random: Random): number {
  const { edges, heights } = normalStrips;
  for (;;) {
    // one word's top 8 bits choose the strip, its other 24 and 29 of a second word the place
    const word = random.uint32();
    const strip = word >>> 24;
    const u = ((word & 0xffffff) * 2 ** 29 + (random.uint32() >>> 3)) * 2 ** -52 - 1;
    const x = u * edges[strip];
    if (Math.abs(x) < edges[strip + 1]) return x;
    if (strip === 0) return u < 0 ? -normalTail(random) : normalTail(random);
    const y = heights[strip] + random.uniform() * (heights[strip + 1] - heights[strip]);
    if (y < Math.exp(-0.5 * x * x)) return x;
  }
}

/** A deviate beyond the edge (Marsaglia, "Generating a variable from the tail of the normal distribution", 1964). */
function normalTail(random: Random): number {
  for (;;) {
    const x = -Math.log(positiveUniform(random)) / NORMAL_EDGE;
    const y = -Math.log(positiveUniform(random));
    if (2 * y > x * x) return NORMAL_EDGE + x;
  }
}

/** A standard exponential deviate by the ziggurat. */
export function drawExponential(random: Random): number {
  const { edges, heights } = exponentialStrips;
  let shift = 0;
  for (;;) {
    const word = random.uint32();
    const strip = word >>> 24;
    const x = ((word & 0xffffff) * 2 ** 29 + (random.uint32() >>> 3)) * 2 ** -53 * edges[strip];
    if (x < edges[strip + 1]) return shift + x;
    if (strip === 0)
      shift += EXPONENTIAL_EDGE; // the tail is the distribution again
    else if (heights[strip] + random.uniform() * (heights[strip + 1] - heights[strip]) < Math.exp(-x)) return shift + x;
  }
}

/**
 * The logarithm of a gamma deviate of unit rate, which stays finite where the deviate itself underflows (tiny shapes).
 * Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000.
 */
export function drawLogGamma(random: Random, shape: number): number {
  if (shape < 1) return drawLogGamma(random, shape + 1) - drawExponential(random) / shape;
  return Math.log(drawGamma(random, shape));
}

/** A gamma deviate of unit rate. */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return Math.exp(drawLogGamma(random, shape));
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const cubeRoot = 1 + c * x;
    if (cubeRoot <= 0) continue;
    const v = cubeRoot * cubeRoot * cubeRoot;
    const u = positiveUniform(random);
    const square = x * x;
    if (u < 1 - 0.0331 * square * square || Math.log(u) < 0.5 * square + d * (1 - v + Math.log(v))) return d * v;
  }
}
