import { tf } from '@ai/core';
import { spread } from '../data.mjs';
import { dcgan } from '../models/dcgan.mjs';
import { adam } from '../models/optimizers.mjs';
import { minimize, runnable } from '../models/training.mjs';

const OPTIONS = { batch: 16, width: 64, latent: 100 };
const SIZE = 64;

export default {
  name: 'dcgan-step',
  title: `step of both nets of a DCGAN of width ${OPTIONS.width}, ${OPTIONS.batch} images of ${SIZE}x${SIZE}, Adam, float32`,
  options: OPTIONS,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'dcgan_step_torch.py' },
  prepare({ variant }) {
    const { batch, latent } = OPTIONS;
    const { generator, discriminator } = dcgan(OPTIONS);
    const options = { learningRate: 2e-4, beta1: 0.5 };
    const [generated, judged] = [generator, discriminator].map(({ variables }) => ({
      variables,
      update: adam(variables, options),
    }));
    const judge = (images, isReal) => {
      const logits = discriminator.forward(images);
      return tf.losses.sigmoidCrossEntropy(isReal ? tf.onesLike(logits) : tf.zerosLike(logits), logits);
    };
    const step = (real, noise) => {
      const fake = generator.forward(noise);
      const loss = minimize(() => judge(real, true).add(judge(fake, false)), judged);
      return loss.add(minimize(() => judge(generator.forward(noise), true), generated));
    };
    const data = [
      tf.tensor4d(spread(batch * SIZE * SIZE * 3, 1001), [batch, SIZE, SIZE, 3]),
      tf.tensor4d(spread(batch * latent, 1002), [batch, 1, 1, latent]),
    ];
    return runnable(step, data, variant);
  },
  check: (loss) => loss,
};
