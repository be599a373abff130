// The layers, bottom first. A package may depend on those of lower layers only, never on one of its own.
const LAYERS = [
  ['@ai/core'],
  ['@ai/prob-info', '@ai/metrics', '@ai/classic-ml', '@ai/nn'],
  ['@ai/vision', '@ai/transformer'],
  ['@ai/generative'],
  ['@ai/lab'],
];

const heightOf = (name) => LAYERS.findIndex((names) => names.includes(name));

/** Whether this is one of the packages of this repository. */
export const isOurs = (name) => name.startsWith('@ai/');

/** Why `from` may not depend on `to`; undefined if it may. */
export function layerFault(from, to) {
  const [low, high] = [heightOf(to), heightOf(from)];
  if (low < 0) return `${to} has no layer: add it to tooling/lint/layer-order.mjs`;
  if (low < high) return undefined;
  if (from === to) return `${from} imports itself by name: use a relative path`;
  if (low === high) return `${from} may not depend on ${to}: packages of one layer do not know each other`;
  return `${from} may not depend on ${to}, which stands above it`;
}

/** Whether `from` has a place in the layers. */
export const hasLayer = (from) => heightOf(from) >= 0;

/** Tensor libraries and engines: @ai/core is their only adapter. */
export const isTensorLibrary = (name) => name.startsWith('@tensorflow/') || name.startsWith('onnxruntime-');
