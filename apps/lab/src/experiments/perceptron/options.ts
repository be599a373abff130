import { z } from 'zod';
import { classColumnOption, ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  task: choice({
    label: text('To learn', '学习目标'),
    choices: {
      and: text('AND', '与（AND）'),
      or: text('OR', '或（OR）'),
      xor: text('failure: XOR', '失败：异或（XOR）'),
      clouds: text('two clouds', '两片云'),
    },
    default: 'clouds',
  }),
  passes: integer({ label: text('Most passes over the points', '最多遍历次数'), min: 1, max: 60, default: 30 }),
  ...ownPlaneOptions({ hint: text('Classes 1 and 2, at least one of each.', '类别 1 和 2，各至少一个点。') }),
  classes: classColumnOption,
});
export type Options = z.infer<typeof options>;
