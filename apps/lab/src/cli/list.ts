import { styleText } from 'node:util';
import { CHAPTERS, type ChapterId } from '../experiment.js';
import { experiments } from '../experiments/index.js';
import { controlsOf, describeControl } from '../options.js';
import { findExperiment } from '../request.js';
import type { Language } from '../text.js';

export function listExperiments({ json, lang }: { json?: boolean; lang: Language }): void {
  if (json) {
    const list = experiments.map(({ id, chapter, title, summary }) => ({
      id,
      chapter,
      title: title[lang],
      summary: summary[lang],
    }));
    console.log(JSON.stringify(list, null, 2));
    return;
  }
  const width = Math.max(...experiments.map(({ id }) => id.length)) + 2;
  for (const chapter of Object.keys(CHAPTERS) as ChapterId[]) {
    const members = experiments.filter((experiment) => experiment.chapter === chapter);
    if (members.length === 0) continue;
    console.log(style('bold', CHAPTERS[chapter][lang]));
    for (const { id, title, summary } of members) {
      console.log(`  ${style('cyan', id.padEnd(width))}${title[lang]}`);
      console.log(`  ${' '.repeat(width)}${style('dim', summary[lang])}`);
    }
    console.log();
  }
}

export function describeExperiment(id: string, { lang }: { lang: Language }): void {
  const experiment = findExperiment(id, experiments);
  console.log(`${style('bold', experiment.title[lang])}\n${experiment.summary[lang]}\n`);
  for (const control of controlsOf(experiment.options)) {
    const preset = control.default === '' ? 'none' : control.default;
    console.log(`  ${style('cyan', control.name)}  ${control.label[lang]}`);
    console.log(`      ${describeControl(control)} (default ${preset})`);
  }
}

/** Styled for a terminal, plain when piped. */
export function style(format: Parameters<typeof styleText>[0], content: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(format, content) : content;
}
