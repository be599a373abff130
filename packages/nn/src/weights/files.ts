import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AnyModule, LoadOptions, LoadReport } from '../module/module.js';
import { parseSafetensors, type SafetensorsContent, serializeSafetensors } from './safetensors.js';

/**
 * Reads a safetensors file.
 *
 * @throws InvalidDataError for a damaged or foreign file
 */
export async function readSafetensors(path: string): Promise<SafetensorsContent> {
  return parseSafetensors(await readFile(path));
}

/**
 * Loads a module's state from a safetensors file such as PyTorch's users write; layouts are converted layer by layer.
 *
 * @returns names that are missing, unexpected or misshaped (none, if strict)
 * @throws InvalidDataError for a damaged file, and if strict for one that does not fit; nothing is loaded then
 */
export async function loadSafetensors(module: AnyModule, path: string, options: LoadOptions = {}): Promise<LoadReport> {
  return module.loadStateDict((await readSafetensors(path)).tensors, options);
}

/** Saves a module's state as a safetensors file in the reference's layout. The file is whole or not there, whatever happens. */
export async function saveSafetensors(
  module: AnyModule,
  path: string,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  await writeFileAtomic(path, serializeSafetensors(module.stateDict(), metadata));
}

/**
 * Writes to a temporary file in the same folder, syncs it, renames it and syncs the folder: a kill at any moment leaves the old file
 * or the new one. A failure leaves the old file and no temporary one.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
