import { tf } from '@ai/core';
import { charGpt, SMALL } from '../models/char-gpt.mjs';
import { trainingStep } from '../models/training.mjs';

export default {
  name: 'char-gpt-small',
  title: `step of a character GPT, ${SMALL.layers} layers, width ${SMALL.width}, context ${SMALL.context}, batch ${SMALL.batch}, Adam, float32`,
  options: SMALL,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'char_gpt_torch.py' },
  prepare: ({ variant }) => trainingStep({ ...charGpt(SMALL), optimizer: tf.train.adam(1e-3), variant }),
  check: (loss) => loss,
};
