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
export { accuracy } from './classification/accuracy.js';
export { zeroOneLoss } from './classification/zero-one-loss.js';
export { averagePrecision } from './classification/average-precision.js';
export {
  type MulticlassAveragePrecisionOptions,
  multiclassAveragePrecision,
} from './classification/multiclass-average-precision.js';
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
export { type FBetaOptions, fBeta } from './classification/f-beta.js';
export { jaccardIndex } from './classification/jaccard-index.js';
export { precision } from './classification/precision.js';
export { recall } from './classification/recall.js';
export { specificity } from './classification/specificity.js';
export { brierScore } from './classification/brier-score.js';
export { logLoss } from './classification/log-loss.js';
export { type MulticlassRocAucOptions, multiclassRocAuc } from './classification/multiclass-roc-auc.js';
export { type RocAucOptions, rocAuc } from './classification/roc-auc.js';
export { type RocCurve, type RocCurveOptions, rocCurve } from './classification/roc-curve.js';
export { type TopKAccuracyOptions, topKAccuracy } from './classification/top-k-accuracy.js';

// Multilabel classification
export { coverageError } from './classification/multilabel/coverage-error.js';
export { labelRankingAveragePrecision } from './classification/multilabel/label-ranking-average-precision.js';
export { labelRankingLoss } from './classification/multilabel/label-ranking-loss.js';
export type {
  MultilabelAverage,
  MultilabelMetric,
  MultilabelOptions,
} from './classification/multilabel/multilabel-counts.js';
export { hammingLoss } from './classification/multilabel/hamming-loss.js';
export { type MultilabelFBetaOptions, multilabelFBeta } from './classification/multilabel/multilabel-f-beta.js';
export { multilabelConfusionMatrix } from './classification/multilabel/multilabel-confusion-matrix.js';
export { multilabelJaccardIndex } from './classification/multilabel/multilabel-jaccard-index.js';
export { multilabelPrecision } from './classification/multilabel/multilabel-precision.js';
export { multilabelRecall } from './classification/multilabel/multilabel-recall.js';
export { subsetAccuracy } from './classification/multilabel/subset-accuracy.js';
export type { MultilabelScoreOptions } from './classification/multilabel/average-score.js';
export { multilabelAveragePrecision } from './classification/multilabel/multilabel-average-precision.js';
export { multilabelRocAuc } from './classification/multilabel/multilabel-roc-auc.js';

// Regression and density
export { type HuberLossOptions, huberLoss } from './regression/huber-loss.js';
export { meanAbsoluteError } from './regression/mean-absolute-error.js';
export { meanAbsolutePercentageError } from './regression/mean-absolute-percentage-error.js';
export { meanSquaredError } from './regression/mean-squared-error.js';
export { medianAbsoluteError } from './regression/median-absolute-error.js';
export { type QuantileLossOptions, quantileLoss } from './regression/quantile-loss.js';
export { rootMeanSquaredError } from './regression/root-mean-squared-error.js';
export { explainedVariance } from './regression/explained-variance.js';
export { r2Score } from './regression/r2-score.js';
export { gaussianNegativeLogLikelihood } from './regression/gaussian-negative-log-likelihood.js';
export { negativeLogLikelihood } from './regression/negative-log-likelihood.js';
export { perplexity } from './regression/perplexity.js';
export type { Outputs } from './regression/pairs.js';
export { type TweedieDevianceOptions, tweedieDeviance } from './regression/tweedie-deviance.js';

// Clustering
export { calinskiHarabaszIndex } from './clustering/calinski-harabasz-index.js';
export { daviesBouldinIndex } from './clustering/davies-bouldin-index.js';
export { adjustedMutualInformation } from './clustering/adjusted-mutual-information.js';
export { completeness } from './clustering/completeness.js';
export type { EntropyMean, MutualInformationOptions } from './clustering/information.js';
export { homogeneity } from './clustering/homogeneity.js';
export { mutualInformation } from './clustering/mutual-information.js';
export { normalizedMutualInformation } from './clustering/normalized-mutual-information.js';
export { type VMeasureOptions, vMeasure } from './clustering/v-measure.js';
export { adjustedRandIndex } from './clustering/adjusted-rand-index.js';
export { fowlkesMallowsIndex } from './clustering/fowlkes-mallows-index.js';
export { randIndex } from './clustering/rand-index.js';
export { silhouette } from './clustering/silhouette.js';
export { silhouetteSamples } from './clustering/silhouette-samples.js';

