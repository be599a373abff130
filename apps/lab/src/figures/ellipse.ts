/**
 * The ellipse at so many deviations from the mean of a Gaussian of the plane, by the eigenvectors of its covariance.
 *
 * @param covariance variance of x, covariance, variance of y
 */
export function ellipse(
  [cx, cy]: readonly [number, number],
  [a, b, d]: readonly [number, number, number],
  deviations: number,
): { x: number; y: number; t: number }[] {
  const middle = (a + d) / 2;
  const half = Math.hypot((a - d) / 2, b);
  const [large, small] = [middle + half, Math.max(0, middle - half)].map(Math.sqrt);
  const turn = 0.5 * Math.atan2(2 * b, a - d);
  return Array.from({ length: 73 }, (_, t) => {
    const angle = (2 * Math.PI * t) / 72;
    const u = deviations * large * Math.cos(angle);
    const v = deviations * small * Math.sin(angle);
    return { x: cx + u * Math.cos(turn) - v * Math.sin(turn), y: cy + u * Math.sin(turn) + v * Math.cos(turn), t };
  });
}
