import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appRoot } from '../src/app-root.js';
import { CHAPTERS } from '../src/experiment.js';
import { experiments } from '../src/experiments/index.js';
import { controlsOf } from '../src/options.js';
import { formulaHtml, proseHtml } from '../src/render/prose.js';
import { readApiDoc } from '../src/server/api-doc.js';
import { isText, LANGUAGES } from '../src/text.js';

describe('the list of experiments', () => {
  it('has every folder, once, under its own name', () => {
    const folders = readdirSync(join(appRoot, 'src', 'experiments')).filter((name) => name !== 'index.ts');
    expect(experiments.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  it('is in the order of the chapters', () => {
    const order = Object.keys(CHAPTERS);
    const places = experiments.map(({ chapter }) => order.indexOf(chapter));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe.each(experiments.map((experiment) => [experiment.id, experiment] as const))('%s', (_, experiment) => {
  it('says everything in both languages', () => {
    const chinese = /[\u4e00-\u9fff]/;
    for (const text of [experiment.title, experiment.summary, experiment.explanation]) {
      expect(text.zh).toMatch(chinese);
      expect(text.en).not.toMatch(chinese);
    }
    for (const { label } of controlsOf(experiment.options)) {
      for (const language of LANGUAGES) expect(label[language].length).toBeGreaterThan(0);
      expect(label.en).not.toMatch(chinese);
    }
  });

  it('has formulas that KaTeX reads', () => {
    const { formula } = experiment;
    for (const language of LANGUAGES) {
      const latex = isText(formula) ? formula[language] : formula;
      expect(formulaHtml(latex, 'htmlAndMathml')).toContain('katex');
      if (language === 'zh') expect(latex).not.toMatch(/\\text\{[ a-z]*[a-z]{2}[ a-z]*\}/); // words are translated
    }
    for (const language of LANGUAGES) expect(proseHtml(experiment.explanation[language], 'mathml')).not.toContain('$');
  });

  it('has defaults within their own bounds', () => {
    const defaults = Object.fromEntries(
      controlsOf(experiment.options).map((control) => [control.name, control.default]),
    );
    expect(experiment.options.parse({})).toEqual(defaults);
    expect(experiment.options.parse(defaults)).toEqual(defaults);
  });

  it('names exports that are there and documented', () => {
    expect(experiment.uses.length).toBeGreaterThan(0);
    for (const use of experiment.uses) {
      const code = readFileSync(join(appRoot, '..', '..', use.source), 'utf8');
      const { signature, paragraphs } = readApiDoc(code, use);
      if (use.name === 'tf') continue; // a namespace of another project, put together from many
      expect(signature, `${use.name} in ${use.source}`).toContain(use.name);
      expect(paragraphs.length, use.name).toBeGreaterThan(0);
    }
  });
});
