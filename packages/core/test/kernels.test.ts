import '@tensorflow/tfjs-backend-wasm';
import * as tfjs from '@tensorflow/tfjs-core';
import { getGradient, getKernelsForBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../src/index.js';
import { registerWasmKernels } from '../src/kernels/wasm.js';
import { lowerings } from '../src/onnx/lowerings/index.js';

/** Why kernels have no lowering; every JavaScript kernel of the table must be here. */
const REASONS: readonly (readonly [reason: string, kernels: readonly string[]])[] = [
  [
    'Their result has a size that only the numbers tell, and shapes are known before anything runs. (NonMaxSuppressionV4, padded to a fixed size, is lowered.)',
    [
      'NonMaxSuppressionV3',
      'NonMaxSuppressionV5',
      'Unique',
      'SparseFillEmptyRows',
      'SparseSegmentMean',
      'SparseSegmentSum',
    ],
  ],
  [
    'Ragged tensors: sizes that only the numbers tell, in lists of lists.',
    ['RaggedGather', 'RaggedRange', 'RaggedTensorToTensor'],
  ],
  [
    'They have no tensor of numbers to compute with: their result is made once, and is a constant of a compiled function.',
    ['LinSpace', 'Range', 'BroadcastArgs', 'SparseReshape'],
  ],
  ['Random numbers come from `Random`, with a seed and a state that can be saved.', ['Multinomial']],
  [
    'Complex tensors: the tape takes gradients of float32 only, so nothing can be trained through them. `rfft`, `fft` and their like of this package work on pairs of real tensors and are lowered.',
    ['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real'],
  ],
  [
    'Counting is done outside of graphs, where negative numbers can be refused; in a graph `oneHot` and a sum do it.',
    ['Bincount', 'DenseBincount'],
  ],
  [
    'Layers that unpool find the places of maxima by ArgMax; the gradient of MaxPool finds them itself.',
    ['MaxPoolWithArgmax'],
  ],
  [
    'ONNX Runtime has no operators on strings that mean the same.',
    ['StaticRegexReplace', 'StringNGrams', 'StringSplit', 'StringToHashBucketFast'],
  ],
  ['Drawing belongs to browsers.', ['Draw']],
];

/** Kernels whose result is their input's data under another shape: the engine computes nothing for them. */
const SHARING = ['Reshape', 'Identity', 'ExpandDims'];

const functionsOf = (backend: string): Map<string, unknown> =>
  new Map(getKernelsForBackend(backend).map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]));

/** Every kernel name that TensorFlow.js exports, and those of our own operations. */
function kernelNames(): string[] {
  const exported = Object.entries(tfjs).flatMap(([key, value]) => (key === value ? [key] : []));
  return [...new Set([...exported, ...functionsOf('onnx').keys()])].sort();
}

function reasons(javascript: readonly string[]): string {
  const lines = REASONS.map(([reason, kernels]) => `- ${kernels.join(', ')}: ${reason}`);
  expect(REASONS.flatMap(([, kernels]) => kernels).sort(), 'reasons of the JavaScript kernels').toEqual(javascript);
  return lines.join('\n');
}

function table(): string {
  const onnx = functionsOf('onnx');
  const before = functionsOf('wasm');
  registerWasmKernels();
  const after = functionsOf('wasm');
  const onOnnx = (name: string): string => {
    if (!onnx.has(name)) return 'not supported';
    if (SHARING.includes(name)) return 'shares data';
    return lowerings[name] || name === 'Fill' ? 'lowered' : 'JavaScript';
  };
  const onWasm = (name: string): string => {
    if (!after.has(name)) return 'not supported';
    return after.get(name) === before.get(name) ? 'TensorFlow.js' : before.has(name) ? 'replaced' : 'added';
  };
  const rows = kernelNames().map((name) => [name, onOnnx(name), onWasm(name), getGradient(name) ? 'yes' : '']);
  const count = (column: number, value: string): number => rows.filter((row) => row[column] === value).length;
  return `# Kernels

Made by \`npm run docs:kernels\`; a test fails when it is out of date.

A kernel is what an operation of TensorFlow.js runs. What each means per engine:

- **onnx**: *lowered* kernels are recorded and run natively, can be compiled and exported; for element types or attributes that a
  lowering does not cover, and for all *JavaScript* kernels, what was recorded so far is run and TensorFlow.js's JavaScript kernel
  takes over on the same memory (a compiled function refuses them, naming the kernel). *Shares data*: another shape of the same
  numbers, nothing is computed. *Not supported*: no backend in Node.js has the kernel; most of these names are written by their
  operation in other kernels or belong to browsers. (Gelu, LayerNorm, Fourier and their like belong to operations of this package, which are
  written in other kernels on the other engines and carry their gradient with them.)
- **wasm**: kernels of *TensorFlow.js*; *added* ones, which it lacks; *replaced* ones, which it gets wrong or runs slowly.
- **gradient**: whether the tape goes through it, on every engine. It is TensorFlow.js's own or that of \`packages/core/src/gradients\`.

Of ${rows.length} kernels, ${count(1, 'lowered') + count(1, 'shares data')} are lowered or free, ${count(1, 'JavaScript')} run in JavaScript and ${count(1, 'not supported')} are not supported on onnx; ${count(3, 'yes')} have a gradient.

Convolutions and pools are lowered for images with channels last, TensorFlow.js's default.

## Why some run in JavaScript

${reasons(rows.filter((row) => row[1] === 'JavaScript').map(([name]) => name))}

## All kernels

| kernel | onnx | wasm | gradient |
|---|---|---|---|
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}
`;
}

it('docs/kernels.md is up to date (npm run docs:kernels)', async () => {
  await expect(table()).toMatchFileSnapshot('../../../docs/kernels.md');
});
