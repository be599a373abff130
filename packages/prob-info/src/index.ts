// Bayes
export { bayesRule, type HypothesisPosterior } from './bayes/bayes-rule.js';
export { BetaBinomialModel, type CoinData } from './bayes/beta-binomial-model.js';
export type { Chains, SamplerOptions } from './bayes/chains.js';
export { type ConjugateModel, logBayesFactor } from './bayes/conjugate.js';
export { type ChainDiagnostics, diagnoseChains } from './bayes/diagnostics.js';
export { DirichletCategoricalModel } from './bayes/dirichlet-categorical-model.js';
export { GammaPoissonModel } from './bayes/gamma-poisson-model.js';
export { type GridPosterior, gridPosterior } from './bayes/grid-posterior.js';
export { type HamiltonianOptions, hamiltonianMonteCarlo } from './bayes/hamiltonian.js';
export { type MetropolisOptions, metropolis } from './bayes/metropolis.js';
export { NormalInverseGammaModel, type NormalInverseGammaParameters } from './bayes/normal-inverse-gamma-model.js';
export { NormalNormalModel, type NormalNormalParameters } from './bayes/normal-normal-model.js';
// Distributions of one variable
export { Bernoulli, type BernoulliParameters } from './distributions/bernoulli.js';
export { Beta, type BetaParameters } from './distributions/beta.js';
export { BetaBinomial, type BetaBinomialParameters } from './distributions/beta-binomial.js';
export { Binomial, type BinomialParameters } from './distributions/binomial.js';
export { Categorical, type CategoricalParameters } from './distributions/categorical.js';
export { ChiSquared, type ChiSquaredParameters } from './distributions/chi-squared.js';
export {
  ContinuousDistribution,
  DiscreteDistribution,
  type Distribution,
  type Support,
  UnivariateDistribution,
} from './distributions/distribution.js';
export { Exponential, type ExponentialParameters } from './distributions/exponential.js';
export { FDistribution, type FParameters } from './distributions/f-distribution.js';
export type { Fit, FitOptions } from './distributions/fit.js';
export { Gamma, type GammaParameters } from './distributions/gamma.js';
export { Geometric, type GeometricParameters } from './distributions/geometric.js';
export { InverseGamma, type InverseGammaParameters } from './distributions/inverse-gamma.js';
export { Laplace, type LaplaceParameters } from './distributions/laplace.js';
export { LogNormal, type LogNormalParameters } from './distributions/log-normal.js';
export { Logistic, type LogisticParameters } from './distributions/logistic.js';
export { Mixture, type MixtureFitOptions, type MixtureParameters } from './distributions/mixture.js';
export { NegativeBinomial, type NegativeBinomialParameters } from './distributions/negative-binomial.js';
export { Normal, type NormalParameters } from './distributions/normal.js';
export { Poisson, type PoissonParameters } from './distributions/poisson.js';
export { StudentT, type StudentTParameters } from './distributions/student-t.js';
export { Uniform, type UniformParameters } from './distributions/uniform.js';
export { Weibull, type WeibullParameters } from './distributions/weibull.js';
// Distributions of vectors
export { Dirichlet, type DirichletParameters } from './distributions/dirichlet.js';
export { Multinomial, type MultinomialParameters } from './distributions/multinomial.js';
export type { MultivariateFit } from './distributions/multivariate.js';
export { MultivariateNormal, type MultivariateNormalParameters } from './distributions/multivariate-normal.js';
// Estimation
export {
  type BootstrapOptions,
  type BootstrapResult,
  bootstrapInterval,
  type Interval,
  profileInterval,
  waldInterval,
} from './estimation/intervals.js';
export { type LbfgsOptions, type LbfgsResult, minimizeLbfgs, type Objective } from './estimation/lbfgs.js';
export { type MaximumAPosterioriResult, maximumAPosteriori, type Prior } from './estimation/maximum-a-posteriori.js';
export {
  type LogDensity,
  type MaximumLikelihoodOptions,
  type MaximumLikelihoodResult,
  maximumLikelihood,
} from './estimation/maximum-likelihood.js';
export { type Box, numericGradient, numericHessian } from './estimation/numeric-derivatives.js';
export { tapeGradient } from './estimation/tape-gradient.js';
// Information
export {
  hellinger,
  type JensenShannonOptions,
  jensenShannonDistance,
  jensenShannonDivergence,
  klDivergence,
  renyiDivergence,
  renyiEntropy,
  totalVariation,
} from './information/divergence.js';
export {
  conditionalEntropy,
  crossEntropy,
  entropy,
  jointEntropy,
  perplexity,
  selfInformation,
} from './information/entropy.js';
export { type Estimate, klBetween, klMonteCarlo } from './information/kl-between.js';
export type { InformationOptions } from './information/measure.js';
export { type KsgOptions, mutualInformation, mutualInformationKsg } from './information/mutual-information.js';
export { type WassersteinOptions, wasserstein1 } from './information/wasserstein.js';
// Special functions
export { digamma, inverseDigamma, tetragamma, trigamma } from './special/digamma.js';
export {
  log1mExp,
  log1pExp,
  log1pMinus,
  logAddExp,
  logit,
  logSumExp,
  sigmoid,
  xLog1pY,
  xLogY,
} from './special/elementary.js';
export { erf, erfc, erfcx } from './special/erf.js';
export { betaI, betaIInverse, logBetaI } from './special/incomplete-beta.js';
export { gammaP, gammaPInverse, gammaQ, gammaQInverse, logGammaP, logGammaQ } from './special/incomplete-gamma.js';
export { logBeta, logChoose, logGamma, logGamma1p, logGammaRatio } from './special/log-gamma.js';
export {
  erfcInverse,
  erfInverse,
  logNormalCdf,
  logNormalQuantile,
  normalCdf,
  normalQuantile,
} from './special/normal.js';
// Statistics
export {
  type CovarianceOptions,
  type CovarianceResult,
  correlation,
  correlationMatrix,
  covariance,
  covarianceMatrix,
} from './statistics/covariance.js';
export { EmpiricalCdf } from './statistics/empirical-cdf.js';
export { type BinRule, type Histogram, type HistogramOptions, histogram } from './statistics/histogram.js';
export { KernelDensity, type KernelDensityOptions } from './statistics/kernel-density.js';
export { mean, standardDeviation, variance } from './statistics/moments.js';
export { median, type QuantileType, quantiles } from './statistics/quantiles.js';
export { kendall, spearman } from './statistics/rank-correlation.js';
export { type RankMethod, ranks } from './statistics/ranks.js';
export { RunningCovariance } from './statistics/running-covariance.js';
// Tensors
export {
  bernoulliLogProbability,
  categoricalEntropyFromLogits,
  categoricalKlFromLogits,
  categoricalLogProbability,
  crossEntropyFromLogits,
  type DiagonalNormalTensors,
  diagonalNormalKl,
  normalLogDensity,
  standardNormalKl,
} from './tensors/log-densities.js';
