import { InvalidDataError } from '@ai/core';

/** Does something with a file; what is wrong with the file is reported under its name. */
export async function naming<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidDataError) throw new InvalidDataError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Passes on what is read from a file; what is wrong with the file is reported under its name. */
export async function* namingEach<T>(path: string, source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    for (;;) {
      const { done, value } = await naming(path, () => source.next());
      if (done) return;
      yield value;
    }
  } finally {
    await source.return();
  }
}
