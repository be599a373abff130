import type { ModuleCase } from '@ai/core/testing';
import { activationCases } from './activation.js';
import { attentionCases } from './attention.js';
import { containerCases } from './container.js';
import { convolutionCases } from './convolution.js';
import { linearCases } from './linear.js';
import { normalizationCases } from './normalization.js';
import { poolingCases } from './pooling.js';
import { recurrentCases } from './recurrent.js';
import { regularizationCases } from './regularization.js';
import { resamplingCases } from './resampling.js';
import { transformerCases } from './transformer.js';

/** Every exported module with what is expected of it. */
export const CASES: readonly ModuleCase[] = [
  ...activationCases,
  ...attentionCases,
  ...containerCases,
  ...convolutionCases,
  ...linearCases,
  ...normalizationCases,
  ...poolingCases,
  ...recurrentCases,
  ...regularizationCases,
  ...resamplingCases,
  ...transformerCases,
];
