import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineUnavailableError, engineInfo, InvalidArgumentError, setEngine, tf } from '../index.js';

const dist = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** What a fresh process prints for `code`, with `tf`, `setEngine` and `engineInfo` imported. */
function inFreshProcess(code: string, env: Record<string, string> = {}): string {
  const script = `import { tf, setEngine, engineInfo } from ${JSON.stringify(`file://${dist}`)}; ${code}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

afterEach(() => setEngine('auto'));

describe('setEngine', () => {
  it.each(['onnx', 'wasm', 'cpu'] as const)('%s computes', async (name) => {
    const info = await setEngine(name, { threads: 1 });
    expect(info.name).toBe(name);
    expect(info.version).toMatch(/^\d+\.\d+/);
    expect([...tf.tensor1d([1, 2]).mul(2).dataSync()]).toEqual([2, 4]);
  });

  it('names the command that installs a missing engine', async () => {
    const missing = setEngine('tensorflow-gpu');
    await expect(missing).rejects.toThrow(EngineUnavailableError);
    await expect(missing).rejects.toThrow('npm install @tensorflow/tfjs-node-gpu@4.22.0');
    await expect(setEngine('webgl')).rejects.toThrow('npm install @tensorflow/tfjs-backend-webgl@4.22.0');
  });

  it('keeps what ran before when the engine asked for is missing', async () => {
    await setEngine('cpu');
    await expect(setEngine('tensorflow')).rejects.toThrow(EngineUnavailableError);
    expect(engineInfo().name).toBe('cpu');
  });

  it('refuses unknown names and bad numbers of threads', async () => {
    await expect(setEngine('tpu' as never)).rejects.toThrow(
      "'name' of setEngine must be one of 'auto', 'tensorflow-gpu'",
    );
    await expect(setEngine('onnx', { threads: 0 })).rejects.toThrow(InvalidArgumentError);
  });

  it('changes the number of threads of a running engine', async () => {
    const x = tf.tensor1d([1, 2]).add(1);
    expect((await setEngine('onnx', { threads: 1 })).threads).toBe(1);
    expect([...x.mul(2).dataSync()]).toEqual([4, 6]);
    expect((await setEngine('onnx', { threads: 2 })).threads).toBe(2);
  });
});

describe('first use', () => {
  it('starts the native engine without a call, without a word', () => {
    expect(inFreshProcess('console.log(tf.add(1, 2).dataSync()[0], engineInfo().name)')).toBe('3 onnx');
  });

  it('follows AI_ENGINE and AI_THREADS', () => {
    expect(inFreshProcess('console.log(engineInfo().name)', { AI_ENGINE: 'cpu' })).toBe('cpu');
    expect(inFreshProcess('console.log(engineInfo().threads)', { AI_THREADS: '1' })).toBe('1');
  });

  it('explains a wrong AI_ENGINE', () => {
    expect(() => inFreshProcess('engineInfo()', { AI_ENGINE: 'cpuu' })).toThrow(
      "'AI_ENGINE' of the environment must be one of",
    );
  });
});
