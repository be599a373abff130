import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { engine, findBackend, findBackendFactory, getBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import { EngineUnavailableError, InvalidArgumentError } from '../errors.js';
import { checkInteger, checkOneOf } from '../input/check.js';
import '../kernels/javascript.js'; // before the onnx engine takes over the JavaScript kernels
import { registerWasmKernels } from '../kernels/wasm.js';
import { warn } from '../logger.js';
import type { OnnxBackend } from '../onnx/backend.js';
import { registerOnnxBackend } from '../onnx/register.js';
import { checkDevice, loadRuntime } from '../onnx/runtime.js';
import { ENGINE_NAMES, type EngineInfo, type EngineName, type EngineOptions } from './engine-info.js';
import { requireOptional } from './node-require.js';

interface Loader {
  /** TensorFlow.js's name for the backend. */
  readonly backend: string;
  /** What brings the engine when it is missing. */
  readonly install: string;
  /** Makes the backend known to TensorFlow.js, synchronously; throws if it is not there. Returns its version. */
  load(options: EngineOptions): string;
  /** Needs `await setEngine(...)`: it cannot start by itself at first use. */
  readonly isAsync?: boolean;
}

const environment = (name: string): string | undefined =>
  typeof process === 'undefined' ? undefined : process.env?.[name] || undefined;

function inNode(): boolean {
  return typeof process !== 'undefined' && process.versions?.node !== undefined;
}

const loaders: Readonly<Record<EngineName, Loader>> = {
  'tensorflow-gpu': tensorflowLoader('@tensorflow/tfjs-node-gpu'),
  tensorflow: tensorflowLoader('@tensorflow/tfjs-node'),
  onnx: {
    backend: 'onnx',
    install: 'npm install onnxruntime-node@1.30.0',
    load: ({ threads, device }) => {
      const { version } = loadRuntime();
      const settings = { threads: threadsFor(threads), device: deviceFor(device) };
      checkDevice(settings.device);
      (findBackend('onnx') as OnnxBackend).settings = settings;
      return version;
    },
  },
  webgpu: browserLoader('webgpu'),
  webgl: browserLoader('webgl'),
  wasm: {
    backend: 'wasm',
    install: `npm install @tensorflow/tfjs-backend-wasm@4.22.0${inNode() ? '' : ' and import it'}`,
    isAsync: true,
    load: (options) => {
      const version = inNode() ? loadWasmInNode(options) : findRegistered('wasm');
      registerWasmKernels();
      return version;
    },
  },
  cpu: {
    backend: 'cpu',
    install: 'npm install @tensorflow/tfjs-backend-cpu@4.22.0',
    load: () => {
      Object.assign(findBackend('cpu'), { firstUse: false }); // we say ourselves when it is a last resort
      return version_cpu;
    },
  },
};

let current: { name: EngineName; version: string } | undefined;

function tensorflowLoader(name: string): Loader {
  return {
    backend: 'tensorflow',
    install: `npm install ${name}@4.22.0`,
    load: () => {
      restoreUtilFunctions();
      return requireOptional<{ version: { tfjs: string } }>(name).version.tfjs;
    },
  };
}

/** tfjs-node calls functions of node:util that Node 23 removed. */
function restoreUtilFunctions(): void {
  const util = process.getBuiltinModule('node:util') as unknown as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}

function loadWasmInNode({ threads }: EngineOptions): string {
  const wasm = requireOptional<{ setThreadsCount(threads: number): void; version_wasm: string }>(
    '@tensorflow/tfjs-backend-wasm',
  );
  wasm.setThreadsCount(threadsFor(threads));
  return wasm.version_wasm;
}

/** In a page the backend's own module registers it: `import '@tensorflow/tfjs-backend-webgl'`. */
function browserLoader(backend: 'webgpu' | 'webgl'): Loader {
  return {
    backend,
    install: `npm install @tensorflow/tfjs-backend-${backend}@4.22.0 and import it`,
    isAsync: true,
    load: () => findRegistered(backend),
  };
}

function findRegistered(backend: string): string {
  if (!findBackendFactory(backend)) throw new Error('its module has not been imported');
  return version_core;
}

function threadsFor(threads: number | undefined): number {
  const asked = environment('AI_THREADS');
  const cores =
    typeof process === 'undefined'
      ? navigator.hardwareConcurrency
      : process.getBuiltinModule('node:os').availableParallelism();
  if (threads !== undefined) return checkInteger(threads, 'threads', 'setEngine', { min: 1 });
  return asked === undefined ? cores : checkInteger(Number(asked), 'AI_THREADS', 'the environment', { min: 1 });
}

function deviceFor(device: string | undefined): string {
  return device ?? environment('AI_DEVICE') ?? 'cpu';
}

/**
 * Chooses what runs tensors. Without a call the best engine that is installed starts at first use: `tensorflow-gpu`, `tensorflow`,
 * `onnx`, then `cpu`. The environment variables `AI_ENGINE`, `AI_DEVICE` and `AI_THREADS` set the same from outside.
 *
 * Tensors and variables that exist already go on working: they move at their next use.
 *
 * @param name an engine, or 'auto' for the best there is; a device that cannot compute here is then passed over with a warning
 * @returns what runs now
 * @throws EngineUnavailableError if an engine asked for by name, or its device, cannot run here; the message says why and how to get it
 * @throws InvalidArgumentError for an unknown name, a number of threads below 1, or a device for another engine than `onnx`
 *
 * @example
 * ```ts
 * import { setEngine, tf } from '@ai/core';
 *
 * const { name } = await setEngine('auto', { threads: 2 });
 * console.log(name, tf.add(1, 2).dataSync()[0]);
 * ```
 */
export async function setEngine(name: EngineName | 'auto', options: EngineOptions = {}): Promise<EngineInfo> {
  checkOneOf(name, 'name', 'setEngine', ['auto', ...ENGINE_NAMES]);
  if (options.device !== undefined && name !== 'onnx' && name !== 'auto') {
    throw new InvalidArgumentError('device', 'setEngine', `be left out for the engine '${name}'`, options.device);
  }
  if (name !== 'auto') await startNamed(name, options);
  else if (inNode()) start(chooseEngine(options));
  else await startBestOfPage(options);
  return engineInfo();
}

async function startNamed(name: EngineName, options: EngineOptions): Promise<void> {
  const loaded = load(name, options);
  if (!(await setBackend(loaders[name].backend))) {
    throw new EngineUnavailableError(`The engine '${name}' did not start.`);
  }
  current = loaded;
}

/** Starts the best engine whose module the page has imported. */
async function startBestOfPage(options: EngineOptions): Promise<void> {
  for (const name of ['webgpu', 'webgl', 'wasm'] as const) {
    try {
      return await startNamed(name, options);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
    }
  }
  await startNamed('cpu', options);
}

/** What runs tensors now, and what it holds; starts the engine if nothing has yet. */
export function engineInfo(): EngineInfo {
  engine().backend; // starts one at first use
  const backendName = getBackend();
  const name = current && loaders[current.name].backend === backendName ? current.name : (backendName as EngineName);
  const version = current?.name === name ? current.version : version_core;
  const statistics = backendName === 'onnx' ? (engine().backend as OnnxBackend).statistics() : {};
  return { name, version, ...statistics };
}

function load(name: EngineName, options: EngineOptions): { name: EngineName; version: string } {
  try {
    return { name, version: loaders[name].load(options) };
  } catch (cause) {
    if (cause instanceof InvalidArgumentError || cause instanceof EngineUnavailableError) throw cause;
    const reason = (cause as Error).message.split('\n')[0];
    throw new EngineUnavailableError(
      `The engine '${name}' is not available (${reason}). To get it: ${loaders[name].install}`,
      { cause },
    );
  }
}

/** The engine AI_ENGINE names, or the best that loads. */
function chooseEngine(options: EngineOptions): { name: EngineName; version: string } {
  const asked = environment('AI_ENGINE');
  if (asked !== undefined && asked !== 'auto') {
    const name = checkOneOf(asked, 'AI_ENGINE', 'the environment', ENGINE_NAMES);
    if (loaders[name].isAsync)
      throw new EngineUnavailableError(`The engine '${name}' starts with: await setEngine('${name}')`);
    return load(name, options);
  }
  const device = deviceFor(options.device);
  if (device !== 'cpu') {
    try {
      return load('onnx', options);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      warn(`${error.message}. The best engine without it is used.`);
    }
  }
  for (const name of ENGINE_NAMES) {
    if (loaders[name].isAsync || name === 'cpu') continue;
    try {
      return load(name, { ...options, device: 'cpu' });
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
    }
  }
  if (inNode()) warn(`Tensors run on JavaScript kernels, which are slow. For native ones: ${loaders.onnx.install}`);
  return load('cpu', options);
}

function start(chosen: { name: EngineName; version: string }): void {
  const { backend } = loaders[chosen.name];
  void setBackend(backend); // the engines chosen here start at once; only the promise is asynchronous
  current = chosen;
}

registerOnnxBackend(() => ({ threads: threadsFor(undefined), device: 'cpu', debug: environment('AI_DEBUG') === '1' }));

// TensorFlow.js asks this at its first use of a tensor. Its own answer, the registered backend of highest priority, would not load
// the optional engines. In a page whose backends are registered by their own modules, its answer stands.
const tfEngine = engine() as unknown as { initializeBackendsAndReturnBest(): { name: string; asyncInit: boolean } };
const chooseRegistered = tfEngine.initializeBackendsAndReturnBest.bind(tfEngine);
tfEngine.initializeBackendsAndReturnBest = () => {
  if (!inNode()) return chooseRegistered();
  current = chooseEngine({});
  return { name: loaders[current.name].backend, asyncInit: false };
};
