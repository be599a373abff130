import type { Scalars } from './events.js';

/** Sums and counts by name, plain JSON. */
export type MeansState = Readonly<Record<string, readonly [sum: number, weight: number]>>;

/** Running means of named numbers. */
export class Means {
  private sums: Map<string, readonly [number, number]>;

  constructor(state: MeansState = {}) {
    this.sums = new Map(Object.entries(state));
  }

  add(values: Scalars, weight = 1): void {
    for (const [name, value] of Object.entries(values)) {
      const [sum, count] = this.sums.get(name) ?? [0, 0];
      this.sums.set(name, [sum + weight * value, count + weight]);
    }
  }

  /** The means; starts anew. */
  take(): Record<string, number> {
    const means = Object.fromEntries([...this.sums].map(([name, [sum, weight]]) => [name, sum / weight]));
    this.sums = new Map();
    return means;
  }

  state(): MeansState {
    return Object.fromEntries(this.sums);
  }
}
