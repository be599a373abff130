import type { Session } from './runtime.js';

/** A loaded graph with the names of the inputs it really has. */
export interface CachedSession {
  readonly session: Session;
  readonly inputs: ReadonlySet<string>;
}

/** Sessions by the structure of their graph; the one unused for longest goes first. */
export class SessionCache {
  private readonly sessions = new Map<string, CachedSession>();
  /** Sessions loaded so far, those dropped included. */
  built = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.sessions.size;
  }

  get(key: string, build: () => CachedSession): CachedSession {
    const known = this.sessions.get(key);
    if (known) {
      this.sessions.delete(key);
      this.sessions.set(key, known);
      return known;
    }
    const created = build();
    this.built++;
    this.sessions.set(key, created);
    if (this.sessions.size > this.capacity) {
      const [oldest, dropped] = this.sessions.entries().next().value as [string, CachedSession];
      this.sessions.delete(oldest);
      dropped.session.dispose();
    }
    return created;
  }

  clear(): void {
    for (const { session } of this.sessions.values()) session.dispose();
    this.sessions.clear();
  }
}
