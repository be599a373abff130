import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.js';
import { built } from './built.js';

const main = built('cli/main.js');
const folder = mkdtempSync(join(tmpdir(), 'lab-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function lab(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, FORCE_COLOR: '' } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

describe('lab list', () => {
  it('names every experiment under its chapter', async () => {
    const { code, stdout } = await lab('list');
    expect(code).toBe(0);
    for (const { id, title } of experiments)
      expect(stdout).toMatch(new RegExp(`${id} +${title.en.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    expect(stdout).not.toContain('\u001b');
  });

  it('prints JSON, in Chinese if asked', async () => {
    const { stdout } = await lab('list', '--json', '--lang', 'zh');
    const list = JSON.parse(stdout);
    expect(list.find(({ id }: { id: string }) => id === 'knn-digits').title).toContain('最近邻');
  });
});

describe('lab show', () => {
  it('lists options, their kinds and defaults', async () => {
    const { stdout } = await lab('show', 'knn-digits');
    expect(stdout).toMatch(/ k {2}Neighbours k\n +an integer from 1 to 50 \(default 3\)/);
  });
});

describe('lab run', () => {
  it('writes the result, the pictures and a report that needs nothing else', async () => {
    const out = join(folder, 'gd');
    const { code, stderr } = await lab(
      'run',
      'gradient-descent',
      '--set',
      'surface=bowl',
      '--set',
      'learningRate=0.25',
      '--out',
      out,
    );
    expect(code).toBe(0);
    expect(stderr).toContain('100%');
    expect(readdirSync(out).sort()).toEqual(['path.svg', 'report.html', 'result.json', 'run.json']);
    const result = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
    expect(result).toMatchObject({
      experiment: 'gradient-descent',
      seed: 0,
      options: { surface: 'bowl', learningRate: 0.25 },
    });
    // on x² + y² a step of 0.25 halves the place: 40 halvings of (-2.6, 1.8)
    expect(Math.abs(result.result.x / (-2.6 / 2 ** 40) - 1)).toBeLessThan(1e-4);
    const report = readFileSync(join(out, 'report.html'), 'utf8');
    expect(report).toContain('<math');
    expect(report).not.toMatch(/<script|<link|src="http|url\(http|@import/);
    expect(readFileSync(join(out, 'path.svg'), 'utf8')).not.toContain('var(');
  });

  it('prints result.json alone with --json, the same every time', async () => {
    const run = () => lab('run', 'knn-digits', '--set', 'k=1', '--seed', '3', '--json');
    const [first, second] = [await run(), await run()];
    expect(first.stdout).toBe(second.stdout);
    const { result, options, seed } = JSON.parse(first.stdout);
    expect(options.k).toBe(1);
    expect(seed).toBe(3);
    expect(result.accuracy).toBeGreaterThan(0.97);
  });

  it('names the closest experiment', async () => {
    const { code, stderr } = await lab('run', 'knn-digit');
    expect(code).toBe(2);
    expect(stderr).toContain("There is no experiment 'knn-digit'. Did you mean 'knn-digits'");
  });

  it.each([
    [['--set', 'neighbors=3'], /has no option 'neighbors'\. (Did you mean|Known: k, )/],
    [['--set', 'weight=distance'], /has no option 'weight'\. Did you mean 'weights'\?/],
    [['--set', 'k=0'], /Option 'k' of knn-digits must be an integer from 1 to 50, got 0\./],
    [['--set', 'k=many'], /must be an integer from 1 to 50, got "many"\./],
    [['--set', 'metric=euclid'], /must be one of euclidean, manhattan, chebyshev, cosine, got "euclid"\./],
    [['--set', 'k'], /--set takes name=value, got 'k'\./],
    [['--seed', '-1'], /must be an integer from 0/],
    [['--seed', '1.5'], /must be an integer from 0/],
    [['--lang', 'fr'], /must be one of en, zh/],
    [['--outt', 'x'], /unknown option '--outt'[\s\S]*Did you mean --out\?/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr, stdout } = await lab('run', 'knn-digits', ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  it('fails with code 1, naming file, line and column, where the data of the visitor is damaged', async () => {
    const file = join(folder, 'my.csv');
    writeFileSync(file, 'a,b,class\n1,x,c\n');
    const { code, stderr } = await lab('run', 'knn-iris', '--data', file, '--set', 'upwards=b');
    expect(stderr).toContain("my.csv, line 2, column 2 ('b'): expected a number, got 'x'.");
    expect(code).toBe(1);
  });

  it('reads a table of the visitor’s, writes what packages warn of, and gives the page’s result', async () => {
    const file = join(folder, 'rare.csv');
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${(i * 5) % 7},${i === 0 ? 'once' : 'often'}`);
    writeFileSync(file, `a,b,class\n${rows.join('\n')}\n`);
    const { code, stdout, stderr } = await lab('run', 'knn-iris', '--data', file, '--json');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: .*rarest class/m);
    expect(stderr.match(/warning/g)).toHaveLength(1); // once, however often it is said
    expect(JSON.parse(stdout).options.data).toMatch(/^rare\.csv~[0-9a-f]{16}$/);
    expect((await lab('run', 'knn-iris', '--data', join(folder, 'missing.csv'))).code).toBe(2);
    expect((await lab('run', 'coin', '--data', file)).stderr).toContain("coin has no option 'data'");
  });

  it('stops at Ctrl-C without a trace', async () => {
    const out = join(folder, 'stopped');
    const child = spawn(process.execPath, [main, 'run', 'gradient-descent', '--set', 'steps=200', '--out', out]);
    child.stderr.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(130);
    expect(readdirSync(folder)).not.toContain('stopped');
  });
});

it('explains itself', async () => {
  const { code, stdout } = await lab('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('run [options] <id>');
  expect((await lab('run', '--help')).stdout).toContain('Exit codes');
  expect((await lab('rnu')).code).toBe(2);
});
