/** Counts what passed and what failed, and says so as it goes. */
export class Tally {
  #passed = 0;
  #failures = [];

  /** Runs one check, a function that throws when it fails; resolves to whether it passed. */
  async check(name, run) {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    try {
      await run();
    } catch (error) {
      this.fail(name, error);
      return false;
    }
    this.#passed++;
    console.log(`--- ${name}: passed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return true;
  }

  fail(name, error) {
    this.#failures.push(name);
    console.log(error?.stack && !error.isPlain ? error.stack : String(error?.message ?? error));
    console.log(`--- ${name}: FAILED`);
  }

  /** Adds tests that ran elsewhere. */
  add(passed, failedNames) {
    this.#passed += passed;
    this.#failures.push(...failedNames);
  }

  /** Prints the failures and, as the last line, the sum; sets the exit code. */
  finish() {
    console.log('');
    for (const name of this.#failures) console.log(`FAILED ${name}`);
    if (this.#failures.length > 0) process.exitCode = 1;
    console.log(`${this.#passed} passed, ${this.#failures.length} failed`);
  }
}

/** A failure whose message says it all: printed without a stack. */
export function failure(message) {
  return Object.assign(new Error(message), { isPlain: true });
}
