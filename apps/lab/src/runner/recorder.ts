import { createHash } from 'node:crypto';
import type { Experiment, ExperimentEvent, ExperimentResult, Figure } from '../experiment.js';
import type { OptionValues } from '../options.js';
import { isText } from '../text.js';
import { Series } from './series.js';

const MOST_WARNINGS = 20;

/** Keeps what a run has shown so far, in bounded memory: the curves, and the latest figure of each name. */
export class Recorder {
  readonly series = new Map<string, Series>();
  readonly figures = new Map<string, Figure>();
  readonly warnings = new Set<string>();
  progress = 0;
  result: ExperimentResult | undefined;

  constructor(
    readonly experiment: Experiment,
    readonly options: OptionValues,
    readonly seed: number,
  ) {}

  add(event: ExperimentEvent): void {
    if (event.type === 'progress') this.progress = event.fraction;
    if (event.type === 'figure') this.figures.set(event.figure.name, event.figure);
    if (event.type === 'warning' && this.warnings.size < MOST_WARNINGS) this.warnings.add(event.message);
    if (event.type !== 'scalars') return;
    for (const [name, value] of Object.entries(event.values)) {
      let series = this.series.get(name);
      if (!series) {
        series = new Series();
        this.series.set(name, series);
      }
      series.add(event.step, value);
    }
  }

  /** The figures, the main one first. */
  orderedFigures(): Figure[] {
    const main = this.result?.mainFigure;
    return [...this.figures.values()].sort((a, b) => Number(b.name === main) - Number(a.name === main));
  }

  /**
   * The text of result.json: the same for the same experiment, options and seed wherever it was run, so no time, memory or engine
   * is in it. Figures are named by a digest of what they show.
   */
  resultJson(): string {
    if (!this.result) throw new Error('The run has no result yet.');
    const values = Object.entries(this.result.values).map(([name, { value }]) => [
      name,
      isText(value) ? value.en : value,
    ]);
    const series = [...this.series].map(([name, curve]) => {
      const points = curve.toArray();
      return [name, { steps: points.map((point) => point.step), values: points.map((point) => point.mean) }];
    });
    const tables = this.orderedFigures().flatMap((figure) =>
      figure.kind === 'table'
        ? [[figure.name, { columns: figure.columns.map((column) => column.name), rows: figure.rows.map(englishRow) }]]
        : [],
    );
    const document = {
      format: 1,
      experiment: this.experiment.id,
      seed: this.seed,
      options: this.options,
      result: Object.fromEntries(values),
      mainFigure: this.result.mainFigure,
      series: Object.fromEntries(series),
      tables: Object.fromEntries(tables),
      figures: Object.fromEntries(this.orderedFigures().map((figure) => [figure.name, digest(figure)])),
    };
    // lists of numbers on one line each
    const text = JSON.stringify(document, null, 2).replace(
      /\[\s+([^[\]{}"]+?)\s+\]/g,
      (_, list) => `[${list.replace(/\s+/g, ' ')}]`,
    );
    return `${text}\n`;
  }
}

function englishRow(row: readonly unknown[]): unknown[] {
  return row.map((cell) => (isText(cell) ? cell.en : cell));
}

function digest(figure: Figure): string {
  const content = JSON.stringify(figure, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
