import { charGpt, LARGE } from '../models/char-gpt.mjs';
import { adam } from '../models/optimizers.mjs';
import { trainingStep } from '../models/training.mjs';

export default {
  name: 'char-gpt-large',
  title: `step of a character GPT, ${LARGE.layers} layers, width ${LARGE.width}, context ${LARGE.context}, batch ${LARGE.batch}, Adam, float32`,
  options: LARGE,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'char_gpt_torch.py' },
  prepare({ variant }) {
    const model = charGpt(LARGE);
    return trainingStep({ ...model, update: adam(model.variables), variant });
  },
  check: (loss) => loss,
};
