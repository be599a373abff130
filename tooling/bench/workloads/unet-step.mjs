import { tf } from '@ai/core';
import { spread } from '../data.mjs';
import { adam } from '../models/optimizers.mjs';
import { integers } from '../models/parameters.mjs';
import { trainingStep } from '../models/training.mjs';
import { unet } from '../models/unet.mjs';

const OPTIONS = { batch: 4, size: 128, width: 32, depth: 4 };

export default {
  name: 'unet-step',
  title: `step of a U-Net of width ${OPTIONS.width}, ${OPTIONS.batch} images of ${OPTIONS.size}x${OPTIONS.size}, Adam, float32`,
  options: OPTIONS,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'unet_step_torch.py' },
  prepare({ variant }) {
    const { batch, size } = OPTIONS;
    const { variables, forward } = unet(OPTIONS);
    const lossOf = (x, mask) => tf.losses.sigmoidCrossEntropy(mask, forward(x));
    const data = [
      tf.tensor4d(spread(batch * size * size * 3, 1001), [batch, size, size, 3]),
      tf.tensor4d(Float32Array.from(integers(batch * size * size, 2, 1002)), [batch, size, size, 1]),
    ];
    return trainingStep({ variables, lossOf, update: adam(variables), batch: data, variant });
  },
  check: (loss) => loss,
};
