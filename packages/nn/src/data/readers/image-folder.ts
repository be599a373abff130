import { constants, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { InvalidDataError } from '@ai/core';
import type { NdArray } from '../../array/nd-array.js';
import { checkIndex, type Dataset } from '../dataset.js';
import { byCodePoints } from './code-points.js';
import { checkImageOptions, type ImageOptions } from './image.js';
import { readChecked } from './read-image.js';

const READ = ['.png', '.jpg', '.jpeg'];
/** Images that torchvision's ImageFolder takes and this one cannot read: leaving them out would go unnoticed. */
const NOT_READ = ['.ppm', '.bmp', '.pgm', '.tif', '.tiff', '.webp'];

/** An image of an {@link ImageFolder}. */
export interface ImageFile {
  /** Where it is found, from the folder's path on. */
  readonly path: string;
  /** Its class, a place in `classes`. */
  readonly label: number;
}

interface Found {
  readonly path: string;
  /** Without links. */
  readonly target: string;
}

/**
 * Images in one folder per class, as torchvision's ImageFolder: classes are the sub-folders, images all PNG and JPEG files in them at any
 * depth, both sorted by name. An image is read when it is asked for.
 *
 * Links are followed as long as they stay inside the folder.
 *
 * @example
 * ```ts no-run
 * import { DataLoader, MappedDataset, ndArray, randomSplit } from '@ai/nn';
 * import { ImageFolder } from '@ai/nn/node';
 * import { Random } from '@ai/core';
 *
 * const pets = await ImageFolder.open('data/pets', { type: 'float32' }); // data/pets/cat/1.jpg, data/pets/dog/1.jpg, ...
 * console.log(pets.classes); // ['cat', 'dog']
 * const [train] = randomSplit(pets, [0.8, 0.2], new Random(1));
 * const centered = new MappedDataset(train, ([{ data, shape }, label]) => [ndArray(data.map((x) => x - 0.5), shape), label]);
 * for await (const [images, labels] of new DataLoader(centered, { batchSize: 16, shuffle: true })) break;
 * ```
 */
export class ImageFolder implements Dataset<readonly [NdArray, number]> {
  readonly length: number;

  private constructor(
    /** Names of the sub-folders, sorted. */
    readonly classes: readonly string[],
    readonly images: readonly ImageFile[],
    private readonly targets: readonly string[],
    private readonly options: ImageOptions,
  ) {
    this.length = images.length;
  }

  /**
   * Looks for images; none is read yet.
   *
   * @throws InvalidDataError if there is no sub-folder, or none but empty ones; for an image of a format that is not read, a file that is
   *   no ordinary one, a link out of the folder or into a folder around it
   * @throws InvalidArgumentError for options that make no sense
   */
  static async open(folder: string, options: ImageOptions = {}): Promise<ImageFolder> {
    checkImageOptions(options);
    const root = await realpath(folder);
    const classes: string[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if ((await kindOf(entry, folder)) === 'folder') classes.push(entry.name);
    }
    if (classes.length === 0) throw new InvalidDataError(`${folder}: there is no sub-folder, one for each class.`);
    classes.sort(byCodePoints);
    const images: ImageFile[] = [];
    const targets: string[] = [];
    for (const [label, name] of classes.entries()) {
      const found = await imagesIn(join(folder, name), root);
      if (found.length === 0) throw new InvalidDataError(`${join(folder, name)}: there is no PNG or JPEG image.`);
      images.push(...found.map(({ path }) => ({ path, label })));
      targets.push(...found.map(({ target }) => target));
    }
    return new ImageFolder(classes, images, targets, options);
  }

  /** Classes of all images, for a `WeightedRandomSampler` or a split by class. */
  get labels(): Int32Array {
    return Int32Array.from(this.images, ({ label }) => label);
  }

  /**
   * An image, height x width x channels, and its class.
   *
   * @throws InvalidDataError with the file's name if it is damaged or has too many pixels
   */
  async get(index: number): Promise<readonly [NdArray, number]> {
    checkIndex(index, this.length, 'ImageFolder');
    const { path, label } = this.images[index];
    return [await readChecked(this.targets[index], path, this.options, constants.O_NOFOLLOW ?? 0), label];
  }
}

/** The images of a class: folders in the order of their paths, in each the files in the order of their names. */
async function imagesIn(folder: string, root: string): Promise<Found[]> {
  const found: { folder: string; images: Found[] }[] = [];
  const visit = async (path: string, around: readonly string[]): Promise<void> => {
    const target = await inside(path, root);
    if (around.includes(target)) throw new InvalidDataError(`${path}: a link to a folder around it.`);
    const images: Found[] = [];
    const entries = await readdir(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => byCodePoints(a.name, b.name))) {
      const child = join(path, entry.name);
      const lower = entry.name.toLowerCase();
      const kind = await kindOf(entry, path);
      if (kind === 'folder') await visit(child, [...around, target]);
      else if (NOT_READ.some((end) => lower.endsWith(end))) {
        throw new InvalidDataError(`${child}: only PNG and JPEG images are read.`);
      } else if (READ.some((end) => lower.endsWith(end))) {
        if (kind === 'other') throw new InvalidDataError(`${child}: it is no ordinary file.`);
        const isLink = entry.isSymbolicLink();
        images.push({ path: child, target: isLink ? await inside(child, root) : join(target, entry.name) });
      }
    }
    found.push({ folder: path, images });
  };
  await visit(folder, []);
  found.sort((a, b) => byCodePoints(a.folder, b.folder));
  return found.flatMap(({ images }) => images);
}

/** A path without links. @throws InvalidDataError if it leads out of the root */
async function inside(path: string, root: string): Promise<string> {
  const target = await realpath(path);
  if (target !== root && !target.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new InvalidDataError(`${path}: a link out of the folder.`);
  }
  return target;
}

/** What an entry of a folder is, links followed. A link that leads nowhere is neither a file nor a folder. */
async function kindOf(entry: Dirent, folder: string): Promise<'file' | 'folder' | 'other'> {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
  try {
    const stats = await stat(join(folder, entry.name));
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT' || code === 'ELOOP') return 'other';
    throw error;
  }
}
