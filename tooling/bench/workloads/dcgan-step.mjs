import { compile, tf } from '@ai/core';
import { spread } from '../data.mjs';
import { dcgan } from '../models/dcgan.mjs';

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
    const optimizers = [tf.train.adam(2e-4, 0.5), tf.train.adam(2e-4, 0.5)];
    const real = tf.tensor4d(spread(batch * SIZE * SIZE * 3, 1001), [batch, SIZE, SIZE, 3]);
    const noise = tf.tensor4d(spread(batch * latent, 1002), [batch, 1, 1, latent]);
    const judge = (images, isReal) => {
      const logits = discriminator.forward(images);
      return tf.losses.sigmoidCrossEntropy(isReal ? tf.onesLike(logits) : tf.zerosLike(logits), logits);
    };
    const minimize = (optimizer, lossOf, variables) => {
      const { value, grads } = tf.variableGrads(lossOf, variables);
      optimizer.applyGradients(grads);
      tf.dispose(grads);
      return value;
    };
    const both = (images, z) =>
      tf.tidy(() => {
        const fake = generator.forward(z);
        const judged = () => judge(images, true).add(judge(fake, false));
        const discriminatorLoss = minimize(optimizers[0], judged, discriminator.variables);
        const fooled = () => judge(generator.forward(z), true);
        return discriminatorLoss.add(minimize(optimizers[1], fooled, generator.variables));
      });
    const step = variant === 'lazy' ? both : compile(both).sync;
    return () => {
      const loss = step(real, noise);
      const [value] = loss.dataSync();
      loss.dispose();
      return value;
    };
  },
  check: (loss) => loss,
};
