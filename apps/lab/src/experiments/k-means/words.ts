import { suggestion } from '../../experiment.js';
import { text } from '../../text.js';

/** What the page says of it. */
export const words = {
  title: text('k-means, step by step', '逐步看 k-means'),
  summary: text(
    'Assign, move, repeat: how it finds clusters, and three shapes on which it fails.',
    '分配、移动、重复：它怎样找到簇，以及在三种形状上怎样失败。',
  ),
  explanation: text(
    `Each step has two halves. Every point joins the nearest of $K$ centers; then every center moves to the mean of its points. The sum of squared distances never rises, so it ends, in a valley that need not be the deepest.

It fails in three ways, each behind a control. Shape: borders between centers are straight lines, so stretched clouds are cut across and rings are not seen at all. Size: a large cloud is broken up because that saves more squares than telling two small ones apart. Start: with centers drawn at random two may share a cloud for ever; try random starts with other seeds. k-means++ spreads the first centers out, and more starts keep the best.`,
    `每一步分两半。每个点归入 $K$ 个中心中最近的一个；然后每个中心移到其点的均值。平方距离之和从不增加，所以过程会结束，但停下的谷不一定最深。

它有三种失败方式，各对应一个选项。形状：中心之间的边界是直线，所以拉长的云会被横切，环形则完全看不出来。大小：大云会被拆开，因为这样比区分两个小云更省平方和。起点：随机起点可能让两个中心永远分享同一片云；换几个种子试试。k-means++ 让初始中心分散，多次起步则保留最好的一次。`,
  ),
  tries: [
    suggestion(
      text('Stretched clouds', '拉长的云'),
      { shape: 'stretched' },
      text(
        'Borders run straight and half-way between centers, so the long clouds are cut across. The next experiment can do it.',
        '边界是直线，位于两中心正中，于是长长的云被横切。下一个实验能做到。',
      ),
    ),
    suggestion(
      text('One large, two small', '一大两小'),
      { shape: 'unequal' },
      text(
        'The large cloud gets two centers and the two small ones share one: it costs fewer squares, and that is all it looks at.',
        '大云占了两个中心，两个小云共用一个：这样平方和更小，而它只看这个。',
      ),
    ),
    suggestion(
      text('Rings', '圆环'),
      { shape: 'rings' },
      text(
        'Slices of a cake: nearness to a center cannot tell a ring from the ring around it.',
        '像切蛋糕：只凭到中心的远近，分不清里环和外环。',
      ),
    ),
    suggestion(
      text('A bad start', '糟糕的起点'),
      {},
      text(
        'Two centers share one cloud, and the third has to serve two. No step can mend that any more. Choose k-means++ and it is gone.',
        '两个中心挤在一片云里，第三个要管两片，再走也改不了。换成 k-means++ 就好了。',
      ),
      4,
    ),
  ],
  formula: '\\min_{\\mu_1, \\dots, \\mu_K} \\; \\sum_{i=1}^{N} \\min_{k} \\lVert x_i - \\mu_k \\rVert^2',
};
