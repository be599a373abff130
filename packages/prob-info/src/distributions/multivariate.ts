/** A distribution of vectors fitted by maximum likelihood. */
export interface MultivariateFit<D> {
  readonly distribution: D;
  /** Asymptotic standard errors from the Fisher information, each list in the layout of its parameter. */
  readonly standardErrors: Readonly<Record<string, Float64Array>>;
  /** The (weighted) log-likelihood at the estimate. */
  readonly logLikelihood: number;
  /** How many rows, or the sum of the weights. */
  readonly count: number;
}
