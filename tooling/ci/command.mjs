import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { failure } from './tally.mjs';

export const root = join(import.meta.dirname, '..', '..');

const TIME_LIMIT_MS = 10 * 60_000;

/**
 * Runs a command without a shell and without standard input.
 * @returns what it printed on standard output, when `capture` is set
 * @throws when it ends with anything but 0 or runs for more than ten minutes
 */
export function command(name, args, { cwd = root, env = {}, capture = false } = {}) {
  const shown = [name, ...args].join(' ');
  console.log(`$ ${shown}`);
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', capture ? 'pipe' : 'inherit', 'inherit'];
    const child = spawn(name, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const timer = setTimeout(() => {
      process.kill(-child.pid, 'SIGKILL'); // the whole group: npm, turbo and what they started
      reject(failure(`'${shown}' was stopped after ${TIME_LIMIT_MS / 60_000} minutes`));
    }, TIME_LIMIT_MS);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(failure(`'${shown}' could not start: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(failure(`${capture ? output : ''}'${shown}' ended with ${signal ?? code}`));
    });
  });
}

/** `command` as a check. */
export const commandStep = (name, args, options) => () => command(name, args, options);
