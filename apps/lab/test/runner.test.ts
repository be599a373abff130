import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineExperiment, type ExperimentEvent, figure, frame, progress, scalars } from '../src/experiment.js';
import { execute, Pace, StoppedError } from '../src/runner/execute.js';
import { Recorder } from '../src/runner/recorder.js';
import { Series } from '../src/runner/series.js';
import { text } from '../src/text.js';

const word = text('word', '词');
let cleaned = 0;
const counter = defineExperiment({
  id: 'counter',
  chapter: 'probability',
  title: word,
  summary: word,
  explanation: word,
  formula: '1',
  uses: [],
  options: z.object({}),
  async *run() {
    try {
      for (let i = 0; i < 5; i++) {
        yield scalars(i, { value: i });
        yield figure({
          kind: 'table',
          name: 'table',
          title: word,
          columns: [{ name: 'i', label: word }],
          rows: [[i, word]],
        });
        yield progress(i / 4);
        yield frame;
      }
      return { mainFigure: 'table', values: { count: { label: word, value: 5 }, name: { label: word, value: word } } };
    } finally {
      cleaned++;
    }
  },
  script: () => '',
});

function run(pace: Pace, signal = new AbortController().signal) {
  const events: ExperimentEvent[] = [];
  const result = execute(counter, {}, 0, { pace, signal, onEvent: (event) => void events.push(event) });
  return { events, result, frames: () => events.filter((event) => event.type === 'frame').length };
}

const tick = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

describe('execute', () => {
  it('runs to the end', async () => {
    const { result, frames } = run(new Pace());
    expect((await result).values['count'].value).toBe(5);
    expect(frames()).toBe(5);
  });

  it('holds at a frame while paused, passes one a step, goes on when resumed', async () => {
    const pace = new Pace();
    pace.pause();
    const { result, frames } = run(pace);
    await tick();
    expect(frames()).toBe(1);
    pace.step();
    await tick();
    expect(frames()).toBe(2);
    pace.resume();
    await result;
    expect(frames()).toBe(5);
  });

  it('waits between frames, and less when told', async () => {
    const pace = new Pace(10_000);
    const { result, frames } = run(pace);
    await tick();
    expect(frames()).toBe(1);
    pace.setDelay(0);
    await result;
    expect(frames()).toBe(5);
  });

  it('stops while paused, and lets the experiment clean up', async () => {
    const before = cleaned;
    const stop = new AbortController();
    const pace = new Pace();
    pace.pause();
    const { result } = run(pace, stop.signal);
    await tick();
    stop.abort();
    await expect(result).rejects.toThrow(StoppedError);
    expect(cleaned).toBe(before + 1);
  });
});

describe('Recorder', () => {
  it('writes the same text for the same run, in no language', async () => {
    const write = async () => {
      const recorder = new Recorder(counter, {}, 7);
      const { events, result } = run(new Pace());
      recorder.result = await result;
      for (const event of events) recorder.add(event);
      return recorder.resultJson();
    };
    const json = await write();
    expect(await write()).toBe(json);
    expect(JSON.parse(json)).toMatchObject({
      format: 1,
      experiment: 'counter',
      seed: 7,
      result: { count: 5, name: 'word' },
      series: { value: { steps: [0, 1, 2, 3, 4], values: [0, 1, 2, 3, 4] } },
      tables: { table: { rows: [[4, 'word']] } },
      figures: { table: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
  });
});

describe('Series', () => {
  it('keeps mean, minimum and maximum in bounded memory', () => {
    const series = new Series(8);
    for (let i = 0; i < 1000; i++) series.add(i, i % 2 === 0 ? 1 : -1);
    const points = series.toArray();
    expect(points.length).toBeLessThanOrEqual(8);
    expect(points.at(-1)!.step).toBe(999);
    for (const { min, max } of points) expect([min, max]).toEqual([-1, 1]);
    for (const { mean } of points.slice(0, -1)) expect(mean).toBeCloseTo(0, 12);
  });

  it('goes on after points that came as JSON', () => {
    const series = new Series();
    series.add(0, Number.NaN);
    const copy = Series.from(JSON.parse(JSON.stringify(series.toArray())));
    copy.add(1, 5);
    expect(copy.toArray().map(({ mean }) => mean)).toEqual([Number.NaN, 5]);
  });
});
