import { trainTestSplit } from '@ai/classic-ml';
import { Random, tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { Adam, type AnyModule, crossEntropy, Linear, Relu, Sequential, Sigmoid, Tanh } from '@ai/nn';
import { z } from 'zod';
import { drawShape, type LabelledPoints, pointsScript, type Shape, shapeScript } from '../data/shapes.js';
import { defineExperiment, type Figure, figure, frame, progress, scalars, type Tile } from '../experiment.js';
import { regionPicture, signedPicture } from '../figures/pixels.js';
import { boundsOf, gridOver, type PlaneBounds, planeFigure } from '../figures/plane.js';
import { choice, integer, number, parsePoints, points } from '../options.js';
import { text } from '../text.js';
import { weightsJson } from '../training/weights.js';

const GRID = 80;
const TILE = 32;
const TEST_SHARE = 0.33;
const FRAMES = 60;

const ACTIVATIONS = { tanh: Tanh, relu: Relu, sigmoid: Sigmoid };

interface DataOptions {
  readonly shape: 'moons' | 'spirals' | 'rings' | 'clouds';
  readonly noise: number;
  readonly points: string;
}

function shapeOf({ shape, noise }: DataOptions): Shape {
  if (shape === 'moons') return { curve: 'moons', count: 240, groups: 2, noise };
  if (shape !== 'clouds')
    return { curve: shape, count: shape === 'rings' ? 240 : 300, groups: shape === 'rings' ? 2 : 3, noise };
  const spread = [0.25 + noise, 0.25 + noise] as const;
  const centers = [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ] as const;
  return { blobs: centers.map((center) => ({ center, spread, count: 60 })) };
}

function ownData(drawn: string): LabelledPoints | undefined {
  const own = parsePoints(drawn);
  const counts = [0, 1, 2]
    .map((label) => own.filter((point) => point.label === label).length)
    .filter((count) => count > 0);
  if (counts.length < 2 || counts.some((count) => count < 3)) return undefined;
  return {
    points: own.map(({ x, y }) => [3 * x - 1.5, 3 * y - 1.5]),
    labels: own.map(({ label }) => Math.min(label, 2)),
  };
}

function dataOf(options: DataOptions, seed: number): LabelledPoints {
  const { points, labels } = ownData(options.points) ?? drawShape(shapeOf(options), seed);
  if (options.shape !== 'clouds' || ownData(options.points)) return { points, labels };
  return { points, labels: labels.map((label) => (label < 2 ? 0 : 1)) }; // opposite clouds are one class
}

export const mlpBoundary = defineExperiment({
  id: 'mlp-boundary',
  chapter: 'networks',
  title: text('Neurons bend a boundary', '神经元弯曲边界'),
  summary: text(
    'A small network untangles moons and spirals; see what each hidden neuron contributes.',
    '一个小网络解开月牙和螺旋；看每个隐藏神经元的贡献。',
  ),
  explanation: text(
    `A hidden neuron draws one soft line across the plane; the pictures show each neuron's answer everywhere, blue above zero and orange below. The next layer adds such lines up into curves, and the last one chooses a class.

Without hidden layers the boundary is straight. Four neurons can bend it round the moons; the spirals want two layers and patience. ReLU gives corners, tanh gives curves, sigmoid learns slowly because its slopes are small.

Weight decay pulls the weights to zero and keeps the boundary smooth. Noise makes the classes overlap, and a large network begins to draw islands around single points: compare both accuracies.`,
    `一个隐藏神经元在平面上画一条柔和的线；图中显示每个神经元在各处的输出，蓝色大于零，橙色小于零。下一层把这些线加成曲线，最后一层选择类别。

没有隐藏层时边界是直的。四个神经元就能绕过月牙；螺旋需要两层和耐心。ReLU 画出折角，tanh 画出曲线，sigmoid 因斜率小而学得慢。

权重衰减把权重拉向零，使边界平滑。噪声让类别重叠，大网络会在个别点周围画小岛：比较两个准确率。`,
  ),
  formula:
    'h_1 = \\varphi(W_1 x + b_1), \\quad h_2 = \\varphi(W_2 h_1 + b_2), \\quad p(c \\mid x) = \\mathrm{softmax}(W_3 h_2 + b_3)_c',
  uses: [
    { name: 'Linear', package: '@ai/nn', source: 'packages/nn/src/layers/linear/linear.ts' },
    { name: 'Sequential', package: '@ai/nn', source: 'packages/nn/src/layers/container/containers.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
  ],
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { loss: text('training points', '训练点'), testLoss: text('held out', '留出') },
    },
    {
      title: text('Accuracy', '准确率'),
      x: text('step', '步'),
      series: { accuracy: text('training points', '训练点'), testAccuracy: text('held out', '留出') },
    },
  ],
  options: z.object({
    shape: choice({
      label: text('Data', '数据'),
      choices: {
        moons: text('two moons', '两个月牙'),
        spirals: text('three spirals', '三条螺旋'),
        rings: text('two rings', '两个圆环'),
        clouds: text('opposite clouds (XOR)', '对角云（异或）'),
      },
      default: 'moons',
    }),
    noise: number({ label: text('Noise', '噪声'), min: 0, max: 0.6, default: 0.12, step: 0.01 }),
    layers: integer({ label: text('Hidden layers', '隐藏层数'), min: 0, max: 4, default: 2 }),
    neurons: integer({ label: text('Neurons a layer', '每层神经元'), min: 1, max: 32, default: 8 }),
    activation: choice({
      label: text('Activation', '激活函数'),
      choices: { tanh: text('tanh', 'tanh'), relu: text('ReLU', 'ReLU'), sigmoid: text('sigmoid', 'sigmoid') },
      default: 'tanh',
    }),
    learningRate: number({
      label: text('Learning rate', '学习率'),
      min: 0.0005,
      max: 0.3,
      default: 0.02,
      logarithmic: true,
    }),
    weightDecay: number({ label: text('Weight decay', '权重衰减'), min: 0, max: 0.1, default: 0, step: 0.002 }),
    steps: integer({ label: text('Steps', '步数'), min: 10, max: 3000, default: 400, step: 10 }),
    points: points({
      label: text('Your own points', '你自己的点'),
      hint: text('At least 3 of each of two or three classes.', '两类或三类，每类至少 3 个。'),
    }),
  }),
  async *run({ options, seed }) {
    const data = dataOf(options, seed);
    const classes = Math.max(...data.labels) + 1;
    const { xTrain, xTest, yTrain, yTest } = trainTestSplit(data.points, data.labels, {
      testSize: TEST_SHARE,
      stratify: true,
      seed,
    });
    const part = ({ data: values, rows }: typeof xTrain, labels: number[]) => ({
      x: tf.tensor2d(Float32Array.from(values), [rows, 2]),
      y: tf.tensor1d(labels, 'int32'),
      labels,
    });
    const [train, test] = [part(xTrain, yTrain), part(xTest, yTest)];
    const bounds = boundsOf(data.points);
    const grid = tf.tensor2d(gridOver(bounds, GRID));
    const tileGrid = tf.tensor2d(gridOver(bounds, TILE));
    const model = network(options, classes, new Random(seed));
    const optimizer = new Adam(model, { learningRate: options.learningRate, weightDecay: options.weightDecay });
    const measure = ({ x, y, labels }: typeof train) =>
      tf.tidy(() => {
        const scores = model.forward(x) as tf.Tensor2D;
        return {
          loss: crossEntropy(scores, y).dataSync()[0],
          accuracy: accuracy(labels, Array.from(scores.argMax(1).dataSync())),
        };
      });
    const every = Math.max(1, Math.ceil(options.steps / FRAMES));
    try {
      for (let step = 0; step <= options.steps; step++) {
        if (step % every === 0 || step === options.steps) {
          const [now, held] = [measure(train), measure(test)];
          yield scalars(step, {
            loss: now.loss,
            testLoss: held.loss,
            accuracy: now.accuracy,
            testAccuracy: held.accuracy,
          });
          yield progress(step / options.steps);
          yield figure(boundaryFigure(model, grid, data, classes, bounds, step));
          if (options.layers > 0) yield figure(neuronFigure(model, tileGrid, options.layers));
          yield frame;
        }
        if (step === options.steps) break;
        const { value, grads } = tf.variableGrads(
          () => crossEntropy(model.forward(train.x), train.y),
          model.trainableVariables(),
        );
        optimizer.step(grads);
        tf.dispose([value, grads]);
      }
      const [now, held] = [measure(train), measure(test)];
      return {
        mainFigure: 'boundary',
        files: { 'weights.json': weightsJson(model) },
        values: {
          accuracy: { label: text('Accuracy on training points', '训练点准确率'), value: now.accuracy },
          testAccuracy: { label: text('Held out', '留出准确率'), value: held.accuracy },
          loss: { label: text('Loss', '损失'), value: now.loss },
          testLoss: { label: text('Held-out loss', '留出损失'), value: held.loss },
          parameters: { label: text('Parameters', '参数'), value: model.countParameters() },
        },
      };
    } finally {
      tf.dispose([train.x, train.y, test.x, test.y, grid, tileGrid]);
      optimizer.dispose();
      model.dispose();
    }
  },
  script: (options, seed) => {
    const own = ownData(options.points);
    const relabel =
      options.shape === 'clouds' && !own
        ? '\nfor (const i of labels.keys()) labels[i] = labels[i] < 2 ? 0 : 1; // opposite clouds are one class\n'
        : '';
    const name = { tanh: 'Tanh', relu: 'Relu', sigmoid: 'Sigmoid' }[options.activation];
    const classes = Math.max(...dataOf(options, seed).labels) + 1;
    const sizes = [2, ...new Array<number>(options.layers).fill(options.neurons)];
    const layers = sizes
      .slice(1)
      .map((size, i) => `  new Linear(${sizes[i]}, ${size}, { random: init }), new ${name}(),\n`);
    return `import { trainTestSplit } from '@ai/classic-ml';
import { Random, tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { Adam, crossEntropy, Linear, Sequential${options.layers > 0 ? `, ${name}` : ''} } from '@ai/nn';

${own ? pointsScript(own) : shapeScript(shapeOf(options), seed)}
${relabel}
const split = trainTestSplit(points, labels, { testSize: ${TEST_SHARE}, stratify: true, seed: ${seed} });
const rows = ({ data, rows }) => tf.tensor2d(Float32Array.from(data), [rows, 2]);
const [x, y] = [rows(split.xTrain), tf.tensor1d(split.yTrain, 'int32')];

const init = new Random(${seed});
const model = new Sequential(
${layers.join('')}  new Linear(${sizes.at(-1)}, ${classes}, { random: init }),
);
const optimizer = new Adam(model, { learningRate: ${options.learningRate}, weightDecay: ${options.weightDecay} });
for (let step = 0; step < ${options.steps}; step++) {
  const { value, grads } = tf.variableGrads(() => crossEntropy(model.forward(x), y), model.trainableVariables());
  optimizer.step(grads);
  if (step % 50 === 0) console.log('step', step, 'loss', value.dataSync()[0]);
  tf.dispose([value, grads]);
}
const scores = model.forward(rows(split.xTest));
console.log('accuracy on held-out points', accuracy(split.yTest, scores.argMax(1)));
`;
  },
});

