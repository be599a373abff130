import { suggestion } from '../../experiment.js';
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
  tries: [
    suggestion(
      text('No hidden layer', '没有隐藏层'),
      { layers: 0 },
      text('A straight line: 89% right, however long it learns.', '只有一条直线：学多久都是 89%。'),
    ),
    suggestion(
      text('Four neurons', '四个神经元'),
      { layers: 1, neurons: 4 },
      text(
        'Four soft lines added up go round both moons: 99% of the held-out points.',
        '四条柔和的线相加，就能绕过两个月牙：留出点对 99%。',
      ),
    ),
    suggestion(
      text('Spirals', '螺旋'),
      { shape: 'spirals', neurons: 16, steps: 1500 },
      text(
        'All training points are right and three of four held-out ones: between the arms there are too few points to say where the border runs.',
        '训练点全对，留出点对四分之三：两臂之间的点太少，说不清边界在哪。',
      ),
    ),
    suggestion(
      text('Noise by heart', '背下噪声'),
      { noise: 0.35, layers: 3, neurons: 32, steps: 1000 },
      text(
        'The moons overlap, and a large network draws islands to get every training point right. The held-out loss rises and rises.',
        '月牙互相重叠，大网络画出小岛，让每个训练点都对。留出损失却一路上升。',
      ),
    ),
    suggestion(
      text('… and weight decay', '……加上权重衰减'),
      { noise: 0.35, layers: 3, neurons: 32, steps: 1000, weightDecay: 0.05 },
      text(
        'The same network on a lead: 79% on the training points, 86% held out as before, and a held-out loss six times smaller.',
        '同一个网络被拴住了：训练点 79%，留出仍是 86%，留出损失却小了六倍。',
      ),
    ),
  ],
  formula:
    'h_1 = \\varphi(W_1 x + b_1), \\quad h_2 = \\varphi(W_2 h_1 + b_2), \\quad p(c \\mid x) = \\mathrm{softmax}(W_3 h_2 + b_3)_c',
};
