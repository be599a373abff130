// What the pages suggest to try: valid, different from what is shown anyway, and told in both languages.
import { describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.js';
import { controlsOf } from '../src/options.js';
import { checkOptions } from '../src/request.js';
import { execute, Pace } from '../src/runner/execute.js';

describe.each(experiments.map((experiment) => [experiment.id, experiment] as const))('%s', (_, experiment) => {
  const { tries = [] } = experiment;
  const names = controlsOf(experiment.options).map(({ name }) => name);

  it('suggests settings that are valid, distinct and not the defaults', () => {
    expect(tries.length).toBeGreaterThanOrEqual(2);
    const defaults = JSON.stringify([checkOptions(experiment, {}), 0]);
    const all = tries.map(({ options, seed = 0 }) => JSON.stringify([checkOptions(experiment, options), seed]));
    expect(new Set([...all, defaults]).size).toBe(tries.length + 1);
    for (const { options } of tries) for (const name of Object.keys(options)) expect(names).toContain(name);
  });

  it('says in both languages what to look for', () => {
    for (const { label, look } of tries) {
      for (const words of [label, look]) {
        expect(words.en.length).toBeGreaterThan(1);
        expect(words.en).not.toMatch(/[\u4e00-\u9fff]/);
        expect(words.zh).toMatch(/[\u4e00-\u9fff]/);
      }
      expect(label.en.length).toBeLessThan(32);
      expect(look.en.length).toBeLessThan(240);
    }
  });

  it.runIf(experiment.instant)('finds what it promises: each runs to a result', async () => {
    for (const { options, seed = 0 } of tries) {
      const signal = new AbortController().signal;
      const result = await execute(experiment, checkOptions(experiment, options), seed, {
        pace: new Pace(),
        signal,
        onEvent: () => {},
      });
      expect(Object.keys(result.values).length).toBeGreaterThan(0);
    }
  });
});