function network(
  { layers, neurons, activation }: { layers: number; neurons: number; activation: keyof typeof ACTIVATIONS },
  classes: number,
  random: Random,
): Sequential {
  const modules: AnyModule[] = [];
  let inputs = 2;
  for (let layer = 0; layer < layers; layer++) {
    modules.push(new Linear(inputs, neurons, { random }), new ACTIVATIONS[activation]());
    inputs = neurons;
  }
  return new Sequential(...modules, new Linear(inputs, classes, { random }));
}

function boundaryFigure(
  model: Sequential,
  grid: tf.Tensor2D,
  data: LabelledPoints,
  classes: number,
  bounds: PlaneBounds,
  step: number,
): Figure {
  const probabilities = tf.tidy(() => tf.softmax(model.forward(grid) as tf.Tensor2D).dataSync());
  const winners = new Uint8Array(GRID * GRID);
  const margins = new Float64Array(GRID * GRID);
  for (let i = 0; i < winners.length; i++) {
    const row = Array.from(probabilities.subarray(i * classes, (i + 1) * classes));
    const best = Math.max(...row);
    winners[i] = row.indexOf(best);
    margins[i] = Math.max(0, (best * classes - 1) / (classes - 1));
  }
  return planeFigure({
    name: 'boundary',
    title: text('What the network says everywhere', '网络在各处的判断'),
    caption: text(`Step ${step}. The paler, the less sure.`, `第 ${step} 步。颜色越浅越没有把握。`),
    bounds,
    points: data.points,
    labels: data.labels,
    classes: Array.from({ length: classes }, (_, i) => String(i + 1)),
    background: regionPicture(winners, GRID, margins),
  });
}

