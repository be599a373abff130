import { z } from 'zod';
import { choice, textBox, toggle } from '../../options.js';
import { text } from '../../text.js';

const SAMPLE =
  'the quick queen quietly asked a quick question. the quiet king answered the quick question quickly, and the queen was quiet again.';

export const options = z.object({
  text: textBox({ label: text('Your text', '你的文本'), most: 600, default: SAMPLE }),
  context: choice({
    label: text('Each letter is guessed from', '每个字母的预测依据'),
    choices: {
      0: text('letter frequencies', '字母频率'),
      1: text('the letter before', '前一个字母'),
      2: text('two letters before', '前两个字母'),
      3: text('three letters before', '前三个字母'),
    },
    default: '1',
  }),
  adaptive: toggle({ label: text('Learn while reading', '边读边学'), default: true }),
});
export type Options = z.infer<typeof options>;
