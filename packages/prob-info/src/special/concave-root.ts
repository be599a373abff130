/** A function's value and derivative. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

/**
 * Solves f(u) = target for a monotone, concave f by Newton's method. The tangent of a concave function lies above it, so after
 * one step the iterates approach the root from one side and cannot escape; steps are bounded only against a flat start.
 */
export function concaveRoot(evaluate: (u: number) => ValueAndSlope, target: number, start: number): number {
  let u = start;
  for (let i = 0; i < 200; i++) {
    const { value, slope } = evaluate(u);
    let step = (value - target) / slope;
    if (value === target) break;
    if (!Number.isFinite(step)) step = Math.sign(slope || 1) * (value > target ? 1 : -1) * Math.max(1, Math.abs(u));
    const bound = 50 + Math.abs(u);
    u -= Math.max(-bound, Math.min(bound, step));
    if (Math.abs(step) <= 2e-16 * Math.max(1, Math.abs(u))) break;
  }
  return u;
}
