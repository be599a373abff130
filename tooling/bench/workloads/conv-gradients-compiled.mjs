import { compile } from '@ai/core';
import { convGradients, convGradientsStep, convolve } from '../models/conv-gradients.mjs';

export default {
  ...convGradients,
  name: 'conv-gradients-compiled',
  title: `${convGradients.title}, compiled`,
  prepare: () => convGradientsStep(compile(convolve).sync),
};
