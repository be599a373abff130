// Both forms of a metric

// Classification
export { accuracy, zeroOneLoss } from './classification/accuracy.js';
export { type BalancedAccuracyOptions, balancedAccuracy } from './classification/balanced-accuracy.js';
export type { Average, AveragedMetric, AverageOptions } from './classification/class-counts.js';
export {
  type ClassificationReport,
  type ClassificationReportOptions,
  classificationReport,
  type ReportLine,
} from './classification/classification-report.js';
export { type CohenKappaOptions, cohenKappa } from './classification/cohen-kappa.js';
export type { ClassesOption, Confusion } from './classification/confusion.js';
export {
  type ConfusionMatrix,
  type ConfusionMatrixOptions,
  confusionMatrix,
} from './classification/confusion-matrix.js';
export { matthewsCorrelation } from './classification/matthews-correlation.js';
export {
  type FBetaOptions,
  fBeta,
  jaccardIndex,
  precision,
  recall,
  specificity,
} from './classification/precision-recall.js';
export { type TopKAccuracyOptions, topKAccuracy } from './classification/top-k-accuracy.js';
export { defineMetric, type MetricDefinition, type MetricFunction, type MetricTraits } from './define-metric.js';
export type { Label, Labels } from './input/labels.js';
export type { Predictions } from './input/predicted.js';
