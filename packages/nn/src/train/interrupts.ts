const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What is to be told of the first signal: one entry per run in progress. */
const running = new Set<(signal: string) => void>();

/** Only the first is ours: the next meets the system's own action and ends the process at once, even amid native work. */
function onSignal(signal: NodeJS.Signals): void {
  detach();
  for (const tell of running) tell(signal);
}

function detach(): void {
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

/**
 * Calls `tell` at the first SIGINT or SIGTERM from now on. All runs of a process share one handler, which is there while one of them
 * is in progress; where there are no signals (browsers) nothing happens.
 *
 * @returns takes it back
 */
export function onInterrupt(tell: (signal: string) => void): () => void {
  if (typeof process === 'undefined' || typeof process.off !== 'function') return () => {};
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, onSignal);
  running.add(tell);
  return () => {
    running.delete(tell);
    if (running.size === 0) detach();
  };
}
