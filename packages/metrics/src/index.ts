// Both forms of a metric, and their data
export {
  defineMetric,
  type MetricDefinition,
  type MetricFunction,
  type MetricTraits,
  type PerClassMetric,
} from './define-metric.js';
export type { PositiveOption } from './input/binary-scores.js';
export type { GridLike, Nested } from './input/grid.js';
export type { Label, Labels } from './input/labels.js';
export type { Predictions } from './input/predicted.js';

// Classification
export { accuracy, zeroOneLoss } from './classification/accuracy.js';
export {
  averagePrecision,
  type MulticlassAveragePrecisionOptions,
  multiclassAveragePrecision,
} from './classification/average-precision.js';
export { type BalancedAccuracyOptions, balancedAccuracy } from './classification/balanced-accuracy.js';
export {
  type CalibrationCurve,
  type CalibrationCurveOptions,
  calibrationCurve,
} from './classification/calibration-curve.js';
export type { Average, AveragedMetric, AverageOptions } from './classification/class-counts.js';
export {
  type ClassificationReport,
  type ClassificationReportOptions,
  classificationReport,
  type ReportLine,
} from './classification/classification-report.js';
export { type CohenKappaOptions, cohenKappa } from './classification/cohen-kappa.js';
export {
  type ConfusionMatrix,
  type ConfusionMatrixOptions,
  confusionMatrix,
} from './classification/confusion-matrix.js';
export type { ClassesOption, Confusion } from './classification/confusion.js';
export {
  type ExpectedCalibrationErrorOptions,
  expectedCalibrationError,
} from './classification/expected-calibration-error.js';
export { hingeLoss } from './classification/hinge-loss.js';
export { matthewsCorrelation } from './classification/matthews-correlation.js';
export { type PrecisionRecallCurve, precisionRecallCurve } from './classification/precision-recall-curve.js';
export {
  type FBetaOptions,
  fBeta,
  jaccardIndex,
  precision,
  recall,
  specificity,
} from './classification/precision-recall.js';
export { brierScore, logLoss } from './classification/probability-losses.js';
export {
  type MulticlassRocAucOptions,
  multiclassRocAuc,
  type RocAucOptions,
  rocAuc,
} from './classification/roc-auc.js';
export { type RocCurve, type RocCurveOptions, rocCurve } from './classification/roc-curve.js';
export { type TopKAccuracyOptions, topKAccuracy } from './classification/top-k-accuracy.js';

// Multilabel classification
export {
  coverageError,
  labelRankingAveragePrecision,
  labelRankingLoss,
} from './classification/multilabel/label-ranking.js';
export type {
  MultilabelAverage,
  MultilabelMetric,
  MultilabelOptions,
} from './classification/multilabel/multilabel-counts.js';
export {
  hammingLoss,
  type MultilabelFBetaOptions,
  multilabelConfusionMatrix,
  multilabelFBeta,
  multilabelJaccardIndex,
  multilabelPrecision,
  multilabelRecall,
  subsetAccuracy,
} from './classification/multilabel/multilabel-rates.js';
export {
  type MultilabelScoreOptions,
  multilabelAveragePrecision,
  multilabelRocAuc,
} from './classification/multilabel/multilabel-scores.js';

// Regression and density
export {
  type HuberLossOptions,
  huberLoss,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  medianAbsoluteError,
  type QuantileLossOptions,
  quantileLoss,
  rootMeanSquaredError,
} from './regression/errors.js';
export { explainedVariance, r2Score } from './regression/explained.js';
export {
  gaussianNegativeLogLikelihood,
  negativeLogLikelihood,
  perplexity,
} from './regression/negative-log-likelihood.js';
export type { Outputs } from './regression/pairs.js';
export { type TweedieDevianceOptions, tweedieDeviance } from './regression/tweedie-deviance.js';

// Clustering
export { calinskiHarabaszIndex, daviesBouldinIndex } from './clustering/dispersion.js';
export {
  adjustedMutualInformation,
  completeness,
  type EntropyMean,
  homogeneity,
  type MutualInformationOptions,
  mutualInformation,
  normalizedMutualInformation,
  type VMeasureOptions,
  vMeasure,
} from './clustering/mutual-information.js';
export { adjustedRandIndex, fowlkesMallowsIndex, randIndex } from './clustering/rand-index.js';
export { silhouette, silhouetteSamples } from './clustering/silhouette.js';

