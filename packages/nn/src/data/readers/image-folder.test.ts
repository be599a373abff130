import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { InvalidDataError } from '@ai/core';
import { describe, expect, it } from 'vitest';
import { DataLoader } from '../data-loader.js';
import { SampleError } from '../load-batch.js';
import { decodeImage } from './image.js';
import { ImageFolder } from './image-folder.js';
import { fromBase64, golden, testFolder } from './test-files.js';

const folder = testFolder();
const outside = testFolder();
const image = fromBase64(golden.images.exact[0].file);

describe('ImageFolder', () => {
  it('finds classes and images in the order of torchvision', async () => {
    const { files, classes, images } = golden.imageFolder;
    for (const name of files) await folder.put(name, image);
    const data = await ImageFolder.open(folder.path);
    expect(data.classes).toEqual(classes);
    expect(
      data.images.map(({ path, label }) => ({ path: relative(folder.path, path).split(sep).join('/'), label })),
    ).toEqual(images);
    expect([...data.labels]).toEqual(images.map(({ label }) => label));
  });

  it('gives images and labels to a loader', async () => {
    await folder.put('a/1.png', image);
    await folder.put('b/1.jpg', image); // told by its content
    const data = await ImageFolder.open(folder.path, { channels: 1 });
    const expected = decodeImage(image, { channels: 1 });
    expect(await data.get(1)).toEqual([expected, 1]);
    for await (const [images, labels] of new DataLoader(data, { batchSize: 2 })) {
      expect(images).toEqual({
        data: Uint8Array.from([...expected.data, ...expected.data]),
        shape: [2, ...expected.shape],
      });
      expect([...labels.data]).toEqual([0, 1]);
    }
    await expect(data.get(2)).rejects.toThrow("'index' of ImageFolder must be an integer >= 0 and < 2, got 2.");
  });

  it('reports a damaged image by its name and index', async () => {
    await folder.put('a/1.png', image);
    const bad = await folder.put('a/2.png', image.subarray(0, -20));
    const data = await ImageFolder.open(folder.path);
    const error = await new DataLoader(data)
      .epoch(0)
      .next()
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(SampleError);
    expect([error.index, error.cause.message]).toEqual([1, `${bad}: The PNG image is damaged: it is cut off.`]);
    const small = await ImageFolder.open(folder.path, { maxPixels: 5 });
    await expect(small.get(0)).rejects.toThrow('1.png: The image has 13 x 9 pixels, but at most 5 are read.');
  });

  it('follows links inside the folder, and none out of it', async () => {
    await folder.put('a/1.png', image);
    await symlink('1.png', join(folder.path, 'a', '2.png'));
    await symlink('a', join(folder.path, 'b'));
    const data = await ImageFolder.open(folder.path);
    expect([data.classes, data.length]).toEqual([['a', 'b'], 4]);
    expect(await data.get(3)).toEqual([decodeImage(image), 1]);

    const secret = await outside.put('c/secret.png', image);
    const out = join(folder.path, 'a', 'out.png');
    await symlink(secret, out);
    await expect(ImageFolder.open(folder.path)).rejects.toThrow(`${out}: a link out of the folder.`);
  });

  it('refuses folders linked from outside, and links in a circle', async () => {
    await folder.put('a/1.png', image);
    await outside.put('1.png', image);
    await symlink(outside.path, join(folder.path, 'b'));
    await expect(ImageFolder.open(folder.path)).rejects.toThrow(`${join(folder.path, 'b')}: a link out of the folder.`);
    await outside.put('a/1.png', image);
    await symlink('..', join(outside.path, 'a', 'up'));
    await expect(ImageFolder.open(outside.path)).rejects.toThrow(
      `${join(outside.path, 'a', 'up', 'a')}: a link to a folder around it.`,
    );
  });

  it('does not read a file that became a link later', async () => {
    const path = await folder.put('a/1.png', image);
    const data = await ImageFolder.open(folder.path);
    execFileSync('ln', ['-sf', await outside.put('secret.png', image), path]);
    await expect(data.get(0)).rejects.toThrow('ELOOP');
  });

  it('refuses what is no image folder', async () => {
    await expect(ImageFolder.open(folder.path)).rejects.toThrow(
      `${folder.path}: there is no sub-folder, one for each class.`,
    );
    await folder.put('a/notes.txt', 'x');
    await expect(ImageFolder.open(folder.path)).rejects.toThrow(InvalidDataError);
    await expect(ImageFolder.open(folder.path)).rejects.toThrow('there is no PNG or JPEG image.');
    await folder.put('a/1.png', image);
    const web = await folder.put('a/2.WEBP', 'x');
    await expect(ImageFolder.open(folder.path)).rejects.toThrow(`${web}: only PNG and JPEG images are read.`);
    await outside.put('a/1.png', image);
    await symlink('nowhere', join(outside.path, 'a', '2.png'));
    await expect(ImageFolder.open(outside.path)).rejects.toThrow('2.png: it is no ordinary file.');
    await expect(ImageFolder.open(`${folder.path}/none`)).rejects.toThrow('ENOENT');
    await expect(ImageFolder.open(folder.path, { channels: 2 as 1 })).rejects.toThrow("'channels' of decodeImage");
  });
});
