/** Where warnings go: a method that has not converged, an engine that falls back. */
export interface Logger {
  warn(message: string): void;
}

const toConsole: Logger = { warn: (message) => console.warn(message) };
let current: Logger = toConsole;

/** Sends warnings to `logger` instead of the console; without an argument, back to the console. Returns the one in force before. */
export function setLogger(logger: Logger = toConsole): Logger {
  const before = current;
  current = logger;
  return before;
}

/** Passes a warning to the logger in force. */
export function warn(message: string): void {
  current.warn(message);
}
