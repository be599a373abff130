import type { Tensor } from '@tensorflow/tfjs-core';
import { isTensor } from '../input/matrix.js';

/** A tensor, or arrays and objects of tensors and plain values, nested as one likes. */
export type TensorTree = unknown;

/** A tree taken apart. */
export interface FlatTree {
  /** The tensors, in a fixed order. */
  readonly leaves: readonly Tensor[];
  /** Everything but the tensors: two trees with the same text differ in their tensors only. */
  readonly structure: string;
  /** The same tree with other tensors. */
  rebuild(leaves: readonly Tensor[]): TensorTree;
}

export function flattenTree(tree: TensorTree): FlatTree {
  const leaves: Tensor[] = [];
  const visit = (node: unknown): [structure: string, rebuild: (leaves: readonly Tensor[]) => unknown] => {
    if (isTensor(node)) {
      const index = leaves.push(node) - 1;
      return [`${node.dtype}[${node.shape}]`, (given) => given[index]];
    }
    if (Array.isArray(node)) {
      const parts = node.map(visit);
      return [`[${parts.map(([text]) => text)}]`, (given) => parts.map(([, rebuild]) => rebuild(given))];
    }
    if (typeof node === 'object' && node !== null && Object.getPrototypeOf(node) === Object.prototype) {
      const parts = Object.entries(node).map(([key, value]) => [key, visit(value)] as const);
      const text = parts.map(([key, [value]]) => `${JSON.stringify(key)}:${value}`);
      return [`{${text}}`, (given) => Object.fromEntries(parts.map(([key, [, rebuild]]) => [key, rebuild(given)]))];
    }
    const isObject = (typeof node === 'object' && node !== null) || typeof node === 'function';
    return [isObject ? identityOf(node) : `${typeof node} ${String(node)}`, () => node];
  };
  const [structure, rebuild] = visit(tree);
  return { leaves, structure, rebuild };
}

const identities = new WeakMap<object, string>();
let identityCount = 0;

/** Objects of other classes (a module, a function) count as the same only if they are the same object. */
function identityOf(object: object): string {
  let identity = identities.get(object);
  if (!identity) {
    identity = `object ${++identityCount}`;
    identities.set(object, identity);
  }
  return identity;
}
