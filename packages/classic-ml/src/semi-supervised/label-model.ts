import {
  checkInteger,
  checkNumber,
  type DenseMatrix,
  Got,
  InvalidArgumentError,
  type Rows,
  toMatrix,
  warn,
} from '@ai/core';
import { largestClass, logSumExp } from '../decision.js';
import type { FitOptions, FittedModel, Label, SavedModel } from '../estimator.js';
import { encodeLabels } from '../input/labels.js';
import { refuseWeights } from '../input/samples.js';
import {
  booleanField,
  countField,
  defineFormat,
  labelsField,
  listField,
  matrixField,
  numberField,
  vectorField,
} from '../saving/format.js';

const OWNER = 'LabelModel';

/** Votes of S sources on N samples, row by row: labels, null where a source abstains. Tables of integers hold votes of all. */
export type Votes = readonly (readonly (Label | null)[])[] | Rows;

/** Options of {@link LabelModel}. */
export interface LabelModelOptions {
  /** EM steps. @default 200 */
  readonly maxIterations?: number;
  /** Stop when the mean log-likelihood grows by less. @default 1e-8 */
  readonly tolerance?: number;
  /** Votes added to every entry of the sources' tables, > 0, so that few votes do not make certainty. @default 0.1 */
  readonly smoothing?: number;
}

/**
 * Weak supervision: learns from votes alone how reliable each source is, and what the labels probably are (Dawid and Skene, 1979).
 * Sources err independently given the label and may abstain; abstaining says nothing.
 *
 * @example
 * ```ts
 * import { LabelModel } from '@ai/classic-ml';
 *
 * const votes = [['a', 'a', null], ['b', 'b', 'a'], ['b', 'b', 'b'], ['a', 'a', 'b']];
 * const model = new LabelModel().fit(votes);
 * model.predict(votes);                   // ['a', 'b', 'b', 'a']: the third source is not trusted
 * model.predictProbabilities(votes).data; // 4 x 2
 * ```
 */
export class LabelModel {
  constructor(readonly options: LabelModelOptions = {}) {}

  /**
   * @param votes N x S
   * @throws InvalidArgumentError for invalid options, ragged or empty votes, only abstentions, or sample weights
   */
  fit(votes: Votes, options: FitOptions = {}): LabelModelModel {
    const { maxIterations = 200, tolerance = 1e-8, smoothing = 0.1 } = this.options;
    checkInteger(maxIterations, 'maxIterations', OWNER, { min: 1 });
    checkNumber(tolerance, 'tolerance', OWNER, { min: 0 });
    checkNumber(smoothing, 'smoothing', OWNER, { above: 0 });
    refuseWeights(options, OWNER);
    const table = readVotes(votes);
    const numSources = table[0].length;
    const given = table.flat().filter((vote): vote is Label => vote !== null);
    if (given.length === 0) throw new InvalidArgumentError('votes', OWNER, 'hold a label', new Got('only null'));
    const { classes } = encodeLabels(given, 'votes', OWNER);
    const codes = encodeVotes(table, classes);
    let shares = majority(codes, classes.length);
    let model = maximise(codes, numSources, shares, smoothing);
    let logLikelihood = Number.NEGATIVE_INFINITY;
    let iterations = 0;
    let converged = false;
    while (iterations < maxIterations && !converged) {
      iterations++;
      const found = posterior(codes, model);
      converged = found.meanLogLikelihood - logLikelihood < tolerance;
      logLikelihood = found.meanLogLikelihood;
      shares = found.shares;
      model = maximise(codes, numSources, shares, smoothing);
    }
    if (!converged) warn(`${OWNER} has not converged in ${iterations} iterations.`);
    return new LabelModelModel({ classes, ...model, logLikelihood, iterations, converged });
  }
}

interface Sources {
  readonly priors: Float64Array;
  readonly confusions: readonly DenseMatrix[];
}

function readVotes(votes: Votes, numSources?: number): (Label | null)[][] {
  const nested = Array.isArray(votes) && votes.every((row) => Array.isArray(row) || ArrayBuffer.isView(row));
  const rows = nested ? (votes as ArrayLike<unknown>[]) : rowsOf(toMatrix(votes as Rows, 'votes', OWNER));
  const columns = rows[0]?.length ?? 0;
  if (columns === 0)
    throw new InvalidArgumentError('votes', OWNER, 'have at least 1 row and 1 source', new Got('none'));
  if (numSources !== undefined && columns !== numSources) {
    const expected = `have votes of ${numSources} sources, as ${OWNER} was fitted with`;
    throw new InvalidArgumentError('votes', OWNER, expected, new Got(`${columns}`));
  }
  let kind: string | undefined;
  return rows.map((row, i) => {
    if (row.length !== columns) {
      const got = new Got(`${row.length} in row ${i}`);
      throw new InvalidArgumentError('votes', OWNER, `have ${columns} votes in every row`, got);
    }
    return Array.from(row, (vote, j) => {
      if (vote === null) return null;
      const valid = typeof vote === 'string' || Number.isInteger(vote);
      kind ??= typeof vote;
      if (valid && typeof vote === kind) return vote as Label;
      const got = new Got(`${typeof vote === 'string' ? `'${vote}'` : String(vote)} at row ${i}, column ${j}`);
      throw new InvalidArgumentError('votes', OWNER, 'hold null and labels, all strings or all integers', got);
    });
  });
}

function rowsOf({ data, rows, columns }: DenseMatrix): Float64Array[] {
  return Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
}

