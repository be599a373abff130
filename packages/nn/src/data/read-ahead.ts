/**
 * Passes on what a source gives, in its order, and asks for `count` values more than are taken. An async generator makes them one after
 * the other; a generator of promises starts them at once. An error comes when its turn comes.
 *
 * @param stop aborted at the end, however it comes, before what is still being made is waited for
 */
export async function* readAhead<T>(
  source: AsyncGenerator<T, void> | Generator<Promise<T>, void>,
  count: number,
  stop: AbortController,
): AsyncGenerator<T, void, undefined> {
  const ahead: Promise<IteratorResult<T, void>>[] = [];
  try {
    for (;;) {
      while (ahead.length <= count) {
        const next = resolve(source.next());
        next.catch(() => {}); // reported when its turn comes
        ahead.push(next);
      }
      const { done, value } = await ahead.shift()!;
      if (done) return;
      yield value as T;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(ahead);
    await source.return();
  }
}

async function resolve<T>(
  next: IteratorResult<Promise<T>, void> | Promise<IteratorResult<T, void>>,
): Promise<IteratorResult<T, void>> {
  const { done, value } = await next;
  return done ? { done, value: undefined } : { done: false, value: (await value) as T };
}
