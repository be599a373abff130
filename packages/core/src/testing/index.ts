export { checkEstimator, type EstimatorCheck, estimatorChecks } from './check-estimator/check-estimator.js';
export type { CheckableEstimator, EstimatorCase } from './check-estimator/estimator-case.js';
export type { EstimatorData } from './check-estimator/estimator-data.js';
export { type CheckableMetric, checkMetric, type MetricCase } from './check-metric.js';
export {
  type CheckableModule,
  checkModule,
  type ModuleCase,
  type ModuleCheck,
  moduleChecks,
} from './check-module.js';
export { type CloseOptions, expectClose, type Numbers } from './close.js';
export { readGolden } from './golden.js';
export { withoutLeaks } from './leaks.js';
