import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../array/nd-array.js';
import { fitState, type LoadOptions, type LoadReport } from '../module/load-report.js';
import type { AnyModule } from '../module/module.js';
import { writeVariable } from '../module/parameter.js';
import { type SafetensorsContent, type SafetensorsOptions, serializeSafetensors } from './safetensors.js';
import { SafetensorsFile } from './safetensors-file.js';
import { ShardedSafetensors } from './sharded-safetensors.js';
import type { TensorSource } from './tensor-source.js';
import { writeFileAtomic } from './write-file-atomic.js';

/**
 * Opens a safetensors file to read it tensor by tensor, or several through their index, as Hugging Face writes large checkpoints.
 * Only headers are read and checked until a tensor is asked for.
 *
 * @param path of a `.safetensors` file, or of an index that ends in `.json`; an index names files of its own folder, of which
 *   links are followed
 * @throws InvalidDataError for a damaged or foreign file, an index that leads out of its folder or names a tensor that its file lacks
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { Linear } from '@ai/nn';
 * import { openSafetensors, saveSafetensors } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'weights-')), 'linear.safetensors');
 * await saveSafetensors(new Linear(3, 2, { random: new Random(1) }), path);
 *
 * const file = await openSafetensors(path);
 * console.log([...file.tensors.keys()]); // bias, weight
 * const weight = await file.read('weight'); // 6 numbers of shape [2, 3]
 * await file.close();
 * ```
 */
export function openSafetensors(path: string): Promise<TensorSource> {
  return path.endsWith('.json') ? ShardedSafetensors.open(path) : SafetensorsFile.open(path);
}

/**
 * Reads a whole safetensors file, or all files of an index.
 *
 * @throws InvalidDataError as {@link openSafetensors}, and for whole numbers that int32 cannot hold
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { Linear } from '@ai/nn';
 * import { readSafetensors, saveSafetensors } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'weights-')), 'linear.safetensors');
 * await saveSafetensors(new Linear(3, 2, { random: new Random(1) }), path);
 * const { tensors } = await readSafetensors(path);
 * console.log(tensors.get('weight')?.shape); // [2, 3]
 * ```
 */
export async function readSafetensors(path: string): Promise<SafetensorsContent> {
  const source = await openSafetensors(path);
  try {
    const tensors = new Map<string, NdArray>();
    for (const name of source.tensors.keys()) tensors.set(name, await source.read(name));
    return { tensors, metadata: source.metadata };
  } finally {
    await source.close();
  }
}

/** Options of {@link loadSafetensors}. */
export interface LoadSafetensorsOptions extends LoadOptions {
  /** The module's name for a name in the file; undefined leaves the tensor out. @default the same name */
  readonly rename?: (name: string) => string | undefined;
}

/**
 * Loads a module's state from a safetensors file such as PyTorch's users write, or from an index of several; layouts are converted
 * layer by layer, and one tensor at a time is in memory.
 *
 * @returns names that are missing, unexpected or misshaped (none, if strict)
 * @throws InvalidDataError as {@link openSafetensors}, if strict for a file that does not fit, and for two names renamed alike; nothing
 *   is loaded then. A file that is cut or a disk that fails while tensors are read leaves the module loaded in part.
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { Linear } from '@ai/nn';
 * import { loadSafetensors, saveSafetensors } from '@ai/nn/node';
 *
 * const path = join(await mkdtemp(join(tmpdir(), 'weights-')), 'linear.safetensors');
 * await saveSafetensors(new Linear(3, 2, { random: new Random(1) }), path);
 * const report = await loadSafetensors(new Linear(3, 2, { random: new Random(2) }), path);
 * console.log(report.missing); // []
 * ```
 */
export async function loadSafetensors(
  module: AnyModule,
  path: string,
  options: LoadSafetensorsOptions = {},
): Promise<LoadReport> {
  const { rename = (name: string) => name, ...loadOptions } = options;
  const source = await openSafetensors(path);
  try {
    const original = new Map<string, string>();
    for (const name of source.tensors.keys()) {
      const own = rename(name);
      if (own === undefined) continue;
      if (original.has(own))
        throw new InvalidDataError(`'${original.get(own)}' and '${name}' are both renamed '${own}'.`);
      original.set(own, name);
    }
    const shapes = new Map([...original].map(([own, name]) => [own, source.tensors.get(name)!.shape]));
    const variables = new Map([...module.namedParameters(), ...module.namedBuffers()]);
    const { report, fitting } = fitState(variables, shapes, module.constructor.name, loadOptions);
    for (const own of fitting) writeVariable(variables.get(own)!, await source.read(original.get(own)!));
    return report;
  } finally {
    await source.close();
  }
}

/**
 * Saves a module's state as a safetensors file in the reference's layout. The file is whole or not there, whatever happens.
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Random } from '@ai/core';
 * import { Linear } from '@ai/nn';
 * import { saveSafetensors } from '@ai/nn/node';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'weights-'));
 * await saveSafetensors(new Linear(3, 2, { random: new Random(1) }), join(folder, 'linear.safetensors'));
 * ```
 */
export async function saveSafetensors(
  module: AnyModule,
  path: string,
  options: SafetensorsOptions = {},
): Promise<void> {
  await writeFileAtomic(path, serializeSafetensors(module.stateDict(), options));
}
