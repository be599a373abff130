import { engineInfo } from '@ai/core';

/** The tensor engine in use, in words. */
export function engineName(): string {
  const { name, threads } = engineInfo();
  return threads === undefined ? name : `${name} (${threads} threads)`;
}
