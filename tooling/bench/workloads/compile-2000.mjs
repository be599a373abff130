import { compile, tf } from '@ai/core';
import { charGpt } from '../models/char-gpt.mjs';
import { adam } from '../models/optimizers.mjs';
import { minimize } from '../models/training.mjs';

// small tensors: building is the work, not the one run that goes with it
const OPTIONS = { layers: 6, heads: 2, width: 32, context: 16, batch: 2, vocabulary: 65 };

export default {
  name: 'compile-2000',
  title: `building a compiled step: character GPT of ${OPTIONS.layers} layers, Adam, 1,996 nodes as exportOnnx counts them`,
  skip: { js: 'it compiles nothing', wasm: 'it compiles nothing', 'tfjs-node': 'it compiles nothing' },
  prepare() {
    const { variables, lossOf, batch } = charGpt(OPTIONS);
    const update = adam(variables);
    return () => {
      const step = compile((...tensors) => minimize(() => lossOf(...tensors), { variables, update }));
      const loss = step.sync(...batch); // records the step, builds its graph and runs it once
      loss.dataSync();
      tf.dispose(loss);
      step.dispose();
    };
  },
};