/** What every hidden neuron answers over the plane. */
function neuronFigure(model: Sequential, grid: tf.Tensor2D, layers: number): Figure {
  const tiles: Tile[] = [];
  const answers = tf.tidy(() => {
    const outputs: { values: Float32Array; count: number }[] = [];
    let h: tf.Tensor = grid;
    for (let layer = 0; layer < layers; layer++) {
      h = model.at(2 * layer + 1)!.forward(model.at(2 * layer)!.forward(h));
      outputs.push({ values: h.dataSync() as Float32Array, count: h.shape[1]! });
    }
    return outputs as never;
  }) as { values: Float32Array; count: number }[];
  for (const [layer, { values, count }] of answers.entries()) {
    for (let neuron = 0; neuron < count; neuron++) {
      const one = Float32Array.from({ length: TILE * TILE }, (_, place) => values[place * count + neuron]);
      tiles.push({ pixels: signedPicture(one, TILE), label: `${layer + 1}.${neuron + 1}` });
    }
  }
  return {
    kind: 'tiles',
    name: 'neurons',
    title: text('What each hidden neuron says', '每个隐藏神经元的输出'),
    caption: text('Layer and number; blue above zero, orange below.', '层与编号；蓝色大于零，橙色小于零。'),
    size: 56,
    tiles,
  };
}
