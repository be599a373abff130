import { setLogger } from '@ai/core';

/** Runs `work` without the warnings of packages: for methods that are stopped early on purpose, to show a step. */
export function quietly<Result>(work: () => Result): Result {
  const logger = setLogger({ warn: () => {} });
  try {
    return work();
  } finally {
    setLogger(logger);
  }
}
