/** Bounds of the server: what strangers, other programs and long evenings cannot exceed. */
export const limits = {
  /** Bytes of a request's body. */
  bodyBytes: 1_000_000,
  /** Experiments computing at the same time; more wait in line. */
  runningAtOnce: 2,
  /** Runs waiting in line. */
  queued: 16,
  /** Seconds a run may compute, pauses not counted. */
  runSeconds: 600,
  /** Seconds a paused run is kept. */
  pausedSeconds: 1800,
  /** Megabytes of JavaScript heap of one run. */
  heapMb: 1024,
  /** Megabytes of memory of a run's process, tensors included. */
  processMb: 4096,
  /** Finished runs that pages can still come back to. */
  keptRuns: 24,
  /** Pages listening to one run. */
  listeners: 16,
} as const;
