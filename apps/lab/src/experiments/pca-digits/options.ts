import { z } from 'zod';
import { column, drawing, integer, table, toggle } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  numComponents: integer({ label: text('Components E', '主成分数 E'), min: 1, max: 64, default: 12 }),
  across: integer({ label: text('Component across', '横轴成分'), min: 1, max: 12, default: 1 }),
  upwards: integer({ label: text('Component upwards', '纵轴成分'), min: 1, max: 12, default: 2 }),
  first: integer({
    label: text('Digits rebuilt, from number', '重建的数字，起始编号'),
    min: 0,
    max: 1780,
    default: 0,
    step: 10,
  }),
  whiten: toggle({ label: text('Map with variance 1 each way', '地图各方向方差为 1'), default: false }),
  drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
  data: table({ label: text('Your own table (CSV)', '你自己的表（CSV）') }),
  classes: column({
    label: text('Column of colours', '颜色列'),
    kind: 'any',
    automatic: text('last of words', '最后一个文字列'),
  }),
});
export type Options = z.infer<typeof options>;
