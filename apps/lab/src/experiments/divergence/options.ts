import { z } from 'zod';
import { choice, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  humps: choice({
    label: text('P has', 'P 有'),
    choices: { one: text('one hump', '一个峰'), two: text('two humps', '两个峰') },
    default: 'two',
  }),
  distance: number({ label: text('Distance of P’s humps', 'P 两峰的距离'), min: 0, max: 8, default: 4, step: 0.1 }),
  meanQ: number({ label: text('Mean of Q', 'Q 的均值'), min: -4, max: 4, default: 1, step: 0.05 }),
  deviationQ: number({ label: text('Deviation of Q', 'Q 的标准差'), min: 0.3, max: 4, default: 1.5, step: 0.05 }),
  fit: choice({
    label: text('Fit Q', '拟合 Q'),
    choices: {
      none: text('no: as set above', '不拟合：按上面设置'),
      forward: text('least D(P‖Q)', '使 D(P‖Q) 最小'),
      reverse: text('least D(Q‖P)', '使 D(Q‖P) 最小'),
    },
    default: 'none',
  }),
  base: choice({
    label: text('Unit', '单位'),
    choices: { nats: text('nats', '奈特'), bits: text('bits', '比特') },
    default: 'bits',
  }),
});
export type Options = z.infer<typeof options>;
