// Calibration
export {
  CalibratedClassifier,
  CalibratedClassifierModel,
  type CalibratedClassifierOptions,
} from './calibration/calibrated-classifier.js';
export {
  IsotonicRegression,
  IsotonicRegressionModel,
  type IsotonicRegressionOptions,
} from './isotonic/isotonic-regression.js';
// Clustering
export {
  AgglomerativeClustering,
  AgglomerativeClusteringModel,
  type AgglomerativeClusteringOptions,
} from './cluster/agglomerative-clustering.js';
export { Dbscan, DbscanModel, type DbscanOptions } from './cluster/dbscan.js';
export { KMeans, type KMeansOptions } from './cluster/k-means.js';
export { KMeansModel } from './cluster/k-means-model.js';
export type { KMeansStep } from './cluster/lloyd.js';
// Toy data
export {
  type BlobsOptions,
  type CirclesOptions,
  type LabelledData,
  makeBlobs,
  makeCircles,
  makeMoons,
  makeSpirals,
  type NoisyToyDataOptions,
  type SpiralsOptions,
  type ToyDataOptions,
} from './data-sets/toy-data.js';
export {
  type ClassificationDataOptions,
  makeClassification,
  makeRegression,
  type RegressionData,
  type RegressionDataOptions,
} from './data-sets/toy-problems.js';
// Reduction
export {
  LinearDiscriminantAnalysis,
  LinearDiscriminantAnalysisModel,
  type LinearDiscriminantAnalysisOptions,
} from './decomposition/linear-discriminant-analysis.js';
export { KernelPca, KernelPcaModel, type KernelPcaOptions } from './decomposition/kernel-pca.js';
export type { KernelName, KernelOptions } from './kernels/kernel.js';
export { Pca, PcaModel, type PcaOptions } from './decomposition/pca.js';
export { Tsne, type TsneEmbedding, type TsneOptions } from './decomposition/tsne.js';
export { TruncatedSvd, TruncatedSvdModel, type TruncatedSvdOptions } from './decomposition/truncated-svd.js';
export {
  GaussianMixture,
  GaussianMixtureModel,
  type GaussianMixtureOptions,
} from './mixture/gaussian-mixture.js';
export { KMedoids, KMedoidsModel, type KMedoidsOptions } from './cluster/k-medoids.js';
export { MiniBatchKMeans, type MiniBatchKMeansOptions } from './cluster/mini-batch-k-means.js';
export { KernelDensity, KernelDensityModel, type KernelDensityOptions } from './density/kernel-density.js';
export type { CovarianceKind } from './mixture/covariances.js';
// Trees and ensembles
export type { GradientBoostingOptions } from './ensemble/boosting.js';
export type { ForestOptions } from './ensemble/forest.js';
export type { BoostingFitOptions } from './ensemble/boosting-models.js';
export {
  type ClassificationSamples,
  GradientBoostingClassifier,
  GradientBoostingClassifierModel,
  type GradientBoostingClassifierOptions,
} from './ensemble/gradient-boosting-classifier.js';
export {
  GradientBoostingRegressor,
  GradientBoostingRegressorModel,
  type GradientBoostingRegressorOptions,
  type RegressionSamples,
} from './ensemble/gradient-boosting-regressor.js';
export {
  ExtraTreesClassifier,
  ExtraTreesClassifierModel,
  type ExtraTreesClassifierOptions,
} from './ensemble/extra-trees-classifier.js';
export {
  ExtraTreesRegressor,
  ExtraTreesRegressorModel,
  type ExtraTreesRegressorOptions,
} from './ensemble/extra-trees-regressor.js';
export {
  RandomForestClassifier,
  RandomForestClassifierModel,
  type RandomForestClassifierOptions,
} from './ensemble/random-forest-classifier.js';
export {
  RandomForestRegressor,
  RandomForestRegressorModel,
  type RandomForestRegressorOptions,
} from './ensemble/random-forest-regressor.js';
export {
  DecisionTreeClassifier,
  DecisionTreeClassifierModel,
  type DecisionTreeClassifierOptions,
} from './tree/decision-tree-classifier.js';
export {
  DecisionTreeRegressor,
  DecisionTreeRegressorModel,
  type DecisionTreeRegressorOptions,
} from './tree/decision-tree-regressor.js';
export type { CostComplexityPath } from './tree/prune-tree.js';
export type { Tree } from './tree/tree.js';
export type { MaxFeatures, TreeGrowthOptions } from './tree/tree-options.js';
// Feature selection and inspection
export type { FeatureScoreName } from './feature-selection/feature-scores.js';
export { SelectKBest, SelectKBestModel, type SelectKBestOptions } from './feature-selection/select-k-best.js';
export {
  VarianceThreshold,
  VarianceThresholdModel,
  type VarianceThresholdOptions,
} from './feature-selection/variance-threshold.js';
export {
  type PermutationImportance,
  type PermutationImportanceOptions,
  permutationImportance,
} from './inspection/permutation-importance.js';
// Votes and stacks
export {
  StackingClassifier,
  StackingClassifierModel,
  type StackingClassifierOptions,
} from './ensemble/stacking-classifier.js';
export type { StackMethod } from './ensemble/stacking-features.js';
export {
  StackingRegressor,
  StackingRegressorModel,
  type StackingRegressorOptions,
} from './ensemble/stacking-regressor.js';
export { VotingClassifier, VotingClassifierModel, type VotingClassifierOptions } from './ensemble/voting-classifier.js';
export { VotingRegressor, VotingRegressorModel, type VotingRegressorOptions } from './ensemble/voting-regressor.js';
// Naive Bayes
export {
  BernoulliNaiveBayes,
  BernoulliNaiveBayesModel,
  type BernoulliNaiveBayesOptions,
} from './naive-bayes/bernoulli-naive-bayes.js';
export {
  ComplementNaiveBayes,
  ComplementNaiveBayesModel,
  type ComplementNaiveBayesOptions,
} from './naive-bayes/complement-naive-bayes.js';
export {
  GaussianNaiveBayes,
  GaussianNaiveBayesModel,
  type GaussianNaiveBayesOptions,
} from './naive-bayes/gaussian-naive-bayes.js';
export {
  MultinomialNaiveBayes,
  MultinomialNaiveBayesModel,
  type MultinomialNaiveBayesOptions,
} from './naive-bayes/multinomial-naive-bayes.js';
// Contract
export type {
  Classifier,
  ClassifierModel,
  Clusterer,
  ClustererModel,
  FitOptions,
  FittedModel,
  Label,
  Labels,
  ProbabilisticClassifierModel,
  Regressor,
  RegressorModel,
  SavedModel,
  ScoreOptions,
  Transformer,
  TransformerModel,
} from './estimator.js';
export type { ClassWeights } from './input/class-weights.js';
// Linear models
export { BayesianRidge, BayesianRidgeModel, type BayesianRidgeOptions } from './linear/bayesian-ridge.js';
export {
  GeneralizedLinearModel,
  GeneralizedLinearModelModel,
  type GeneralizedLinearModelOptions,
} from './linear/generalized-linear-model.js';
export type { FamilyName, LinkName } from './linear/glm-family.js';
export { LinearSvm, LinearSvmModel, type LinearSvmOptions } from './linear/linear-svm.js';
export { Perceptron, PerceptronModel, type PerceptronOptions } from './linear/perceptron.js';
export { ElasticNet, ElasticNetModel, type ElasticNetOptions, type LassoOptions } from './linear/elastic-net.js';
export { type ElasticNetPath, type ElasticNetPathOptions, elasticNetPath } from './linear/elastic-net-path.js';
export type { GradientDescentOptions, PathPoint } from './linear/gradient-descent.js';
export { Lasso, LassoModel } from './linear/lasso.js';
export { LinearRegression, LinearRegressionModel, type LinearRegressionOptions } from './linear/linear-regression.js';
export {
  LogisticRegression,
  LogisticRegressionModel,
  type LogisticRegressionOptions,
} from './linear/logistic-regression.js';
export { Ridge, RidgeModel, type RidgeOptions } from './linear/ridge.js';
// Model selection
export {
  type CrossValidateOptions,
  type CrossValidation,
  crossValidate,
  crossValidateParallel,
} from './model-selection/cross-validate.js';
export {
  type CrossValidatePredictOptions,
  crossValidatePredict,
  crossValidatePredictParallel,
} from './model-selection/cross-validate-predict.js';
export {
  type CurveOptions,
  type LearningCurveOptions,
  learningCurve,
  learningCurveParallel,
  type ScoreCurve,
  validationCurve,
  validationCurveParallel,
} from './model-selection/curves.js';
export type { Learner, Predictor, Scoring } from './model-selection/fit-task.js';
export { GridSearch, type GridSearchOptions } from './model-selection/grid-search.js';
export {
  KFold,
  LeaveOneOut,
  RepeatedKFold,
  type RepeatedKFoldOptions,
  TimeSeriesSplit,
  type TimeSeriesSplitOptions,
} from './model-selection/k-fold.js';
export { RandomSearch, type RandomSearchOptions } from './model-selection/random-search.js';
export type { ParallelOptions } from './model-selection/run-parallel.js';
export type { SearchOptions } from './model-selection/search.js';
export { SearchModel, type SearchResult } from './model-selection/search-model.js';
export { ShuffleSplit, type ShuffleSplitOptions } from './model-selection/shuffle-split.js';
export { StratifiedGroupKFold, type StratifiedGroupKFoldOptions } from './model-selection/stratified-group-k-fold.js';
export type { Fold, ShuffleOptions, Splitter, SplitTargets } from './model-selection/splitter.js';
export { GroupKFold, type GroupKFoldOptions, StratifiedKFold } from './model-selection/stratified-k-fold.js';
export { type TrainTestSplit, type TrainTestSplitOptions, trainTestSplit } from './model-selection/train-test-split.js';
// Several targets
export {
  MultiTargetRegressor,
  MultiTargetRegressorModel,
  type MultiTargetRegressorOptions,
} from './multi-target/multi-target-regressor.js';
// Neighbours
export type { DistanceMetricName, DistanceMetricOptions } from './neighbors/distance-metric.js';
export type { KNeighborsOptions, NeighborWeights } from './neighbors/k-neighbors.js';
export { KNeighborsClassifier, KNeighborsClassifierModel } from './neighbors/k-neighbors-classifier.js';
export { KNeighborsRegressor, KNeighborsRegressorModel } from './neighbors/k-neighbors-regressor.js';
export {
  NearestNeighbors,
  NearestNeighborsModel,
  type NearestNeighborsOptions,
} from './neighbors/nearest-neighbors.js';
export type { Neighbors, NeighborsWithin } from './neighbors/neighbor-search.js';
export type { SearchAlgorithm } from './neighbors/search-algorithm.js';
// Outliers
export {
  LocalOutlierFactor,
  LocalOutlierFactorModel,
  type LocalOutlierFactorOptions,
} from './outliers/local-outlier-factor.js';
// Preparation
export {
  type ColumnsPart,
  type ColumnsTransformer,
  ColumnTransformer,
  ColumnTransformerModel,
  type ColumnTransformerOptions,
  type FittedColumns,
} from './pipeline/column-transformer.js';
export { Pipeline, PipelineModel, type PipelineOptions } from './pipeline/pipeline.js';
export type { ModelClasses } from './saving/parts.js';
export type { CategoryTable } from './preprocessing/categories.js';
export {
  KBinsDiscretizer,
  KBinsDiscretizerModel,
  type KBinsDiscretizerOptions,
} from './preprocessing/k-bins-discretizer.js';
export { MaxAbsScaler, MaxAbsScalerModel } from './preprocessing/max-abs-scaler.js';
export { Normalizer, NormalizerModel, type NormalizerOptions } from './preprocessing/normalizer.js';
export {
  PowerTransformer,
  PowerTransformerModel,
  type PowerTransformerOptions,
} from './preprocessing/power-transformer.js';
export { MinMaxScaler, MinMaxScalerModel, type MinMaxScalerOptions } from './preprocessing/min-max-scaler.js';
export { OneHotEncoder, OneHotEncoderModel, type OneHotEncoderOptions } from './preprocessing/one-hot-encoder.js';
export { OrdinalEncoder, OrdinalEncoderModel, type OrdinalEncoderOptions } from './preprocessing/ordinal-encoder.js';
export {
  PolynomialFeatures,
  PolynomialFeaturesModel,
  type PolynomialFeaturesOptions,
} from './preprocessing/polynomial-features.js';
export { RobustScaler, RobustScalerModel, type RobustScalerOptions } from './preprocessing/robust-scaler.js';
export { SimpleImputer, SimpleImputerModel, type SimpleImputerOptions } from './preprocessing/simple-imputer.js';
export { SplineFeatures, SplineFeaturesModel, type SplineFeaturesOptions } from './preprocessing/spline-features.js';
export { StandardScaler, StandardScalerModel, type StandardScalerOptions } from './preprocessing/standard-scaler.js';
// Reinforcement
export type { TabularEnvironment, Transition } from './reinforcement/environment.js';
export {
  cliffWalk,
  GRID_ACTIONS,
  type GridWorld,
  type GridWorldOptions,
  gridWorld,
} from './reinforcement/grid-world.js';
export {
  qLearning,
  sarsa,
  type TemporalDifferenceOptions,
  type TemporalDifferenceResult,
} from './reinforcement/temporal-difference.js';
export { type ValueIteration, type ValueIterationOptions, valueIteration } from './reinforcement/value-iteration.js';
// Semi-supervised and weak supervision
export { LabelModel, LabelModelModel, type LabelModelOptions, type Votes } from './semi-supervised/label-model.js';
export {
  LabelPropagation,
  LabelPropagationModel,
  type LabelPropagationOptions,
} from './semi-supervised/label-propagation.js';
export type { PartialLabels } from './semi-supervised/partial-labels.js';
export { SelfTraining, SelfTrainingModel, type SelfTrainingOptions } from './semi-supervised/self-training.js';