// Detection
export {
  boxCompleteIou,
  boxDistanceIou,
  boxGeneralizedIou,
  type BoxIouOptions,
  boxIou,
} from './detection/box-iou.js';
export { type BoxFormat, convertBoxes } from './detection/boxes.js';
export {
  COCO_SIGMAS,
  type CocoCurves,
  type CocoEvaluation,
  type CocoEvaluationOptions,
  cocoEvaluation,
  cocoMeanAveragePrecision,
} from './detection/coco/coco-evaluation.js';
export type { CocoDetection, CocoKind, CocoTarget } from './detection/coco/records.js';
export { type MatchDetectionsOptions, matchDetections } from './detection/match-detections.js';
export { polygonMask } from './detection/polygon-mask.js';
export { decodeMask, encodeMask, type MaskRle, maskIou, packMask } from './detection/run-lengths.js';
export {
  type VocCategory,
  type VocDetection,
  type VocEvaluation,
  type VocEvaluationOptions,
  type VocTarget,
  vocEvaluation,
  vocMeanAveragePrecision,
} from './detection/voc-evaluation.js';

// Segmentation
export { type BoundaryFOptions, boundaryF } from './segmentation/boundary-f.js';
export { type HausdorffDistanceOptions, hausdorffDistance } from './segmentation/hausdorff-distance.js';
export type { LabelMaps } from './segmentation/label-maps.js';
export {
  type PanopticEvaluation,
  type PanopticMaps,
  type PanopticOptions,
  type PanopticQuality,
  panopticEvaluation,
  panopticQuality,
} from './segmentation/panoptic-quality.js';
export {
  dice,
  type IgnoreOption,
  meanIou,
  pixelAccuracy,
  type RegionOptions,
} from './segmentation/region-rates.js';

// Retrieval and faces
export { type NdcgOptions, ndcg } from './retrieval/ndcg.js';
export {
  type IdentificationAtFarOptions,
  identificationAtFar,
  type OpenSetCurve,
  type OpenSetOptions,
  openSetIdentification,
} from './retrieval/open-set-identification.js';
export {
  type AtKOptions,
  type CumulativeMatchOptions,
  cumulativeMatch,
  meanAveragePrecision,
  meanReciprocalRank,
  precisionAtK,
  rankAccuracy,
  recallAtK,
} from './retrieval/ranking.js';
export type { QueryOptions } from './retrieval/rankings.js';
export { equalErrorRate, type TarAtFarOptions, tarAtFar } from './retrieval/verification.js';

// Pose
export { type MpjpeOptions, mpjpe } from './pose/mpjpe.js';
export { type OksOptions, oks } from './pose/oks.js';
export { type PckOptions, pck, pckh } from './pose/pck.js';

// Images
export {
  absoluteRelativeError,
  type DepthDeltaOptions,
  type DepthMaps,
  type DepthOptions,
  depthDelta,
} from './image/depth.js';
export { frechetDistance } from './image/frechet-distance.js';
export {
  type GeneratorPrecisionRecall,
  type GeneratorPrecisionRecallOptions,
  generatorPrecisionRecall,
} from './image/generator-precision-recall.js';
export type { DataRangeOption, Images } from './image/images.js';
export { inceptionScore } from './image/inception-score.js';
export { type KernelDistanceOptions, kernelDistance } from './image/kernel-distance.js';
export { type LpipsOptions, lpips } from './image/lpips.js';
export { psnr } from './image/psnr.js';
export { type MsSsimOptions, msSsim, type SsimOptions, ssim } from './image/ssim.js';

// Text
export { exactMatch, tokenF1 } from './text/answers.js';
export type { BleuTokenizer } from './text/bleu-tokenizers.js';
export { type BleuOptions, type BleuReport, bleu, bleuReport, sentenceBleu } from './text/bleu.js';
export { type ChrfOptions, chrf } from './text/chrf.js';
export { editDistance } from './text/edit-distance.js';
export { characterErrorRate, wordErrorRate } from './text/error-rates.js';
export {
  type PerplexityWindow,
  type PerplexityWindowsOptions,
  perplexityWindows,
} from './text/perplexity-windows.js';
export { type Rouge, type RougeOptions, type RougeScore, rouge } from './text/rouge.js';
export type { References, Texts } from './text/segments.js';
