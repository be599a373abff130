import { binary } from './binary.js';
import { convolutions } from './convolution.js';
import { depthwiseGradients } from './depthwise-gradient.js';
import { detection } from './detection.js';
import { fused } from './fused.js';
import { indexing } from './indexing.js';
import { localResponse } from './local-response.js';
import type { LoweringTable } from './lowering.js';
import { matmul } from './matmul.js';
import { morphology } from './morphology.js';
import { normalization } from './normalization.js';
import { pooling } from './pooling.js';
import { reduction } from './reduction.js';
import { resizing } from './resizing.js';
import { sampling } from './sampling.js';
import { scan } from './scan.js';
import { shaping } from './shaping.js';
import { spaceBatch } from './space-batch.js';
import { unary } from './unary.js';
import { volumeConvolutions } from './volume-convolution.js';
import { volumePooling } from './volume-pooling.js';

/** Every TensorFlow.js kernel that is written in ONNX operators; the others run as TensorFlow.js's own kernels. */
export const lowerings: LoweringTable = {
  ...unary,
  ...binary,
  ...reduction,
  ...scan,
  ...matmul,
  ...convolutions,
  ...depthwiseGradients,
  ...volumeConvolutions,
  ...pooling,
  ...volumePooling,
  ...morphology,
  ...shaping,
  ...spaceBatch,
  ...indexing,
  ...normalization,
  ...localResponse,
  ...resizing,
  ...sampling,
  ...detection,
  ...fused,
};
