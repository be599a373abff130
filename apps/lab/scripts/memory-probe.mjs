// Loaded before the server by soak.mjs (node --expose-gc --import): collects garbage and tells how much each thread then holds, when asked.
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads';

const channel = new BroadcastChannel('memory-probe');

/** Bytes in use in this thread's heap and outside it, after all garbage is collected. */
function inUse() {
  globalThis.gc();
  globalThis.gc(); // what the first pass finalised
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (isMainThread) {
  const answers = new Map();
  channel.onmessage = ({ data: { thread, bytes } }) => bytes !== undefined && answers.set(thread, bytes);
  process.on('message', (asked) => {
    if (asked !== 'memory') return;
    answers.clear();
    channel.postMessage({});
    setTimeout(() => process.send({ main: inUse(), drawing: [...answers.values()].reduce((a, b) => a + b, 0) }), 300);
  });
  process.channel.unref();
} else {
  channel.onmessage = ({ data: { thread } }) => {
    if (thread === undefined) channel.postMessage({ thread: threadId, bytes: inUse() });
  };
}
channel.unref();
