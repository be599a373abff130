const WIDTH = 30;

/** A progress line on stderr: redrawn in place in a terminal, one line a tenth when piped. */
export class ProgressBar {
  private readonly startedAt = Date.now();
  private lastTenth = -1;
  private lastDrawn = 0;

  constructor(private readonly label: string) {}

  update(fraction: number, note = ''): void {
    if (process.stderr.isTTY) {
      if (Date.now() - this.lastDrawn < 50 && fraction < 1) return;
      this.lastDrawn = Date.now();
      const full = Math.round(fraction * WIDTH);
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
      process.stderr.write(`\r\x1b[2K${this.label} ${bar} ${percent(fraction)} ${this.elapsed()}s ${note}`);
      return;
    }
    const tenth = Math.floor(fraction * 10);
    if (tenth <= this.lastTenth) return;
    this.lastTenth = tenth;
    process.stderr.write(`${this.label} ${percent(fraction)} ${this.elapsed()}s${note && ` ${note}`}\n`);
  }

  /** A warning on a line of its own. */
  warn(message: string): void {
    this.end();
    process.stderr.write(`warning: ${message}\n`);
  }

  /** Ends the line, so that what follows starts on its own. */
  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
  }

  private elapsed(): string {
    return ((Date.now() - this.startedAt) / 1000).toFixed(1);
  }
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`.padStart(4);
}
