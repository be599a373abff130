/** A stretch of a curve: the mean of its values over steps `from`..`to`, and how far they spread. */
export interface CurvePoint {
  readonly step: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A curve in bounded memory: one point a value at first; once full, neighbours are merged two by two into mean, minimum and
 * maximum, and each later point covers twice as many values.
 */
export class Series {
  private points: { step: number; sum: number; min: number; max: number; count: number }[] = [];
  private perPoint = 1;

  constructor(private readonly capacity = 1000) {}

  /** A curve that goes on after `points`, which may have come as JSON (where NaN is null). */
  static from(points: readonly CurvePoint[]): Series {
    const series = new Series();
    series.points = points.map(({ step, mean, min, max }) => ({ step, sum: mean ?? Number.NaN, min, max, count: 1 }));
    return series;
  }

  add(step: number, value: number): void {
    const last = this.points.at(-1);
    if (last && last.count < this.perPoint) {
      merge(last, { step, sum: value, min: value, max: value, count: 1 });
      return;
    }
    if (this.points.length >= this.capacity) this.halve();
    this.points.push({ step, sum: value, min: value, max: value, count: 1 });
  }

  private halve(): void {
    const kept = this.points.filter((_, i) => i % 2 === 0);
    for (const [i, point] of kept.entries()) {
      const next = this.points[2 * i + 1];
      if (next) merge(point, next);
    }
    this.points = kept;
    this.perPoint *= 2;
  }

  toArray(): CurvePoint[] {
    return this.points.map(({ step, sum, min, max, count }) => ({ step, mean: sum / count, min, max }));
  }
}

type Open = { step: number; sum: number; min: number; max: number; count: number };

function merge(into: Open, from: Open): void {
  into.step = from.step;
  into.sum += from.sum;
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
  into.count += from.count;
}
