import type { DenseMatrix } from '@ai/core';
import type { Label } from '../estimator.js';
import type { ClassificationData } from '../input/class-weights.js';
import { fitAscending, type IsotonicCurve, valueAt } from '../isotonic/isotonic-curve.js';
import { type Field, listField, numberField, recordField, vectorField } from '../saving/format.js';
import { fitSigmoid, fitTemperature, type Sigmoid, scaledSoftmax, sigmoidAt } from './calibrators.js';
import type { ClassScores } from './class-scores.js';

export const METHODS = ['sigmoid', 'isotonic', 'temperature'] as const;
/** How scores become probabilities. */
export type Method = (typeof METHODS)[number];

/** What has been learned for one classifier; only what its method uses is filled. */
export interface Calibration {
  /** For `sigmoid`: one for the second of two classes, otherwise one per class. */
  readonly sigmoids: readonly Sigmoid[];
  /** For `isotonic`: likewise. */
  readonly curves: readonly IsotonicCurve[];
  /** For `temperature`: the factor on the logits; otherwise 1. */
  readonly inverseTemperature: number;
}

export const CALIBRATION_FIELD: Field<Calibration> = recordField<Calibration>({
  sigmoids: listField(recordField<Sigmoid>({ slope: numberField, intercept: numberField })),
  curves: listField(recordField<IsotonicCurve>({ x: vectorField, y: vectorField })),
  inverseTemperature: numberField,
});

/**
 * @param classes those that the classifier knows
 * @param found its scores of the samples of `data`
 */
export function fitCalibration(
  method: Method,
  classes: readonly Label[],
  found: ClassScores,
  data: ClassificationData,
): Calibration {
  const { scores } = found;
  const places = data.classes.map((label) => classes.indexOf(label));
  const codes = data.codes.map((code) => places[code]);
  if (method === 'temperature') {
    return { sigmoids: [], curves: [], inverseTemperature: fitTemperature(logitsOf(found), codes, data.weights) };
  }
  const sigmoids: Sigmoid[] = [];
  const curves: IsotonicCurve[] = [];
  for (let column = 0; column < scores.columns; column++) {
    const positive = scores.columns === 1 ? 1 : column;
    const isPositive = Uint8Array.from(codes, (code) => Number(code === positive));
    const own = Float64Array.from(isPositive, (_, i) => scores.data[i * scores.columns + column]);
    if (method === 'sigmoid') sigmoids.push(fitSigmoid(own, isPositive, data.weights));
    else curves.push(fitAscending(own, Float64Array.from(isPositive), data.weights));
  }
  return { sigmoids, curves, inverseTemperature: 1 };
}

/** Probabilities from scores. @returns Q x C over the classes that the classifier knows, rows sum to 1 */
export function calibrate(method: Method, calibration: Calibration, found: ClassScores): DenseMatrix {
  if (method === 'temperature') return scaledSoftmax(logitsOf(found), calibration.inverseTemperature);
  const { data, rows, columns } = found.scores;
  const { sigmoids, curves } = calibration;
  const shares = data.map((score, o) =>
    method === 'sigmoid' ? sigmoidAt(sigmoids[o % columns], score) : valueAt(curves[o % columns], score),
  );
  if (columns === 1) return withComplement(shares);
  for (let i = 0; i < rows; i++) {
    const row = shares.subarray(i * columns, (i + 1) * columns);
    const sum = row.reduce((a, b) => a + b, 0);
    // no class is likely: all are alike
    for (let c = 0; c < columns; c++) row[c] = sum > 0 ? row[c] / sum : 1 / columns;
  }
  return { data: shares, rows, columns };
}

/** Logits of all classes: scores as they are, the logarithms of probabilities, or minus and plus the score of two classes. */
function logitsOf({ scores, areProbabilities }: ClassScores): DenseMatrix {
  const { data, rows, columns } = scores;
  if (areProbabilities) {
    const shares = columns === 1 ? withComplement(data) : scores;
    return { ...shares, data: shares.data.map((share) => Math.log(share + 1e-12)) };
  }
  if (columns > 1) return scores;
  return {
    data: Float64Array.from({ length: 2 * rows }, (_, o) => (o % 2 === 0 ? -1 : 1) * data[o >> 1]),
    rows,
    columns: 2,
  };
}

/** N x 2 from the probabilities of the second class. */
function withComplement(shares: Float64Array): DenseMatrix {
  const data = Float64Array.from({ length: 2 * shares.length }, (_, o) =>
    o % 2 === 0 ? 1 - shares[o >> 1] : shares[o >> 1],
  );
  return { data, rows: shares.length, columns: 2 };
}
