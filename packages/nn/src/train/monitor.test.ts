import { describe, expect, it } from 'vitest';
import * as nn from '../index.js';

/** Tells a callback of epochs with these validation losses (undefined: not validated); gives the events at which it stopped the run. */
function play(callback: nn.StatefulCallback, losses: readonly (number | undefined)[], validates = true): number[] {
  const stops: number[] = [];
  losses.forEach((loss, epoch) => {
    callback.handle({
      type: 'epoch',
      scalars: { loss: 0 },
      validation: loss === undefined ? undefined : { loss, accuracy: -loss },
      trainer: { options: { validation: validates || undefined }, stop: () => stops.push(epoch) },
    } as unknown as nn.TrainingEvent);
    callback.restore?.(structuredClone(callback.state?.()));
  });
  return stops;
}

describe('earlyStopping', () => {
  it('counts epochs without improvement', () => {
    expect(play(nn.earlyStopping({ patience: 2 }), [3, 2, 2, 2, 1])).toEqual([3]);
    expect(play(nn.earlyStopping({ patience: 2, minChange: 0.5 }), [3, 2.4, 2, 2.1])).toEqual([3]);
    expect(play(nn.earlyStopping({ patience: 1, monitor: 'accuracy', mode: 'max' }), [3, 2, 1, 4])).toEqual([3]);
  });

  it('passes over epochs that were not validated', () => {
    expect(play(nn.earlyStopping({ patience: 2 }), [1, undefined, undefined, undefined, 2, undefined, 2])).toEqual([6]);
  });

  it('watches training numbers where nothing is validated', () => {
    expect(play(nn.earlyStopping({ patience: 2 }), [undefined, undefined, undefined], false)).toEqual([2]);
  });

  it('takes NaN for no improvement, and finds the best after it', () => {
    const { NaN: nan } = Number;
    expect(play(nn.earlyStopping({ patience: 2 }), [nan, 5, 4, nan, 3, nan, nan])).toEqual([6]);
  });

  it('refuses options out of range, and a number that is not there', () => {
    expect(() => nn.earlyStopping({ patience: 0 })).toThrow(
      "'patience' of earlyStopping must be an integer >= 1, got 0.",
    );
    expect(() => nn.earlyStopping({ minChange: -1 })).toThrow("'minChange' of earlyStopping");
    expect(() => nn.earlyStopping({ mode: 'up' as never })).toThrow("'mode' of earlyStopping must be one of");
    expect(() => play(nn.earlyStopping({ monitor: 'auc' }), [1])).toThrow(
      "'monitor' of earlyStopping must name a number of the run, got 'auc'.",
    );
  });
});

describe('reduceOnPlateau', () => {
  it('passes over epochs that were not validated, and takes NaN for no improvement', () => {
    const optimizer = new nn.Sgd(new Map(), { learningRate: 1 });
    const callback = nn.reduceOnPlateau(optimizer, { factor: 0.5, patience: 1 });
    play(callback, [1, undefined, undefined, undefined, 2]);
    expect(optimizer.learningRateFactor).toBe(1);
    play(callback, [Number.NaN]);
    expect(optimizer.learningRateFactor).toBe(0.5);
  });
});
