import { z } from 'zod';
import { choice, column, integer, number, table } from '../../options.js';
import { type Text, text } from '../../text.js';

export const FEATURES: Readonly<Record<string, Text>> = {
  alcohol: text('alcohol', '酒精'),
  malic_acid: text('malic acid', '苹果酸'),
  ash: text('ash', '灰分'),
  alcalinity_of_ash: text('alkalinity of ash', '灰分碱度'),
  magnesium: text('magnesium', '镁'),
  total_phenols: text('total phenols', '总酚'),
  flavanoids: text('flavanoids', '黄酮类'),
  nonflavanoid_phenols: text('other phenols', '非黄酮酚'),
  proanthocyanins: text('proanthocyanins', '原花青素'),
  color_intensity: text('colour intensity', '颜色强度'),
  hue: text('hue', '色调'),
  od280_over_od315_of_diluted_wines: text('OD280/OD315', 'OD280/OD315'),
  proline: text('proline', '脯氨酸'),
};

export const options = z.object({
  penalty: choice({
    label: text('Penalty', '惩罚'),
    choices: {
      lasso: text('lasso (absolute values)', '套索（绝对值）'),
      elastic: text('elastic net (half and half)', '弹性网（各半）'),
      ridge: text('ridge (squares)', '岭（平方）'),
    },
    default: 'lasso',
  }),
  alpha: number({ label: text('Strength α', '强度 α'), min: 0.001, max: 100, default: 0.05, logarithmic: true }),
  target: choice({ label: text('Measurement to predict', '要预测的测量值'), choices: FEATURES, default: 'alcohol' }),
  testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.6, default: 0.3, step: 0.05 }),
  count: integer({ label: text('Points on the path', '路径点数'), min: 10, max: 200, default: 80 }),
  data: table({ label: text('Your own table (CSV)', '你自己的表（CSV）') }),
  targetColumn: column({
    label: text('Column to predict', '要预测的列'),
    automatic: text('last of numbers', '最后一个数字列'),
  }),
});
export type Options = z.infer<typeof options>;
