import { toBlocks } from './blocked.js';
import { Graph } from './graph.js';
import { encodeModel } from './model-proto.js';
import { Session } from './runtime.js';

const PROBED_CHANNELS = 64;

let known: number | undefined;

/**
 * How many channels lie side by side in the images of the runtime's own convolutions on this processor (16 with AVX-512, 8 with AVX2); 0
 * where it has none. It is found by laying two positions out, whose channels count up.
 */
export function channelBlock(): number {
  known ??= probe();
  return known;
}

function probe(): number {
  try {
    const graph = new Graph(undefined, { channelBlock: 1 });
    const image = graph.input([1, PROBED_CHANNELS, 1, 2], 'float32');
    const blocked = toBlocks(graph, image, false);
    const session = new Session(encodeModel(graph, [blocked]).bytes, 1);
    const channels = Float32Array.from({ length: 2 * PROBED_CHANNELS }, (_, i) => Math.floor(i / 2));
    const result = new Float32Array(2 * PROBED_CHANNELS);
    session.run(
      { [image.name]: session.tensor('float32', channels, image.shape) },
      { [blocked.name]: session.tensor('float32', result, blocked.shape) },
    );
    session.dispose();
    const block = result.indexOf(0, 1); // channel 0 at the second position follows the first block
    return block > 1 && PROBED_CHANNELS % block === 0 && result.every((channel, i) => channel === expected(i, block))
      ? block
      : 0;
  } catch {
    return 0; // a build of the runtime without these operators
  }
}

function expected(index: number, block: number): number {
  return Math.floor(index / (2 * block)) * block + (index % block);
}
