// Networks whose exported form is run by ONNX Runtime in Python: tooling/golden/core/exported.py writes what comes out.
import { exportOnnx, gelu, layerNorm, Random, randomNormal, setEngine, tf } from '../src/index.js';

type Tensor = tf.Tensor;

export interface ExportCase {
  readonly fn: (x: Tensor) => Tensor;
  /** Of one sample; tokens are integers below 11. */
  readonly input: { readonly shape: readonly number[]; readonly dtype: 'float32' | 'int32' };
}

/** Weights from a seeded generator, so that they are the same wherever the models are made. */
function weightsFrom(seed: number): (...shape: number[]) => Tensor {
  const random = new Random(seed);
  return (...shape) => tf.variable(randomNormal(random, shape, 0, 0.4));
}

/** Linear layers with a batch norm between them. */
function mlp(): ExportCase {
  const weight = weightsFrom(1);
  const [first, bias, last] = [weight(5, 8), weight(8), weight(8, 3)];
  const [mean, offset, scale] = [weight(8), weight(8), weight(8)];
  const fn = (x: Tensor): Tensor =>
    tf.batchNorm(x.matMul(first).add(bias), mean, scale.square().add(0.5), offset, scale).relu().matMul(last).softmax();
  return { fn, input: { shape: [5], dtype: 'float32' } };
}

/** Convolutions: strided, depthwise, transposed, with a skip, pools and a resize; images are channels last. */
function cnn(): ExportCase {
  const weight = weightsFrom(2);
  const [stem, depthwise, point, up, head] = [
    weight(3, 3, 2, 4),
    weight(3, 3, 4, 1),
    weight(1, 1, 4, 4),
    weight(2, 2, 3, 4),
    weight(3, 5),
  ] as tf.Tensor4D[];
  const fn = (x: Tensor): Tensor => {
    const low = tf.conv2d(x as tf.Tensor4D, stem, 2, 'same').relu() as tf.Tensor4D;
    const mixed = tf.conv2d(tf.depthwiseConv2d(low, depthwise, 1, 'same'), point, 1, 'same').add(low) as tf.Tensor4D;
    const pooled = tf.maxPool(mixed, 2, 2, 'same').add(tf.avgPool(mixed, 3, 2, 'same')) as tf.Tensor4D;
    const wide = tf.image.resizeBilinear(pooled, [4, 4], false, true);
    const high = tf.conv2dTranspose(wide, up, [x.shape[0], 8, 8, 3], 2, 'same').relu();
    return high
      .mean([1, 2])
      .matMul(head as Tensor)
      .logSoftmax();
  };
  return { fn, input: { shape: [8, 8, 2], dtype: 'float32' } };
}

/** A block of a transformer with causal attention over embedded tokens. */
function transformer(): ExportCase {
  const weight = weightsFrom(3);
  const [tokens, width, heads] = [6, 8, 2];
  const [table, positions, qkv, project] = [weight(11, width), weight(tokens, width), weight(width, 24), weight(8, 8)];
  const [scale, offset] = [weight(width), weight(width)] as tf.Tensor1D[];
  const [wide, narrow] = [weight(width, 16), weight(16, width)];
  const dense = (x: Tensor, kernel: Tensor): Tensor =>
    x
      .reshape([-1, kernel.shape[0]])
      .matMul(kernel)
      .reshape([x.shape[0], tokens, kernel.shape[1] as number]);
  const fn = (ids: Tensor): Tensor => {
    const x = tf.gather(table, ids as tf.Tensor2D).add(positions);
    const split = (part: Tensor): Tensor => part.reshape([-1, tokens, heads, width / heads]).transpose([0, 2, 1, 3]);
    const [q, k, v] = tf.split(dense(layerNorm(x, scale, offset), qkv), 3, 2).map(split);
    const mask = tf.linalg
      .bandPart(tf.ones([tokens, tokens]), -1, 0)
      .sub(1)
      .mul(1e9);
    const shares = q
      .matMul(k, false, true)
      .mul((width / heads) ** -0.5)
      .add(mask)
      .softmax();
    const mixed = x.add(dense(shares.matMul(v).transpose([0, 2, 1, 3]).reshape([-1, tokens, width]), project));
    return mixed.add(dense(gelu(dense(layerNorm(mixed, scale, offset), wide)), narrow));
  };
  return { fn, input: { shape: [tokens], dtype: 'int32' } };
}

/** Steps of an LSTM from a state of zeros. */
function lstm(): ExportCase {
  const weight = weightsFrom(4);
  const [steps, inputs, units] = [4, 3, 5];
  const [kernel, bias] = [weight(inputs + units, 4 * units), weight(4 * units)];
  const fn = (x: Tensor): Tensor => {
    let [state, output] = [tf.zeros([x.shape[0], units]), tf.zeros([x.shape[0], units])] as Tensor[];
    for (const step of tf.unstack(x, 1)) {
      const gates = tf.concat([step, output], 1).matMul(kernel).add(bias);
      const [i, f, g, o] = tf.split(gates, 4, 1);
      state = f.sigmoid().mul(state).add(i.sigmoid().mul(g.tanh()));
      output = o.sigmoid().mul(state.tanh());
    }
    return output;
  };
  return { fn, input: { shape: [steps, inputs], dtype: 'float32' } };
}

export const exportCases: Readonly<Record<string, () => ExportCase>> = { mlp, cnn, transformer, lstm };

/** The model of a case, made from a batch of two. */
export async function exportCase({ fn, input }: ExportCase): Promise<Uint8Array> {
  await setEngine('onnx');
  const example = tf.zeros([2, ...input.shape], input.dtype);
  const { bytes } = await exportOnnx(fn, [example], undefined, { dynamicBatch: true });
  example.dispose();
  return bytes;
}