function encodeVotes(votes: readonly (Label | null)[][], classes: readonly Label[]): Int32Array[] {
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return votes.map((row, i) =>
    Int32Array.from(row, (vote, j) => {
      if (vote === null) return -1;
      const code = codeOf.get(vote);
      if (code !== undefined) return code;
      const got = new Got(`${JSON.stringify(vote)} at row ${i}, column ${j}`);
      throw new InvalidArgumentError('votes', OWNER, 'hold only labels that were there at fit', got);
    }),
  );
}

/** The share of the votes of each class; all alike where everybody abstains. */
function majority(codes: readonly Int32Array[], numClasses: number): DenseMatrix {
  const data = new Float64Array(codes.length * numClasses);
  codes.forEach((row, i) => {
    const votes = row.filter((code) => code >= 0);
    for (const code of votes) data[i * numClasses + code] += 1 / votes.length;
    if (votes.length === 0) data.fill(1 / numClasses, i * numClasses, (i + 1) * numClasses);
  });
  return { data, rows: codes.length, columns: numClasses };
}

/** The M-step: shares of the classes and, for each source, how it votes on each. */
function maximise(codes: readonly Int32Array[], numSources: number, shares: DenseMatrix, smoothing: number): Sources {
  const numClasses = shares.columns;
  const priors = new Float64Array(numClasses).fill(smoothing);
  const tables = Array.from({ length: numSources }, () => new Float64Array(numClasses * numClasses).fill(smoothing));
  codes.forEach((row, i) => {
    for (let c = 0; c < numClasses; c++) {
      const share = shares.data[i * numClasses + c];
      priors[c] += share;
      row.forEach((code, s) => {
        if (code >= 0) tables[s][c * numClasses + code] += share;
      });
    }
  });
  const total = priors.reduce((a, b) => a + b, 0);
  for (const table of tables) {
    for (let c = 0; c < numClasses; c++) {
      const row = table.subarray(c * numClasses, (c + 1) * numClasses);
      const sum = row.reduce((a, b) => a + b, 0);
      for (let v = 0; v < numClasses; v++) row[v] /= sum;
    }
  }
  return {
    priors: priors.map((prior) => prior / total),
    confusions: tables.map((data) => ({ data, rows: numClasses, columns: numClasses })),
  };
}

/** The E-step. */
function posterior(
  codes: readonly Int32Array[],
  { priors, confusions }: Sources,
): { shares: DenseMatrix; meanLogLikelihood: number } {
  const numClasses = priors.length;
  const data = new Float64Array(codes.length * numClasses);
  let sum = 0;
  codes.forEach((row, i) => {
    const base = i * numClasses;
    for (let c = 0; c < numClasses; c++) {
      let log = Math.log(priors[c]);
      row.forEach((code, s) => {
        if (code >= 0) log += Math.log(confusions[s].data[c * numClasses + code]);
      });
      data[base + c] = log;
    }
    const total = logSumExp(data, base, numClasses);
    sum += total;
    for (let c = 0; c < numClasses; c++) data[base + c] = Math.exp(data[base + c] - total);
  });
  return { shares: { data, rows: codes.length, columns: numClasses }, meanLogLikelihood: sum / codes.length };
}

interface State extends Sources {
  readonly classes: readonly Label[];
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

const FORMAT = defineFormat<State>(
  'LabelModelModel',
  {
    classes: labelsField,
    priors: vectorField,
    confusions: listField(matrixField),
    logLikelihood: numberField,
    iterations: countField,
    converged: booleanField,
  },
  ({ classes, priors, confusions }) => {
    const size = classes.length;
    const fits = priors.length === size && confusions.every(({ rows, columns }) => rows === size && columns === size);
    return (!fits || confusions.length === 0) && `'priors' and 'confusions' must fit 'classes'`;
  },
);

/** The fitted model of {@link LabelModel}. */
export class LabelModelModel implements FittedModel {
  readonly classes: readonly Label[];
  /** C shares of the classes. */
  readonly priors: Float64Array;
  /** For each of the S sources C x C: the probability of each vote (column) given the label (row), if it votes. */
  readonly confusions: readonly DenseMatrix[];
  /** Mean log-likelihood of the votes on a sample. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;

  constructor(state: State) {
    this.classes = state.classes;
    this.priors = state.priors;
    this.confusions = state.confusions;
    this.logLikelihood = state.logLikelihood;
    this.iterations = state.iterations;
    this.converged = state.converged;
  }

  /** S, the number of sources. */
  get numFeatures(): number {
    return this.confusions.length;
  }

  /** For each source the probability that a vote of it is right. */
  get accuracies(): Float64Array {
    return Float64Array.from(this.confusions, ({ data, rows }) =>
      this.priors.reduce((sum, prior, c) => sum + prior * data[c * (rows + 1)], 0),
    );
  }

  /** @throws InvalidDataError for a damaged or foreign document */
  static fromJSON(document: unknown): LabelModelModel {
    return new LabelModelModel(FORMAT.read(document));
  }

  /**
   * @param votes Q x S
   * @returns Q x C, rows sum to 1
   * @throws InvalidArgumentError for another number of sources or labels that were not there at fit
   */
  predictProbabilities(votes: Votes): DenseMatrix {
    return posterior(encodeVotes(readVotes(votes, this.numFeatures), this.classes), this).shares;
  }

  /** @param votes Q x S @returns Q labels */
  predict(votes: Votes): Label[] {
    return largestClass(this.predictProbabilities(votes), this.classes);
  }

  toJSON(): SavedModel {
    return FORMAT.write(this);
  }
}
