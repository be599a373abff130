import { Random, randomNormal, tf } from '@ai/core';
import { describe, expect, it } from 'vitest';
import * as nn from '../index.js';

/** A generator of points and a critic of them; the generator steps in every `every`-th step. */
function adversaries(every: number, options: Partial<nn.TrainerOptions> = {}) {
  const random = new Random(1);
  const generator = new nn.Linear(2, 1, { random });
  const critic = new nn.Sequential(new nn.Linear(1, 8, { random }), new nn.Relu(), new nn.Linear(8, 1, { random }));
  const optimizers = {
    generator: new nn.Adam(generator, { learningRate: 0.05 }),
    critic: new nn.Adam(critic, { learningRate: 0.02 }),
  };
  const judged = (x: tf.Tensor, isReal: 0 | 1) =>
    nn.bceWithLogitsLoss(critic.forward(x), tf.fill([x.shape[0], 1], isReal));
  const program: nn.TrainingProgram = {
    modules: { generator, critic },
    optimizers,
    every: { generator: every },
    step: ([real], { random: noise, due, update }) =>
      tf.tidy(() => {
        const fake = () => generator.forward(randomNormal(noise, [real.shape[0], 2]));
        const critical = tf.variableGrads(
          () => tf.add(judged(real, 1), judged(fake(), 0)) as tf.Scalar,
          critic.trainableVariables(),
        );
        update('critic', critical.grads);
        if (!due.generator) return { critic: critical.value };
        const creative = tf.variableGrads(() => judged(fake(), 1), generator.trainableVariables());
        update('generator', creative.grads);
        return { critic: critical.value, generator: creative.value };
      }),
  };
  const x = nn.ndArray(
    Float32Array.from({ length: 256 }, () => random.normal(4, 1)),
    [256, 1],
  );
  const loader = new nn.DataLoader(new nn.ArrayDataset(x), { batchSize: 32, shuffle: true });
  const trainer = new nn.Trainer(program, { steps: 12, ...options });
  return { trainer, loader, generator, critic, optimizers };
}

describe('a program with several optimizers', () => {
  it.each([true, false])('lets each step in its turn (compiled: %s)', async (compile) => {
    const moved: boolean[] = [];
    const seen: string[][] = [];
    let weight: Float32Array | undefined;
    const watch: nn.Callback = (event) => {
      if (event.type !== 'step') return;
      const now = generator.weight.dataSync().slice() as Float32Array;
      moved.push(weight !== undefined && now.some((value, i) => value !== weight![i]));
      weight = now;
      seen.push(Object.keys(event.scalars));
    };
    const { trainer, loader, generator, optimizers } = adversaries(3, { compile, callbacks: [watch] });
    weight = generator.weight.dataSync().slice() as Float32Array;
    await trainer.fit(loader);
    expect(moved).toEqual(Array.from({ length: 12 }, (_, i) => i % 3 === 2));
    expect(seen[0]).toEqual(['critic']);
    expect(seen[2]).toEqual(['critic', 'generator']);
    expect([optimizers.generator.stepCount, optimizers.critic.stepCount]).toEqual([4, 12]);
  });

  it('is the same compiled and not, with steps of several batches too', async () => {
    for (const accumulate of [1, 2]) {
      const [a, b] = [true, false].map((compile) => adversaries(2, { compile, accumulate }));
      await a.trainer.fit(a.loader);
      await b.trainer.fit(b.loader);
      for (const [name, { data }] of a.critic.stateDict()) {
        const other = b.critic.stateDict().get(name)!.data;
        expect(Math.max(...data.map((value, i) => Math.abs(value - other[i])))).toBeLessThan(1e-4);
      }
    }
  });

  it('moves the generator to the data', async () => {
    const { trainer, loader, generator } = adversaries(1, { steps: 200 });
    await trainer.fit(loader);
    expect(Math.abs(generator.bias!.dataSync()[0] - 4)).toBeLessThan(1.5);
  });

  it('may have a schedule of its own for each', async () => {
    const rates: Record<string, number>[] = [];
    const { trainer, loader } = adversaries(1, {
      steps: 2,
      schedule: { critic: nn.exponentialDecay(0.5) },
      callbacks: [(event) => (event.type === 'step' ? void rates.push(event.learningRates) : undefined)],
    });
    await trainer.fit(loader);
    expect(rates).toEqual([
      { generator: 0.05, critic: 0.02 },
      { generator: 0.05, critic: 0.01 },
    ]);
  });

  it('is refused if it names no optimizer, or lets one step out of turn', async () => {
    const { trainer, loader } = adversaries(2);
    const { program } = trainer;
    const step: nn.TrainingProgram['step'] = (batch, context) =>
      program.step(batch, { ...context, due: { generator: true, critic: true } });
    const eager = new nn.Trainer({ ...program, step }, { steps: 1 });
    await expect(eager.fit(loader)).rejects.toThrow(
      "'name' of StepContext.update must be the name of an optimizer that",
    );
    expect(() => new nn.Trainer({ ...program, every: { other: 2 } }, { steps: 1 })).toThrow(
      "'every' of Trainer must name optimizers of the program, got 'other'.",
    );
    expect(() => new nn.Trainer({ ...program, every: { critic: 0 } }, { steps: 1 })).toThrow(
      "'every.critic' of Trainer",
    );
  });
});

describe('supervised', () => {
  const random = new Random(2);
  const model = new nn.Linear(3, 2, { random });
  const loss = nn.mseLoss;

  it('limits gradients by norm or by value', async () => {
    const data = new nn.ArrayDataset(nn.ndArray([9, 9, 9], [1, 3]), nn.ndArray([99, 99], [1, 2]));
    const changes: number[] = [];
    for (const limit of [{ clipNorm: 0.5 }, { clipValue: 0.25 }]) {
      using layer = new nn.Linear(3, 2, { random: new Random(3) });
      const before = layer.weight.dataSync().slice();
      const optimizer = new nn.Sgd(layer, { learningRate: 1 });
      await new nn.Trainer(nn.supervised({ model: layer, optimizer, loss, ...limit }), { steps: 1 }).fit(
        new nn.DataLoader(data),
      );
      const after = layer.weight.dataSync();
      changes.push(Math.max(...after.map((value, i) => Math.abs(value - before[i]))));
    }
    expect(changes[0]).toBeLessThan(0.5);
    expect(changes[0]).toBeGreaterThan(0.1);
    expect(changes[1]).toBeCloseTo(0.25, 6);
  });

  it('refuses limits that are not positive, both at once, and a frozen model', async () => {
    const optimizer = new nn.Sgd(model);
    const make = (options: object) => nn.supervised({ model, optimizer, loss, ...options });
    expect(() => make({ clipNorm: 0 })).toThrow("'clipNorm' of supervised must be a finite number > 0, got 0.");
    expect(() => make({ clipValue: -1 })).toThrow("'clipValue' of supervised");
    expect(() => make({ clipNorm: 1, clipValue: 1 })).toThrow(
      "'clipValue' of supervised must be left out with 'clipNorm'",
    );
    const frozen = new nn.Linear(3, 2, { random }).freeze();
    const program = nn.supervised({ model: frozen, optimizer: new nn.Sgd(frozen), loss });
    const data = new nn.ArrayDataset(nn.ndArray([1, 2, 3], [1, 3]), nn.ndArray([1, 2], [1, 2]));
    await expect(new nn.Trainer(program, { steps: 1 }).fit(new nn.DataLoader(data))).rejects.toThrow(
      "'model' of supervised must have a parameter that is not frozen, got none.",
    );
  });
});
