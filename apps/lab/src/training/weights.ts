import { type AnyModule, serializeSafetensors } from '@ai/nn';

/** A module's weights as a safetensors file: each parameter and buffer by its name, in the shape of PyTorch's checkpoints. */
export function weightsFile(model: AnyModule): Uint8Array {
  return serializeSafetensors(model.stateDict());
}
