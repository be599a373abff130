import { charGpt, SMALL } from '../models/char-gpt.mjs';
import { adam } from '../models/optimizers.mjs';
import { trainingStep } from '../models/training.mjs';

export default {
  name: 'char-gpt-small',
  title: `step of a character GPT, ${SMALL.layers} layers, width ${SMALL.width}, context ${SMALL.context}, batch ${SMALL.batch}, Adam, float32`,
  options: SMALL,
  variants: ['lazy'],
  skip: { js: 'it takes minutes', wasm: 'it lacks kernels for some gradients' },
  python: { pytorch: 'char_gpt_torch.py' },
  prepare({ variant }) {
    const model = charGpt(SMALL);
    return trainingStep({ ...model, update: adam(model.variables), variant });
  },
  check: (loss) => loss,
};
