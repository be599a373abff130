import type { Callback, StatefulCallback, TrainingEvent } from './events.js';

/** The callbacks of a run in the order in which they are told, and what they remember. */
export class CallbackList {
  private readonly callbacks: readonly Callback[];

  constructor(callbacks: readonly Callback[]) {
    this.callbacks = [...callbacks.filter((each) => !isLast(each)), ...callbacks.filter(isLast)];
  }

  /** Tells one after the other, and waits for each. */
  async tell(event: TrainingEvent): Promise<void> {
    for (const callback of this.callbacks) {
      await (typeof callback === 'function' ? callback(event) : callback.handle(event));
    }
  }

  /** What each remembers, under its name. */
  state(): Record<string, unknown> {
    return Object.fromEntries(this.withMemory().map(([key, callback]) => [key, callback.state?.()]));
  }

  /** Gives back what they remembered; those that the state does not know stay as they are. */
  restore(state: Readonly<Record<string, unknown>>): void {
    for (const [key, callback] of this.withMemory()) {
      if (Object.hasOwn(state, key)) callback.restore?.(state[key]);
    }
  }

  /** Those with a memory, under their names; of several with one name the second is 'name#2'. */
  private withMemory(): [key: string, callback: StatefulCallback][] {
    const counts = new Map<string, number>();
    return this.callbacks.flatMap((callback): [string, StatefulCallback][] => {
      if (typeof callback === 'function' || !callback.state) return [];
      const count = (counts.get(callback.name) ?? 0) + 1;
      counts.set(callback.name, count);
      return [[count === 1 ? callback.name : `${callback.name}#${count}`, callback]];
    });
  }
}

function isLast(callback: Callback): boolean {
  return typeof callback === 'object' && callback.isLast === true;
}
