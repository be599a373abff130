import { type FileHandle, open } from 'node:fs/promises';
import { warn } from '@ai/core';
import { isDiskFull } from '../checkpoint/disk-full.js';

/**
 * A file that grows. What a full disk does not take is kept in memory and tried again with the next `flush`: a log must not end the
 * run that it is a log of.
 */
export class AppendFile {
  private pending: Uint8Array[] = [];
  private hasWarned = false;

  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private size: number,
  ) {}

  /** Opens a file for more after its first `size` bytes; the rest of it, if there is one, is dropped. */
  static async open(path: string, size = 0): Promise<AppendFile> {
    const handle = await open(path, size === 0 ? 'w' : 'r+');
    await handle.truncate(size);
    return new AppendFile(path, handle, size);
  }

  /** Adds to what the next `flush` writes. */
  append(content: Uint8Array | string): void {
    this.pending.push(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const bytes = Buffer.concat(this.pending);
    this.pending = [bytes];
    try {
      // from where all is well: what an earlier try has left there is written over
      for (let at = 0; at < bytes.length; ) {
        at += (await this.handle.write(bytes, at, bytes.length - at, this.size + at)).bytesWritten;
      }
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      if (!this.hasWarned) warn(`${this.path} cannot be written for now: ${(error as Error).message}.`);
      this.hasWarned = true;
      return;
    }
    this.size += bytes.length;
    this.pending = [];
    this.hasWarned = false;
  }

  /** Everything in the file, with what is still to be written. */
  async read(): Promise<string> {
    const bytes = Buffer.alloc(this.size);
    const { bytesRead } = await this.handle.read(bytes, 0, this.size, 0);
    return Buffer.concat([bytes.subarray(0, bytesRead), ...this.pending]).toString();
  }

  /** Writes what it can of what is left. */
  async close(): Promise<void> {
    await this.flush();
    await this.handle.close();
  }
}
