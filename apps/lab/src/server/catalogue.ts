import { CHAPTER_AIMS, CHAPTERS, type ChapterId, type Experiment } from '../experiment.js';
import { type Control, controlsOf } from '../options.js';
import { formulaHtml, proseHtml } from '../render/prose.js';
import { isText, type Language, type Text } from '../text.js';

/** An experiment as the gallery shows it. */
export interface CatalogueEntry {
  readonly id: string;
  readonly chapter: string;
  readonly title: Text;
  readonly summary: Text;
}

/** An experiment as its own page shows it. */
export interface ExperimentPage extends CatalogueEntry {
  readonly explanationHtml: Record<Language, string>;
  readonly formulaHtml: Record<Language, string>;
  readonly tries: NonNullable<Experiment['tries']>;
  readonly uses: Experiment['uses'];
  readonly controls: readonly Control[];
  readonly charts: NonNullable<Experiment['charts']>;
  readonly live: readonly string[];
  readonly instant: boolean;
  readonly frameDelay: number;
}

/** A formula of several statements, one line each: side by side they would not fit a column. */
function formulaLines(formula: string | Text, language: Language): string {
  const latex = isText(formula) ? formula[language] : formula;
  const lines = latex.split(/,?\s*\\qquad\s*/).filter(Boolean);
  return lines.map((line) => formulaHtml(line, 'htmlAndMathml')).join('');
}

export function catalogue(experiments: readonly Experiment[]) {
  return {
    chapters: Object.entries(CHAPTERS)
      .filter(([id]) => experiments.some((experiment) => experiment.chapter === id))
      .map(([id, title]) => ({ id, title, aim: CHAPTER_AIMS[id as ChapterId] })),
    experiments: experiments.map(
      ({ id, chapter, title, summary }): CatalogueEntry => ({ id, chapter, title, summary }),
    ),
  };
}

export function experimentPage(experiment: Experiment): ExperimentPage {
  const {
    id,
    chapter,
    title,
    summary,
    explanation,
    formula,
    tries = [],
    uses,
    charts = [],
    live = [],
    instant = false,
    frameDelay = 0,
  } = experiment;
  return {
    id,
    chapter,
    title,
    summary,
    explanationHtml: { en: proseHtml(explanation.en, 'htmlAndMathml'), zh: proseHtml(explanation.zh, 'htmlAndMathml') },
    formulaHtml: { en: formulaLines(formula, 'en'), zh: formulaLines(formula, 'zh') },
    tries,
    uses,
    controls: controlsOf(experiment.options),
    charts,
    live,
    instant,
    frameDelay,
  };
}
