export {
  type CheckableEstimator,
  checkEstimator,
  type EstimatorCase,
  type EstimatorCheck,
  estimatorChecks,
} from './check-estimator.js';
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
