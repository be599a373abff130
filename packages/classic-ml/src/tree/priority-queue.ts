/** A binary heap that gives back the item of largest priority first; of equal ones, the one put in first. */
export class PriorityQueue<T> {
  private readonly entries: { readonly item: T; readonly priority: number; readonly turn: number }[] = [];
  private turns = 0;

  get size(): number {
    return this.entries.length;
  }

  push(item: T, priority: number): void {
    const { entries } = this;
    const entry = { item, priority, turn: this.turns++ };
    let place = entries.length;
    entries.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(entry, entries[parent])) break;
      entries[place] = entries[parent];
      place = parent;
    }
    entries[place] = entry;
  }

  /** Takes out the first item; undefined if there is none. */
  pop(): T | undefined {
    const { entries } = this;
    const [first] = entries;
    const last = entries.pop();
    if (last === undefined || entries.length === 0) return first?.item;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && this.isBefore(entries[child + 1], entries[child])) child++;
      if (!this.isBefore(entries[child], last)) break;
      entries[place] = entries[child];
      place = child;
    }
    entries[place] = last;
    return first.item;
  }

  private isBefore(a: { priority: number; turn: number }, b: { priority: number; turn: number }): boolean {
    return a.priority > b.priority || (a.priority === b.priority && a.turn < b.turn);
  }
}
