import { convGradients, convGradientsStep, convolve } from '../models/conv-gradients.mjs';

export default { ...convGradients, name: 'conv-gradients', prepare: () => convGradientsStep(convolve) };
