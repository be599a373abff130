import { tf } from '@ai/core';
import { spread } from '../data.mjs';
import { momentum } from '../models/optimizers.mjs';
import { integers } from '../models/parameters.mjs';
import { resnet18 } from '../models/resnet18.mjs';
import { trainingStep } from '../models/training.mjs';

const OPTIONS = { batch: 32, size: 32, classes: 10, learningRate: 0.01, momentum: 0.9 };

export default {
  name: 'resnet18-step',
  title: `step of ResNet-18, ${OPTIONS.batch} images of ${OPTIONS.size}x${OPTIONS.size}, batch normalization, SGD with momentum, float32`,
  options: OPTIONS,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'resnet18_step_torch.py' },
  prepare({ variant }) {
    const { batch, size, classes } = OPTIONS;
    const { variables, forward } = resnet18(OPTIONS);
    const lossOf = (x, labels) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels, classes), forward(x, true));
    const data = [
      tf.tensor4d(spread(batch * size * size * 3, 1001), [batch, size, size, 3]),
      tf.tensor1d(integers(batch, classes, 1002), 'int32'),
    ];
    return trainingStep({ variables, lossOf, update: momentum(variables, OPTIONS), batch: data, variant });
  },
  check: (loss) => loss,
};
