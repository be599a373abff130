import { allocateUnfilled, type Elements, type ElementType } from './types.js';

/**
 * Arrays waiting to be used again, by type and length. A fresh large array costs more in page faults than most operators take on it.
 */
export class BufferPool {
  private readonly free = new Map<string, Elements[]>();
  /** Bytes of the arrays that wait. */
  bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** An array of that length; its contents are left over from before. */
  take(dtype: ElementType, length: number): Elements {
    const array = this.free.get(`${dtype}${length}`)?.pop();
    if (!array) return allocateUnfilled(dtype, length);
    this.bytes -= array.byteLength;
    return array;
  }

  /** Takes an array back; nobody else may hold it. */
  give(dtype: ElementType, array: Elements): void {
    if (this.bytes + array.byteLength > this.maxBytes) return;
    const key = `${dtype}${array.length}`;
    const waiting = this.free.get(key);
    if (waiting) waiting.push(array);
    else this.free.set(key, [array]);
    this.bytes += array.byteLength;
  }

  clear(): void {
    this.free.clear();
    this.bytes = 0;
  }
}
