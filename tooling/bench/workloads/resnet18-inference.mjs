import { compile, tf } from '@ai/core';
import { fingerprint, spread } from '../data.mjs';
import { resnet18 } from '../models/resnet18.mjs';

const OPTIONS = { batch: 1, size: 224, classes: 1000 };

export default {
  name: 'resnet18-inference',
  title: `inference of ResNet-18, ${OPTIONS.batch} images of ${OPTIONS.size}x${OPTIONS.size}, float32`,
  options: OPTIONS,
  variants: ['lazy'],
  skip: { js: 'it takes half a minute and more' },
  python: { pytorch: 'resnet18_inference_torch.py' },
  prepare({ variant }) {
    const { batch, size } = OPTIONS;
    const { forward } = resnet18(OPTIONS);
    const x = tf.tensor4d(spread(batch * size * size * 3, 1001), [batch, size, size, 3]);
    const infer = (images) => tf.tidy(() => forward(images, false));
    const run = variant === 'lazy' ? infer : compile(infer, { freeze: true }).sync;
    return () => {
      const logits = run(x);
      const values = logits.dataSync();
      logits.dispose();
      return values;
    };
  },
  check: fingerprint,
};
