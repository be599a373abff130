/**
 * Gives a number to every sequence of strings: the same number for the same sequence, and never the same for two different ones.
 * Each step costs one lookup, so a graph of thousands of nodes is recognised while it is being written, without a long key and
 * without the collisions of a hash.
 */
export class SignatureTree {
  private readonly children = new Map<string, number>();
  private next = 1;

  /** The number of the empty sequence. */
  readonly root = 0;

  /** Sequences known. */
  get size(): number {
    return this.children.size;
  }

  /** The number of the sequence `signature` followed by `step`. */
  advance(signature: number, step: string): number {
    const key = `${signature} ${step}`;
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.next++;
      this.children.set(key, child);
    }
    return child;
  }

  /** Forgets all; numbers given before are never given again. */
  clear(): void {
    this.children.clear();
  }
}
