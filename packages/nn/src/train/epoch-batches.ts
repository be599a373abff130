import type { DataLoader } from '../data/data-loader.js';
import type { Batch } from '../data/dataset.js';

/**
 * The batches of an epoch from `first` on, each with whether it is the end. In a stream of unknown length the end is known only when
 * nothing follows: where it has to be known (`needsEnd`), each batch is held until the next is there; elsewhere no batch is the end.
 */
export async function* epochBatches(
  loader: DataLoader,
  epoch: number,
  first: number,
  { needsEnd }: { readonly needsEnd: boolean },
): AsyncGenerator<{ readonly batch: Batch; readonly isEnd: boolean }, void> {
  const { length } = loader;
  const holds = needsEnd && length === Number.POSITIVE_INFINITY;
  let index = first;
  let held: Batch | undefined;
  for await (const batch of loader.epoch(epoch, first)) {
    index++;
    if (!holds) yield { batch, isEnd: index === length };
    else if (held) yield { batch: held, isEnd: false };
    if (holds) held = batch;
  }
  if (held) yield { batch: held, isEnd: true };
}
