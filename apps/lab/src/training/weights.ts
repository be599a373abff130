import type { AnyModule } from '@ai/nn';

/** A module's weights as a JSON document: each parameter and buffer by its name, in the shape of PyTorch's checkpoints. */
export function weightsJson(model: AnyModule): string {
  const entries = [...model.stateDict()].map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]);
  return JSON.stringify(Object.fromEntries(entries));
}
