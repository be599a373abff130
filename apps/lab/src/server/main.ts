// The lab as a page: `npm start`. Listens on the loopback address only.
import { Command, InvalidArgumentError } from 'commander';
import { experiments } from '../experiments/index.js';
import { startServer } from './app.js';

const DEFAULT_PORT = 4600;

function readPort(value: string): number {
  const port = Number(value);
  if (value.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('It must be an integer from 0 to 65535.');
  }
  return port;
}

const { port } = new Command('lab-server')
  .description('Serves the lab on a loopback address and prints its URL.')
  .option('--port <n>', `port; 0 for any free one (default: PORT, or ${DEFAULT_PORT} if it is free)`, readPort)
  .parse()
  .opts<{ port?: number }>();

const asked = port ?? (process.env['PORT'] ? readPort(process.env['PORT']) : undefined);

async function start() {
  try {
    return await startServer(experiments, asked ?? DEFAULT_PORT);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (asked !== undefined) console.error(`Port ${asked} is in use; taking a free one.`);
    return startServer(experiments, 0);
  }
}

const server = await start();
console.log(`The lab is at ${server.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await server.close();
    process.exit(0);
  });
}
