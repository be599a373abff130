import { afterEach, describe, expect, it, vi } from 'vitest';
import * as nn from '../index.js';
import { formatSeconds } from './progress-bar.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Steps 1 to 4 of two epochs of two steps, a second each; the third is validated. */
function play(bar: nn.Callback & ((event: nn.TrainingEvent) => void), totalSteps: number, tick: () => void): void {
  const tell = (event: nn.EventBody, epoch: number, step: number) =>
    bar({ ...event, progress: { epoch, step, totalSteps, stepsPerEpoch: totalSteps / 2 } } as nn.TrainingEvent);
  tell({ type: 'start' }, 0, 0);
  for (let step = 1; step <= 4; step++) {
    tick();
    const epoch = Math.floor((step - 1) / 2);
    const validation = step === 3 ? { loss: 3 } : undefined;
    const scalars = { loss: 1 / step };
    tell({ type: 'step', scalars, learningRates: {}, samples: 1, seconds: 1, validation }, epoch, step);
    if (step % 2 === 0) tell({ type: 'epoch', scalars: { loss: 1 / step }, validation: { loss: 2 } }, epoch + 1, step);
  }
  tell({ type: 'end', outcome: 'interrupted', reason: 'SIGINT' }, 2, 4);
}

function drawn(totalSteps: number, isTTY: boolean): string {
  const parts: string[] = [];
  let time = 0;
  const sink = { isTTY, columns: 200, write: (part: string) => parts.push(part) };
  const bar = nn.progressBar({ sink, interval: 0, now: () => time });
  play(bar, totalSteps, () => {
    time += 1000;
  });
  return parts.join('');
}

describe('progressBar', () => {
  it('shows rate and time left on a terminal', () => {
    const text = drawn(4, true);
    expect(text).toContain('epoch 1 [#####---------------] 1/4 1.0 steps/s 0:03 left loss 1');
    expect(text).toContain('epoch 2 [####################] 4/4 1.0 steps/s 0:00 left loss 0.25');
    expect(text).toContain('epoch 1: loss 0.5 | validation loss 2\n');
    expect(text).toContain('step 3: loss 0.3333 | validation loss 3\n');
    expect(text.endsWith('interrupted: SIGINT\n')).toBe(true);
  });

  it('knows no end of a stream of unknown length', () => {
    expect(drawn(Number.POSITIVE_INFINITY, true)).toContain('epoch 2 [--------------------] 4/? 1.0 steps/s ? left');
  });

  it('writes a line per epoch and validation elsewhere, and to the console of a page', () => {
    const lines = [
      'epoch 1: loss 0.5 | validation loss 2',
      'step 3: loss 0.3333 | validation loss 3',
      'epoch 2: loss 0.25 | validation loss 2',
      'interrupted: SIGINT',
    ];
    expect(drawn(4, false)).toBe(`${lines.join('\n')}\n`);
    vi.stubGlobal('process', undefined);
    const info = vi.spyOn(console, 'info').mockImplementation(() => {});
    const bar = nn.progressBar();
    vi.unstubAllGlobals();
    play(bar, 4, () => {});
    expect(info.mock.calls.flat()).toEqual(lines);
  });

  it('writes times as people do', () => {
    expect([0, 59.2, 3600, 3723, Number.POSITIVE_INFINITY].map(formatSeconds)).toEqual([
      '0:00',
      '1:00',
      '1:00:00',
      '1:02:03',
      '?',
    ]);
  });
});
