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
    if (typeof node === 'object' && node !== null && isPlain(node)) {
      const parts = Object.entries(node).map(([key, value]) => [key, visit(value)] as const);
      const text = parts.map(([key, [value]]) => `${JSON.stringify(key)}:${value}`);
      return [`{${text}}`, (given) => Object.fromEntries(parts.map(([key, [, rebuild]]) => [key, rebuild(given)]))];
    }
    return [textOf(node), () => node];
  };
  const [structure, rebuild] = visit(tree);
  return { leaves, structure, rebuild };
}

function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

/** A text that two values have in common only if a function cannot tell them apart. */
function textOf(value: unknown): string {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function')
    return identityOf(value, identities);
  if (typeof value === 'symbol') return identityOf(value, symbols);
  if (typeof value === 'string') return JSON.stringify(value);
  return `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
}

const identities = new WeakMap<object, string>();
const symbols = new Map<symbol, string>();
let identityCount = 0;

/** Objects of other classes (a module, a function) count as the same only if they are the same object. */
function identityOf<T>(
  value: T,
  known: { get(key: T): string | undefined; set(key: T, text: string): unknown },
): string {
  let identity = known.get(value);
  if (!identity) {
    identity = `${typeof value} ${++identityCount}`;
    known.set(value, identity);
  }
  return identity;
}
