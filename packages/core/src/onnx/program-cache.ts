import type { Program } from './program.js';

/** Programs by the structure of their graph; the one unused for longest goes first. */
export class ProgramCache {
  private readonly programs = new Map<string, Program>();
  /** Programs built so far, those dropped included. */
  built = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.programs.size;
  }

  get(key: string, build: () => Program): Program {
    const known = this.programs.get(key);
    if (known) {
      this.programs.delete(key);
      this.programs.set(key, known);
      return known;
    }
    const created = build();
    this.built++;
    this.programs.set(key, created);
    if (this.programs.size > this.capacity) {
      const [oldest, dropped] = this.programs.entries().next().value as [string, Program];
      this.programs.delete(oldest);
      dropped.dispose();
    }
    return created;
  }

  clear(): void {
    for (const program of this.programs.values()) program.dispose();
    this.programs.clear();
  }
}
