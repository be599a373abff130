import { binary } from './binary.js';
import { convolutions } from './convolution.js';
import { depthwiseGradients } from './depthwise-gradient.js';
import { fused } from './fused.js';
import { indexing } from './indexing.js';
import type { LoweringTable } from './lowering.js';
import { matmul } from './matmul.js';
import { normalization } from './normalization.js';
import { pooling } from './pooling.js';
import { reduction } from './reduction.js';
import { resizing } from './resizing.js';
import { shaping } from './shaping.js';
import { unary } from './unary.js';

/** Every TensorFlow.js kernel that is written in ONNX operators; the others run as TensorFlow.js's own kernels. */
export const lowerings: LoweringTable = {
  ...unary,
  ...binary,
  ...reduction,
  ...matmul,
  ...convolutions,
  ...depthwiseGradients,
  ...pooling,
  ...shaping,
  ...indexing,
  ...normalization,
  ...resizing,
  ...fused,
};
