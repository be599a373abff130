import { checkInteger } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import type { Label } from '../input/labels.js';
import { averageRate, type ClassCounts, checkZeroDivision, classCounts, ratePerClass } from './class-counts.js';
import { type ClassesOption, classList, fromConfusion } from './confusion.js';
import { fRate, precisionRate, recallRate } from './rates.js';

/** One line of a {@link ClassificationReport}. */
export interface ReportLine {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Number of true samples. */
  readonly support: number;
}

/** What {@link classificationReport} gives. */
export interface ClassificationReport {
  /** One line per class, classes ascending. */
  readonly classes: readonly (ReportLine & { readonly label: Label })[];
  readonly accuracy: number;
  /** The mean over classes. */
  readonly macro: ReportLine;
  /** The mean over classes, weighted by support. */
  readonly weighted: ReportLine;
  /** The report as a table in plain text. */
  readonly text: string;
}

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends ClassesOption {
  /** The value of 0/0; NaN leaves the class out of means. @default 0 */
  readonly zeroDivision?: 0 | 1 | typeof Number.NaN;
  /** Digits after the point in the text. @default 2 */
  readonly digits?: number;
}

/**
 * Precision, recall, F1 and support of every class, their means and the accuracy, as values and as a table to print.
 *
 * Data: `labels` (N true labels), `predictions` (N labels, or N x K scores of which the largest counts). Without samples there are
 * no lines and the means are NaN.
 *
 * @throws InvalidArgumentError for different lengths, bad labels, a label outside of `classes`, or bad options
 * @example
 * ```ts
 * import { classificationReport } from '@ai/metrics';
 *
 * const report = classificationReport(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog']);
 * report.macro.f1; // 2/3
 * console.log(report.text);
 * ```
 */
export const classificationReport = /* @__PURE__ */ defineMetric(
  { name: 'classificationReport', higherIsBetter: undefined, inputs: ['labels', 'predictions'] },
  ({ classes, zeroDivision = 0, digits = 2 }: ClassificationReportOptions = {}) => {
    checkZeroDivision(zeroDivision, 'classificationReport');
    checkInteger(digits, 'digits', 'classificationReport', { min: 0, max: 20 });
    return fromConfusion('classificationReport', classList(classes, 'classificationReport'), (confusion) => {
      const counts = classCounts(confusion);
      const [precisions, recalls, scores] = [precisionRate, recallRate, fRate(1)].map((rate) =>
        ratePerClass(counts, rate, zeroDivision),
      );
      const lines = counts.classes.map((label, k) => ({
        label,
        precision: precisions[k],
        recall: recalls[k],
        f1: scores[k],
        support: counts.actual[k],
      }));
      const report = {
        classes: lines,
        accuracy: counts.hits.reduce((a, b) => a + b, 0) / counts.samples,
        macro: meanLine(counts, 'macro', zeroDivision),
        weighted: meanLine(counts, 'weighted', zeroDivision),
      };
      return { ...report, text: reportText(report, counts.samples, digits) } as ClassificationReport;
    });
  },
);

function meanLine(counts: ClassCounts, average: 'macro' | 'weighted', zeroDivision: number): ReportLine {
  const [precision, recall, f1] = [precisionRate, recallRate, fRate(1)].map(
    (rate) => averageRate(counts, rate, average, zeroDivision) as number,
  );
  return { precision, recall, f1, support: counts.samples };
}

function reportText(report: Omit<ClassificationReport, 'text'>, samples: number, digits: number): string {
  const width = Math.max(12, ...report.classes.map(({ label }) => String(label).length));
  const cells = (values: readonly string[]): string => values.map((value) => value.padStart(10)).join('');
  const line = (name: string, { precision, recall, f1, support }: ReportLine): string =>
    name.padStart(width) + cells([...[precision, recall, f1].map((value) => value.toFixed(digits)), String(support)]);
  return [
    ' '.repeat(width) + cells(['precision', 'recall', 'f1', 'support']),
    '',
    ...report.classes.map((entry) => line(String(entry.label), entry)),
    '',
    'accuracy'.padStart(width) + cells(['', '', report.accuracy.toFixed(digits), String(samples)]),
    line('macro avg', report.macro),
    line('weighted avg', report.weighted),
  ].join('\n');
}
