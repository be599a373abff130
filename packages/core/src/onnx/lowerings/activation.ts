import type { Graph } from '../graph.js';
import type { Value } from '../value.js';
import { unary } from './unary.js';

/** What TensorFlow.js's fused kernels say of the activation that follows. */
export interface Activation {
  readonly activation?: string | null;
  readonly leakyreluAlpha?: number;
}

const KERNELS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};

/** Applies the activation of a fused kernel. */
export function activate(
  graph: Graph,
  x: Value,
  { activation, leakyreluAlpha }: Activation,
  prelu?: Value,
): Value | undefined {
  if (!activation || activation === 'linear') return x;
  const lowering = unary[KERNELS[activation]];
  return lowering?.(graph, prelu ? { x, alpha: prelu } : { x }, { alpha: leakyreluAlpha }) as Value | undefined;
}
