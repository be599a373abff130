import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, InvalidDataError, Random } from '@ai/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchNorm1d, Conv2d, Linear, ndArray, Sequential, serializeSafetensors } from '../index.js';
import { loadSafetensors, openSafetensors, readSafetensors, saveSafetensors } from '../node.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nn-'));
});
afterEach(() => rm(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);
const random = (seed: number): { random: Random } => ({ random: new Random(seed) });

describe('files of weights', () => {
  it('save and load modules, and leave no temporary file', async () => {
    using conv = new Conv2d(2, 3, 2, random(1));
    using other = new Conv2d(2, 3, 2, random(2));
    await saveSafetensors(conv, path('conv.safetensors'), { metadata: { note: 'a' } });
    expect(await loadSafetensors(other, path('conv.safetensors'))).toEqual({
      missing: [],
      unexpected: [],
      misshaped: [],
    });
    expect(other.stateDict()).toEqual(conv.stateDict());
    expect((await readSafetensors(path('conv.safetensors'))).metadata.get('note')).toBe('a');
    expect(await readdir(folder)).toEqual(['conv.safetensors']);
    await writeFile(path('conv.safetensors'), 'damaged');
    await expect(loadSafetensors(other, path('conv.safetensors'))).rejects.toThrow(InvalidDataError);
    await expect(saveSafetensors(conv, path('absent/x'))).rejects.toThrow('ENOENT');
  });

  it('are read tensor by tensor', async () => {
    await writeFile(
      path('a.safetensors'),
      serializeSafetensors(
        new Map([
          ['w', ndArray([1, 2, 3, 4], [2, 2])],
          ['n', ndArray(Int32Array.of(7), [])],
          ['none', ndArray([], [0])],
        ]),
        { metadata: { k: 'v' } },
      ),
    );
    await using file = await openSafetensors(path('a.safetensors'));
    expect(file.tensors.get('w')).toMatchObject({ dtype: 'F32', shape: [2, 2] });
    expect(file.metadata.get('k')).toBe('v');
    expect(await file.read('n')).toEqual(ndArray(Int32Array.of(7), []));
    expect(await file.read('w')).toEqual(ndArray([1, 2, 3, 4], [2, 2]));
    expect(await file.read('none')).toEqual(ndArray([], [0]));
    await expect(file.read('x')).rejects.toThrow(InvalidArgumentError);
    await truncate(path('a.safetensors'), 200);
    await expect(file.read('w').then(() => file.read('n'))).rejects.toThrow(InvalidDataError);
    await file.close();
    await file.close();
    await expect(file.read('w')).rejects.toThrow('is closed');
  });

  it('are refused by their header before anything of the stated size is read', async () => {
    const header = Buffer.alloc(8);
    header.writeBigUInt64LE(99_000_000n);
    await writeFile(path('a.safetensors'), header);
    await expect(openSafetensors(path('a.safetensors'))).rejects.toThrow('a header of 99000000 bytes in a file of 8');
    await writeFile(path('a.safetensors'), '');
    await expect(openSafetensors(path('a.safetensors'))).rejects.toThrow('0 bytes are fewer than 8');
  });

  it('may hold half floats, which lose no more than their precision', async () => {
    using layer = new Linear(3, 2, random(1));
    using other = new Linear(3, 2, random(2));
    await saveSafetensors(layer, path('half.safetensors'), { floats: 'F16' });
    await loadSafetensors(other, path('half.safetensors'));
    const [a, b] = [layer, other].map((each) => each.stateDict().get('weight')!.data);
    a.forEach((value, i) => {
      expect(Math.abs(value - b[i])).toBeLessThanOrEqual(Math.abs(value) * 2 ** -11);
    });
  });

  it('report what does not fit, and refuse it if strict', async () => {
    using saved = new Sequential(new Linear(3, 2, random(1)), new Linear(2, 2, { ...random(2), bias: false }));
    using model = new Sequential(new Linear(3, 2, random(3)), new Linear(2, 4, random(4)));
    await saveSafetensors(saved, path('a.safetensors'));
    const before = model.stateDict();
    await expect(loadSafetensors(model, path('a.safetensors'))).rejects.toThrow(
      'The state does not fit Sequential: missing 1.bias; 1.weight is [2,2] instead of [4,2].',
    );
    expect(model.stateDict()).toEqual(before);
    const rename = (name: string): string => (name === '0.bias' ? 'else' : name);
    expect(await loadSafetensors(model, path('a.safetensors'), { strict: false, rename })).toEqual({
      missing: ['0.bias', '1.bias'],
      unexpected: ['else'],
      misshaped: [{ name: '1.weight', expected: [4, 2], got: [2, 2] }],
    });
    expect(model.stateDict().get('0.weight')).toEqual(saved.stateDict().get('0.weight'));
    expect(model.stateDict().get('0.bias')).toEqual(before.get('0.bias'));
  });

  it('may name and leave out tensors otherwise than the module', async () => {
    using saved = new Sequential(new Linear(3, 2, random(1)), new BatchNorm1d(2));
    using layer = new Linear(3, 2, random(2));
    await saveSafetensors(saved, path('a.safetensors'));
    const rename = (name: string): string | undefined => (name.startsWith('0.') ? name.slice(2) : undefined);
    await loadSafetensors(layer, path('a.safetensors'), { rename });
    expect(layer.stateDict().get('weight')).toEqual(saved.stateDict().get('0.weight'));
    await expect(loadSafetensors(layer, path('a.safetensors'), { rename: () => 'weight' })).rejects.toThrow(
      "are both renamed 'weight'",
    );
  });
});

describe('several files with an index', () => {
  const save = (name: string, state: Record<string, number[]>): Promise<void> =>
    writeFile(
      path(name),
      serializeSafetensors(new Map(Object.entries(state).map(([key, data]) => [key, ndArray(data)]))),
    );
  const index = (content: unknown): Promise<void> =>
    writeFile(path('model.safetensors.index.json'), typeof content === 'string' ? content : JSON.stringify(content));
  const opened = (): ReturnType<typeof openSafetensors> => openSafetensors(path('model.safetensors.index.json'));

  it('are read as one', async () => {
    await save('model-00001-of-00002.safetensors', { weight: [1, 2, 3, 4, 5, 6], left: [0] });
    await save('model-00002-of-00002.safetensors', { bias: [7, 8] });
    await index({
      metadata: { total_size: 32, note: 'x' },
      weight_map: { weight: 'model-00001-of-00002.safetensors', bias: 'model-00002-of-00002.safetensors' },
    });
    const { tensors, metadata } = await readSafetensors(path('model.safetensors.index.json'));
    expect([...tensors.keys()]).toEqual(['weight', 'bias']);
    expect([...tensors.get('bias')!.data]).toEqual([7, 8]);
    expect([...metadata]).toEqual([
      ['total_size', '32'],
      ['note', 'x'],
    ]);
    await using source = await opened();
    expect(source.tensors.get('weight')).toMatchObject({ dtype: 'F32', shape: [6] });
    await expect(source.read('left')).rejects.toThrow(InvalidArgumentError);
    await source.close();
    await expect(source.read('bias')).rejects.toThrow('is closed');
  });

  it('may be links, as in the cache of Hugging Face', async () => {
    await mkdir(path('blobs'));
    await save('blobs/1', { a: [1] });
    await symlink(join('blobs', '1'), path('model.safetensors'));
    await index({ weight_map: { a: 'model.safetensors' } });
    await using source = await opened();
    expect([...(await source.read('a')).data]).toEqual([1]);
  });

  it.each<[string, unknown, string]>([
    ['a folder above', { weight_map: { a: '../a.safetensors' } }, 'not the name of a file beside it'],
    ['a folder below', { weight_map: { a: 'b/a.safetensors' } }, 'not the name of a file beside it'],
    ['an absolute path', { weight_map: { a: '/etc/a.safetensors' } }, 'not the name of a file beside it'],
    ['a folder of Windows', { weight_map: { a: '..\\a.safetensors' } }, 'not the name of a file beside it'],
    ['a drive of Windows', { weight_map: { a: 'C:a.safetensors' } }, 'not the name of a file beside it'],
    ['a cut name', { weight_map: { a: 'a\0.safetensors' } }, 'not the name of a file beside it'],
    ['a pickle', { weight_map: { a: 'a.bin' } }, 'not the name of a file beside it'],
    ['a number', { weight_map: { a: 1 } }, 'not the name of a file beside it'],
    ['no map', { metadata: {} }, 'an object is missing'],
    ['an array', [], 'an object is missing'],
    ['no JSON', '{', 'not JSON'],
    ['a name twice', '{"weight_map":{"a":"a.safetensors","\\u0061":"b.safetensors"}}', 'stands twice'],
    ['a tensor that its file lacks', { weight_map: { b: 'a.safetensors' } }, "a.safetensors has no tensor 'b'"],
  ])('are refused for %s', async (_, content, reason) => {
    await save('a.safetensors', { a: [1] });
    await index(content);
    await expect(opened()).rejects.toThrow(InvalidDataError);
    await expect(opened()).rejects.toThrow(reason);
  });

  it('are refused for text that is not UTF-8 and for a file that is not there', async () => {
    await writeFile(path('model.safetensors.index.json'), Uint8Array.of(0x7b, 0xff));
    await expect(opened()).rejects.toThrow('is not UTF-8');
    await index({ weight_map: { a: 'absent.safetensors' } });
    await expect(opened()).rejects.toThrow('ENOENT');
  });
});
