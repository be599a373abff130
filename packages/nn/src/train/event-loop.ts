let channel: { readonly port: MessagePort; readonly waiting: (() => void)[] } | undefined;

/** Settles after the event loop has had a turn: timers, input and network are served between the steps of a run. */
export function giveTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else throughMessage(resolve);
  });
}

/** Browsers hold repeated timers back for 4 ms, but not messages. */
function throughMessage(resolve: () => void): void {
  if (!channel) {
    const { port1, port2 } = new MessageChannel();
    const waiting: (() => void)[] = [];
    port1.onmessage = () => waiting.shift()?.();
    channel = { port: port2, waiting };
  }
  channel.waiting.push(resolve);
  channel.port.postMessage(null);
}
