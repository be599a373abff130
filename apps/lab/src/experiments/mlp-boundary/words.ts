import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
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
};
