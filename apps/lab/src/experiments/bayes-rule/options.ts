import { z } from 'zod';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  prior: number({
    label: text('Share of people who are ill', '患病比例（先验）'),
    min: 0.001,
    max: 0.5,
    default: 0.01,
    logarithmic: true,
  }),
  sensitivity: number({
    label: text('Sensitivity: the ill who test positive', '灵敏度：患者中检测阳性的比例'),
    min: 0.5,
    max: 1,
    default: 0.95,
    step: 0.01,
  }),
  falsePositives: number({
    label: text('False positives: the healthy who test positive', '假阳性率：健康者中检测阳性的比例'),
    min: 0.001,
    max: 0.5,
    default: 0.05,
    logarithmic: true,
  }),
  result: choice({
    label: text('Every test is', '每次检测结果'),
    choices: { positive: text('positive', '阳性'), negative: text('negative', '阴性') },
    default: 'positive',
  }),
  tests: integer({ label: text('Tests, one after the other', '依次进行的检测次数'), min: 1, max: 6, default: 3 }),
});
export type Options = z.infer<typeof options>;
