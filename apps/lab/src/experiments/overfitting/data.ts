export const FRAMES = 50;

export const TEST_COUNT = 200;

/** Every how many steps the held-out error is measured and a picture drawn. */
export function interval(steps: number): number {
  return Math.max(1, Math.ceil(steps / FRAMES));
}