// Detection
export {
  boxCompleteIou,
  boxDistanceIou,
  boxGeneralizedIou,
  type BoxIouOptions,
  boxIou,
} from './detection/box-iou.js';
export { type BoxFormat, convertBoxes } from './detection/boxes.js';
export { COCO_SIGMAS, type CocoEvaluationOptions } from './detection/coco/define-coco.js';
export type { CocoCurves, CocoEvaluation } from './detection/coco/coco-summary.js';
export { cocoEvaluation } from './detection/coco/coco-evaluation.js';
export { cocoMeanAveragePrecision } from './detection/coco/coco-mean-average-precision.js';
export type { CocoDetection, CocoKind, CocoTarget } from './detection/coco/records.js';
export { type MatchDetectionsOptions, matchDetections } from './detection/match-detections.js';
export { polygonMask } from './detection/polygon-mask.js';
export { decodeMask, encodeMask, type MaskRle, maskIou, packMask } from './detection/run-lengths.js';
export type {
  VocCategory,
  VocDetection,
  VocEvaluation,
  VocEvaluationOptions,
  VocTarget,
} from './detection/define-voc.js';
export { vocEvaluation } from './detection/voc-evaluation.js';
export { vocMeanAveragePrecision } from './detection/voc-mean-average-precision.js';

// Segmentation
export { type BoundaryFOptions, boundaryF } from './segmentation/boundary-f.js';
export { type HausdorffDistanceOptions, hausdorffDistance } from './segmentation/hausdorff-distance.js';
export type { LabelMaps } from './segmentation/label-maps.js';
export type {
  PanopticEvaluation,
  PanopticMaps,
  PanopticOptions,
  PanopticQuality,
} from './segmentation/define-panoptic.js';
export { panopticEvaluation } from './segmentation/panoptic-evaluation.js';
export { panopticQuality } from './segmentation/panoptic-quality.js';
export { dice } from './segmentation/dice.js';
export type { IgnoreOption, RegionOptions } from './segmentation/region-rate.js';
export { meanIou } from './segmentation/mean-iou.js';
export { pixelAccuracy } from './segmentation/pixel-accuracy.js';

// Retrieval and faces
export { type NdcgOptions, ndcg } from './retrieval/ndcg.js';
export { type IdentificationAtFarOptions, identificationAtFar } from './retrieval/identification-at-far.js';
export type { OpenSetCurve, OpenSetOptions } from './retrieval/define-open-set.js';
export { openSetIdentification } from './retrieval/open-set-identification.js';
export type { AtKOptions } from './retrieval/at-k.js';
export { type CumulativeMatchOptions, cumulativeMatch } from './retrieval/cumulative-match.js';
export { meanAveragePrecision } from './retrieval/mean-average-precision.js';
export { meanReciprocalRank } from './retrieval/mean-reciprocal-rank.js';
export { precisionAtK } from './retrieval/precision-at-k.js';
export { rankAccuracy } from './retrieval/rank-accuracy.js';
export { recallAtK } from './retrieval/recall-at-k.js';
export type { QueryOptions } from './retrieval/rankings.js';
export { equalErrorRate } from './retrieval/equal-error-rate.js';
export { type TarAtFarOptions, tarAtFar } from './retrieval/tar-at-far.js';

// Pose
export { type MpjpeOptions, mpjpe } from './pose/mpjpe.js';
export { type OksOptions, oks } from './pose/oks.js';
export type { PckOptions } from './pose/define-pck.js';
export { pck } from './pose/pck.js';
export { pckh } from './pose/pckh.js';

// Images
export { absoluteRelativeError } from './image/absolute-relative-error.js';
export { type DepthDeltaOptions, depthDelta } from './image/depth-delta.js';
export type { DepthMaps, DepthOptions } from './image/depth-maps.js';
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
export { type MsSsimOptions, msSsim } from './image/ms-ssim.js';
export type { SsimOptions } from './image/ssim-options.js';
export { ssim } from './image/ssim.js';

// Text
export { exactMatch } from './text/exact-match.js';
export { tokenF1 } from './text/token-f1.js';
export type { BleuTokenizer } from './text/bleu-tokenizers.js';
export type { BleuOptions, BleuReport } from './text/bleu-counts.js';
export { bleu } from './text/bleu.js';
export { bleuReport } from './text/bleu-report.js';
export { sentenceBleu } from './text/sentence-bleu.js';
export { type ChrfOptions, chrf } from './text/chrf.js';
export { editDistance } from './text/edit-distance.js';
export { characterErrorRate } from './text/character-error-rate.js';
export { wordErrorRate } from './text/word-error-rate.js';
export {
  type PerplexityWindow,
  type PerplexityWindowsOptions,
  perplexityWindows,
} from './text/perplexity-windows.js';
export { type Rouge, type RougeOptions, type RougeScore, rouge } from './text/rouge.js';
export type { References, Texts } from './text/segments.js';
