import type { ExperimentEvent } from '../experiment.js';

/** Gives an event to whoever reads; settles once it has been taken. */
export type Emit = (event: ExperimentEvent) => Promise<void>;

/**
 * Turns work that tells by callback into events one can pull: the work waits at each `emit` until the reader asks for more, so that
 * a pause holds it. When the reader leaves, the pending `emit` fails and so ends the work.
 */
export async function* relay<Result>(work: (emit: Emit) => Promise<Result>): AsyncGenerator<ExperimentEvent, Result> {
  let offered: { event: ExperimentEvent; taken: () => void; refused: (error: Error) => void } | undefined;
  let wake: () => void = () => {};
  let left = false;
  const emit: Emit = (event) =>
    new Promise((taken, refused) => {
      if (left) refused(new Error('Nobody reads the events any more.'));
      offered = { event, taken, refused };
      wake();
    });
  let settled = false;
  const result = work(emit).finally(() => {
    settled = true;
    wake();
  });
  result.catch(() => {}); // reported below, or not at all when the reader has left
  try {
    for (;;) {
      const arrival = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (!offered && !settled) await arrival;
      if (!offered) return await result;
      const { event, taken } = offered;
      yield event;
      offered = undefined;
      taken();
      await new Promise((resolve) => setImmediate(resolve)); // lets the work run to its next event
    }
  } finally {
    left = true;
    offered?.refused(new Error('Nobody reads the events any more.'));
  }
}
