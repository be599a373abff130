import { compile, Random, tf } from '@ai/core';
import { Adam, Conv2d, crossEntropy, Dropout, Flatten, Linear, MaxPool2d, Relu, Sequential, supervised } from '@ai/nn';
import { spread } from '../data.mjs';
import { integers } from '../models/parameters.mjs';

const OPTIONS = { batch: 64, side: 8, filters: 16, classes: 10, dropout: 0.3, learningRate: 0.002 };

/** The network of the lab's experiment cnn-digits, with its default options. */
function network({ side, filters, classes, dropout }, random) {
  return new Sequential(
    new Conv2d(1, filters, 3, { padding: 1, random }),
    new Relu(),
    new Conv2d(filters, 2 * filters, 3, { padding: 1, random }),
    new Relu(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(dropout),
    new Linear(2 * filters * (side / 2) ** 2, classes, { random }),
  );
}

export default {
  name: 'cnn-step',
  title: `step of the lab's digit network, ${OPTIONS.batch} images of ${OPTIONS.side}x${OPTIONS.side}, dropout, Adam, float32`,
  options: OPTIONS,
  variants: ['lazy'],
  skip: { wasm: 'it lacks kernels for the gradients of a convolution' },
  python: { pytorch: 'cnn_step_torch.py' },
  prepare({ variant }) {
    const { batch, side, classes, learningRate } = OPTIONS;
    const random = new Random(1);
    const model = network(OPTIONS, random);
    const optimizer = new Adam(model, { learningRate });
    const program = supervised({ model, optimizer, loss: crossEntropy });
    const plain = (tensors, numbers) => {
      const update = (_, gradients, transform) => optimizer.apply(transform(gradients), numbers);
      return program.step(tensors, { training: true, random, due: { optimizer: true }, update });
    };
    const step = variant === 'lazy' ? plain : compile(plain).sync;
    const data = [
      tf.tensor4d(spread(batch * side * side, 1), [batch, side, side, 1]),
      tf.tensor1d(integers(batch, classes, 2), 'int32'),
    ];
    return () => {
      const numbers = optimizer.prepare();
      const { loss } = step(data, numbers);
      loss.dataSync();
      tf.dispose([loss, numbers]);
      return model;
    };
  },
  check: (model) => model.countParameters(), // dropout draws other numbers in PyTorch, so the losses differ
};
