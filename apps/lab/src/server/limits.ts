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
  /** Finished runs whose process stays to be asked, and for how many seconds after the last question. */
  answering: 2,
  answeringSeconds: 600,
  /** Bytes of a visitor's table, and how many are kept. */
  tableBytes: 400_000,
  keptTables: 50,
  /** Finished runs that pages can still come back to. */
  keptRuns: 24,
  /** Pages listening to one run. */
  listeners: 16,
} as const;
