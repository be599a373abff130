import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CompileError, compile, engineInfo, Random, randomNormal, setEngine, tf } from '../index.js';
import { expectClose, withoutLeaks } from '../testing/index.js';

type Tensor = import('@tensorflow/tfjs-core').Tensor;
type Scalar = import('@tensorflow/tfjs-core').Scalar;

beforeEach(() => setEngine('onnx'));
afterEach(() => tf.disposeVariables());

describe('a compiled function', () => {
  it('runs its graph without the function', async () => {
    const fn = vi.fn((x: Tensor, y: Tensor) => x.matMul(y).relu().sum());
    const compiled = compile(fn);
    const [a, b] = [tf.tensor2d([1, -2, 3, 4], [2, 2]), tf.tensor2d([1, 0, 0, 1], [2, 2])];
    expect((await compiled(a, b)).dataSync()[0]).toBe(8);
    expect((await compiled(b, b)).dataSync()[0]).toBe(2);
    expect(compiled.sync(a, a).dataSync()[0]).toBe(a.matMul(a).relu().sum().dataSync()[0]);
    expect(fn).toHaveBeenCalledTimes(1);
  });

  it('records again for other shapes and other plain arguments, and keeps a bounded number of signatures', () => {
    const fn = vi.fn((x: Tensor, power: number) => x.pow(power));
    const compiled = compile(fn, { signatures: 2 });
    const calls: [number[], number][] = [
      [[2], 2],
      [[2], 3],
      [[2], 2],
      [[2, 3], 2],
      [[2, 3], 2],
      [[2], 3],
    ];
    for (const [values, power] of calls) {
      expectClose(
        compiled.sync(tf.tensor1d(values), power).dataSync(),
        values.map((v) => v ** power),
      );
    }
    expect(fn).toHaveBeenCalledTimes(4);
  });

  it('takes and gives arrays and objects of tensors', () => {
    const compiled = compile(({ x, more }: { x: Tensor; more: Tensor[] }) => ({
      sum: x.add(more[0]),
      list: [x, more[1].mul(2)],
      tag: 'a',
    }));
    for (const k of [1, 2]) {
      const result = compiled.sync({ x: tf.scalar(k), more: [tf.scalar(10), tf.scalar(k)] });
      expect([result.sum, ...result.list].map((t) => t.dataSync()[0])).toEqual([k + 10, k, 2 * k]);
      expect(result.tag).toBe('a');
    }
  });

  it('gives results the shapes they have, also where the graph has another or nothing is computed', () => {
    const compiled = compile((x: Tensor) => ({
      row: x.add(1).reshape([4]),
      same: x.reshape([1, 4]),
      square: x.reshape([4]).mul(2).reshape([2, 2]),
      normal: tf.batchNorm(x, tf.zeros([2]) as tf.Tensor1D, tf.ones([2]) as tf.Tensor1D),
    }));
    for (const k of [1, 2]) {
      const { row, same, square, normal } = compiled.sync(tf.fill([2, 2], k));
      expect([row.shape, same.shape, square.shape, normal.shape]).toEqual([[4], [1, 4], [2, 2], [2, 2]]);
      expect([row, same, square].map((t) => t.dataSync()[3])).toEqual([k + 1, k, 2 * k]);
    }
  });

  it('takes and gives empty tensors', () => {
    const compiled = compile((x: Tensor, none: Tensor) => [
      x.slice([0, 1], [2, 0]),
      tf.topk(x, 0).indices,
      none.add(1),
      none.sum(0),
      x.add(none.sum()),
    ]);
    for (let call = 0; call < 2; call++) {
      const results = compiled.sync(tf.ones([2, 3]), tf.zeros([0, 2]));
      expect(results.map(({ shape }) => shape)).toEqual([[2, 0], [2, 0], [0, 2], [2], [2, 3]]);
      expect([...results[4].dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
    }
  });

  it('tells plain arguments apart, and finds tensors in objects without a prototype', () => {
    const one = tf.scalar(1);
    const count = compile((words: string[], x: Tensor) => x.mul(words.length));
    expect([['a', 'b'], ['a,string b'], ['a","b']].map((words) => count.sync(words, one).dataSync()[0])).toEqual([
      2, 1, 1,
    ]);
    const divide = compile((x: Tensor, by: number) => x.mul(1 / by));
    expect([0, -0].map((by) => divide.sync(one, by).dataSync()[0])).toEqual([Infinity, -Infinity]);
    const [key, other] = [Symbol('key'), Symbol('key')];
    const choose = compile((x: Tensor, by: symbol) => x.mul(by === key ? 1 : 2));
    expect([key, other].map((by) => choose.sync(one, by).dataSync()[0])).toEqual([1, 2]);
    const bare = compile(({ x }: { x: Tensor }) => x.mul(2));
    const given = (value: number) => Object.assign(Object.create(null), { x: tf.scalar(value) }) as { x: Tensor };
    expect([3, 5].map((value) => bare.sync(given(value)).dataSync()[0])).toEqual([6, 10]);
  });

  it('tells equal arguments apart when they are later different', () => {
    const compiled = compile((x: Tensor, y: Tensor) => x.sub(y));
    const one = tf.scalar(1);
    expect(compiled.sync(one, one).dataSync()[0]).toBe(0);
    expect(compiled.sync(tf.scalar(5), tf.scalar(3)).dataSync()[0]).toBe(2);
  });

  it('reads and assigns variables, which may be read and assigned between calls', () => {
    const count = tf.variable(tf.scalar(0));
    const copy = tf.variable(count); // shares its data at first
    const compiled = compile((x: Tensor) => {
      count.assign(count.add(x) as Scalar);
      return count.add(copy);
    });
    expect(compiled.sync(tf.scalar(2)).dataSync()[0]).toBe(2);
    expect(count.dataSync()[0]).toBe(2);
    expect(copy.dataSync()[0]).toBe(0);
    copy.assign(tf.scalar(100));
    expect(compiled.sync(tf.scalar(3)).dataSync()[0]).toBe(105);
    count.assign(tf.scalar(7));
    expect(compiled.sync(tf.scalar(1)).dataSync()[0]).toBe(108);
  });

  it('swaps variables', () => {
    const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
    const swap = compile(() => {
      const old = a.clone();
      a.assign(b.clone() as Scalar);
      b.assign(old as Scalar);
    });
    for (const expected of [2, 1, 2]) {
      swap.sync();
      expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([expected, 3 - expected]);
    }
  });

  it('trains with gradients and an optimiser that creates its variables in the first step', async () => {
    const train = (compiled: boolean) => {
      const weight = tf.variable(tf.tensor2d([0.1, -0.2, 0.3, 0.4], [2, 2]));
      const optimizer = tf.train.adam(0.05);
      const step = (x: Tensor, y: Tensor) =>
        tf.tidy(() => {
          const { value, grads } = tf.variableGrads(() => x.matMul(weight).sub(y).square().mean() as Scalar, [weight]);
          optimizer.applyGradients(grads as never);
          return value;
        });
      const run = compiled ? compile(step).sync : step;
      const losses = Array.from(
        { length: 12 },
        (_, i) => run(tf.tensor2d([1, 2, i, 1], [2, 2]), tf.tensor2d([1, 0, 0, i / 5], [2, 2])).dataSync()[0],
      );
      const final = [...weight.dataSync()];
      weight.dispose();
      optimizer.dispose();
      return [...losses, ...final];
    };
    expectClose(train(true), train(false), { relative: 1e-5, absolute: 1e-6 });
  });

  it('draws random numbers anew at each call, in the order of the generator', () => {
    const draw = (run: (fn: () => Tensor) => () => Tensor) => {
      const random = new Random(3);
      const fn = run(() => randomNormal(random, [2]).mul(2));
      return [fn(), fn(), fn()].flatMap((t) => [...t.dataSync()]);
    };
    expect(draw((fn) => compile(fn).sync)).toEqual(draw((fn) => fn));
  });

  it('keeps what it captured', () => {
    const captured = tf.range(0, 5000).mul(2);
    const compiled = compile((x: Tensor) => captured.add(x).slice([4999], [1]));
    expect(compiled.sync(tf.scalar(1)).dataSync()[0]).toBe(9999);
    captured.dispose();
    tf.zeros([5000]).add(5).dataSync();
    expect(compiled.sync(tf.scalar(2)).dataSync()[0]).toBe(10000);
    compiled.dispose();
  });

  it('freezes variables on request', () => {
    const weight = tf.variable(tf.range(0, 5000).reshape([2, 2500]));
    const frozen = compile((x: Tensor) => x.matMul(weight).slice([0, 2499], [1, 1]), { freeze: true });
    const x = tf.tensor2d([[1, 2]]);
    expect(frozen.sync(x).dataSync()[0]).toBe(2499 + 2 * 4999);
    weight.assign(tf.zeros([2, 2500]));
    expect(frozen.sync(x).dataSync()[0]).toBe(2499 + 2 * 4999);
    const assigns = compile((t: Tensor) => weight.assign(weight.add(t.sum()) as never), { freeze: true });
    expect(() => assigns.sync(x)).toThrow("compiled with 'freeze' cannot assign");
    expect(weight.sum().dataSync()[0]).toBe(0);
  });

  it('leaks nothing', async () => {
    const weight = tf.variable(tf.ones([8, 8]));
    const compiled = compile((x: Tensor) => {
      weight.assign(weight.matMul(x).tanh() as never);
      return [weight.sum(), tf.zeros([3])];
    });
    const x = tf.randomNormal([8, 8], 0, 1, 'float32', 1);
    tf.dispose(compiled.sync(x));
    await withoutLeaks(() => tf.dispose(compiled.sync(x)));
    const before = engineInfo();
    for (let i = 0; i < 100; i++) tf.dispose(compiled.sync(x));
    expect(engineInfo()).toEqual({ ...before, flushes: before.flushes! + 100 });
    x.dispose();
  });

  it('may call another compiled function', () => {
    const inner = compile((x: Tensor) => x.mul(2));
    const outer = compile((x: Tensor) => inner.sync(x).add(1));
    expect([1, 2].map((v) => outer.sync(tf.scalar(v)).dataSync()[0])).toEqual([3, 5]);
  });

  it('is the function itself on other engines', async () => {
    await setEngine('cpu');
    const fn = vi.fn((x: Tensor) => x.mul(2));
    const compiled = compile(fn);
    expect((await compiled(tf.scalar(1))).dataSync()[0]).toBe(2);
    expect((await compiled(tf.scalar(2))).dataSync()[0]).toBe(4);
    expect(fn).toHaveBeenCalledTimes(2);
  });
});

describe('what cannot be compiled', () => {
  const x = () => tf.tensor1d([1, 2]);

  it('names a value that is read, and the line', () => {
    const compiled = compile((t: Tensor) => (t.sum().dataSync()[0] > 0 ? t : t.neg()));
    expect(() => compiled.sync(x())).toThrow(CompileError);
    expect(() => compiled.sync(x())).toThrow(/cannot read the value.*compile\.test\.ts/);
  });

  it('names a kernel without a lowering', () => {
    expect(() => compile((t: Tensor) => tf.unique(t).values).sync(x())).toThrow(
      /Kernel Unique has no ONNX lowering for float32\[2\]/,
    );
  });

  it('refuses disposed arguments and promises', () => {
    const gone = x();
    const twice = compile((t: Tensor) => t.mul(2));
    twice.sync(gone).dispose();
    gone.dispose();
    expect(() => twice.sync(gone)).toThrow("'args' of a compiled function must hold no disposed tensor");
    const returns = compile((t: Tensor) => {
      const y = t.exp();
      y.dispose();
      return y;
    });
    expect(() => returns.sync(x())).toThrow('cannot return a disposed tensor');
    expect(() =>
      compile((t: Tensor) => {
        const y = t.add(1);
        t.dispose();
        return y;
      }).sync(x()),
    ).toThrow('cannot dispose its arguments');
    expect(() => compile(async (t: Tensor) => t.add(1)).sync(x())).toThrow();
  });

  it('leaves variables as they were, and the engine in order', () => {
    const v = tf.variable(tf.scalar(1));
    const compiled = compile((t: Tensor) => {
      v.assign(v.add(1) as Scalar);
      throw new Error(`stop ${t.shape}`);
    });
    expect(() => compiled.sync(x())).toThrow('stop 2');
    expect(v.dataSync()[0]).toBe(1);
    expect([...x().add(v).dataSync()]).toEqual([2, 3]);
  });

  it('does constant work of such kernels while recording', () => {
    const compiled = compile((t: Tensor) => t.add(tf.unique(tf.tensor1d([7, 7])).values));
    expectClose(compiled.sync(x()).dataSync(), [8, 9]);
  });
});
