import { describe, it } from 'vitest';
import { type EngineName, setEngine, tf } from '../src/index.js';
import { expectClose, readGolden } from '../src/testing/index.js';

type Tensor = tf.Tensor;

interface Entry {
  readonly shape: number[];
  readonly values: number[];
}

interface Case {
  readonly inputs: readonly Entry[];
  readonly dy: Entry;
  /** Null for inputs of integers. */
  readonly gradients: readonly (Entry | null)[];
}

const ENGINES = ['onnx', 'wasm', 'cpu'] as const satisfies readonly EngineName[];

const read = (): Record<string, Record<string, Case>> =>
  readGolden(new URL('../golden/gradients.json', import.meta.url));

/** What computes a case's result from its inputs. */
export type Operation = (...inputs: Tensor[]) => Tensor;

/** Checks the gradients of every golden case of a family, on every engine that runs in Node.js. */
export function checkGoldenGradients(family: string, operations: (name: string) => Operation | undefined): void {
  const cases = Object.entries(read()[family]);
  describe.each(ENGINES)('gradients on %s', (engine) => {
    it.each(cases)('%s', async (name, { inputs, dy, gradients }) => {
      await setEngine(engine);
      const operation = operations(name);
      if (!operation) throw new Error(`No operation for the case '${name}'.`);
      const tensors = inputs.map(({ shape, values }, i) =>
        tf.tensor(values, shape, gradients[i] === null ? 'int32' : 'float32'),
      );
      const places = gradients.flatMap((each, i) => (each === null ? [] : [i]));
      const variable = tf.grads((...given: Tensor[]) => {
        const all = [...tensors];
        places.forEach((place, i) => {
          all[place] = given[i];
        });
        return operation(...all);
      });
      const results = variable(
        places.map((place) => tensors[place]),
        tf.tensor(dy.values, dy.shape),
      );
      results.forEach((result, i) => {
        const { shape, values } = gradients[places[i]] as Entry;
        expectClose(result.shape, shape);
        expectClose(result.dataSync(), values, { relative: 2e-5, absolute: 2e-5 });
      });
    });
  });
}

/**
 * Checks a gradient against central differences along a fixed direction.
 *
 * @param operation a function of one tensor, linear or nearly so over a step of 0.01
 */
export async function checkDifferences(operation: (x: Tensor) => Tensor, x: Tensor): Promise<void> {
  const step = 0.01;
  const direction = tf.randomNormal(x.shape, 0, 1, 'float32', 3);
  const y = operation(x);
  const weights = tf.randomNormal(y.shape, 0, 1, 'float32', 4);
  const weighted = (at: Tensor): number => {
    const values = operation(at).dataSync();
    return [...weights.dataSync()].reduce((sum, weight, i) => sum + weight * values[i], 0);
  };
  const difference = (weighted(x.add(direction.mul(step))) - weighted(x.sub(direction.mul(step)))) / (2 * step);
  const gradient = tf.grad(operation)(x, weights);
  const slope = gradient.mul(direction).sum().dataSync()[0];
  expectClose(slope, difference, { relative: 2e-3, absolute: 2e-3 });
}
