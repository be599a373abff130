import { tf } from '@ai/core';
import { spread } from '../data.mjs';
import { adam } from '../models/optimizers.mjs';
import { integers, Parameters } from '../models/parameters.mjs';
import { trainingStep } from '../models/training.mjs';

const [BATCH, INPUTS, HIDDEN, CLASSES] = [128, 784, 256, 10];

export default {
  name: 'mlp-step',
  title: `step of a network ${INPUTS}-${HIDDEN}-${CLASSES}, batch ${BATCH}, Adam, float32`,
  variants: ['lazy'],
  python: { pytorch: 'mlp_step_torch.py' },
  prepare({ variant }) {
    const parameters = new Parameters();
    const weight1 = parameters.random([INPUTS, HIDDEN], 0.05);
    const bias1 = parameters.constant([HIDDEN], 0);
    const weight2 = parameters.random([HIDDEN, CLASSES], 0.05);
    const bias2 = parameters.constant([CLASSES], 0);
    const lossOf = (x, labels) => {
      const hidden = tf.relu(tf.matMul(x, weight1).add(bias1));
      return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, CLASSES), tf.matMul(hidden, weight2).add(bias2));
    };
    const batch = [
      tf.tensor2d(spread(BATCH * INPUTS, 1001), [BATCH, INPUTS]),
      tf.tensor1d(integers(BATCH, CLASSES, 1002), 'int32'),
    ];
    return trainingStep({ variables: parameters.all, lossOf, update: adam(parameters.all), batch, variant });
  },
  check: (loss) => loss,
};
