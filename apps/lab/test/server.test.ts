import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments/index.js';
import { type LabServer, startServer } from '../src/server/app.js';
import { limits } from '../src/server/limits.js';
import type { StreamEvent } from '../src/server/stream.js';
import { built } from './built.js';

built('web/index.html');
built('runner/process.js');
built('render/worker.js');

let server: LabServer;
beforeAll(async () => {
  server = await startServer(experiments, 0);
});
afterAll(() => server.close());

interface Reply {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** A request as it is written: `path` goes out unchanged, which fetch would tidy. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body: text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function follow(id: string, language = 'en', onEvent?: (event: StreamEvent) => void): Promise<StreamEvent[]> {
  const response = await fetch(`${server.url}api/runs/${id}/events?lang=${language}`);
  expect(response.status).toBe(200);
  const events: StreamEvent[] = [];
  let buffer = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    const parts = buffer.split('\n\n');
    buffer = parts.pop()!;
    for (const part of parts) {
      if (!part.startsWith('data: ')) continue;
      events.push(JSON.parse(part.slice(6)));
      onEvent?.(events.at(-1)!);
    }
  }
  return events;
}

async function start(body: object): Promise<string> {
  const { status, body: text } = await post('/api/runs', body);
  expect(text).toContain('id');
  expect(status).toBe(201);
  return JSON.parse(text).id;
}

function lastStatus(events: readonly StreamEvent[]) {
  return events.filter((event) => event.type === 'status').at(-1)!;
}

describe('who may ask', () => {
  it('listens on the loopback address', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'refuses the host %j',
    async (host) => {
      const { status } = await ask('/', { headers: { host } });
      expect([400, 403]).toContain(status);
    },
  );

  it('answers to localhost', async () => {
    const { status } = await ask('/', { headers: { host: `localhost:${new URL(server.url).port}` } });
    expect(status).toBe(200);
  });

  it('refuses other sites', async () => {
    expect((await post('/api/runs', { experiment: 'knn-digits' }, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post('/api/runs', { experiment: 'knn-digits' }, { origin: 'null' })).status).toBe(403);
    expect(
      (await ask('/api/experiments', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } }))
        .status,
    ).toBe(403);
  });

  it('takes JSON only, so that no form of another site can post', async () => {
    expect((await post('/api/runs', '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('sends headers that keep the page to itself', async () => {
    const { headers } = await ask('/');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('files', () => {
  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/assets/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/etc/passwd',
    '/thumbnails/..%2f..%2fpackage.json',
    '/assets/%00',
    '/api/experiments/..%2f..%2f..%2fpackage.json/source',
    '/index.html%00.png',
    '/server/main.js',
    '/__proto__',
    '/constructor',
  ])('gives nothing at %s', async (path) => {
    const { status, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('@ai/lab');
    expect(body).not.toContain('root:');
  });

  it('refuses a malformed address and other methods', async () => {
    expect((await ask('/%zz')).status).toBe(400);
    expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
    expect((await ask('/api/nothing')).status).toBe(404);
  });

  it('serves the page at its addresses, compressed if asked', async () => {
    for (const path of ['/', '/?lang=zh', '/experiments/knn-digits', '/experiments/knn-digits?k=5']) {
      const { status, body } = await ask(path);
      expect(status).toBe(200);
      expect(body).toContain('<div id="app">');
    }
    expect((await ask('/', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']).toBe('gzip');
  });
});

describe('input', () => {
  it.each([
    ['not json', '{'],
    ['an array', []],
    ['no experiment', {}],
    ['a foreign key', { experiment: 'knn-digits', command: 'rm' }],
    ['a negative seed', { experiment: 'knn-digits', seed: -1 }],
    ['a seed that is no integer', { experiment: 'knn-digits', seed: 0.5 }],
    ['an option out of range', { experiment: 'knn-digits', options: { k: 1000 } }],
    ['an option of another kind', { experiment: 'knn-digits', options: { k: '3' } }],
    ['an unknown option', { experiment: 'knn-digits', options: { kk: 3 } }],
    ['a nested option', { experiment: 'knn-digits', options: { k: { a: 1 } } }],
    ['an endless delay', { experiment: 'knn-digits', delay: 1e9 }],
  ])('refuses %s', async (_, body) => {
    const { status, body: text } = await post('/api/runs', body);
    expect(status).toBe(400);
    expect(JSON.parse(text).error.length).toBeGreaterThan(5);
  });

  it('names the closest experiment and option', async () => {
    const unknown = await post('/api/runs', { experiment: 'knn-digit' });
    expect(unknown.status).toBe(404);
    expect(unknown.body).toContain("Did you mean 'knn-digits'");
    expect((await post('/api/runs', { experiment: 'knn-digits', options: { weight: 'distance' } })).body).toContain(
      "'weights'",
    );
  });

  it('lets no prototype through', async () => {
    const { body } = await post(
      '/api/runs',
      '{"experiment":"gradient-descent","options":{"__proto__":{"steps":7}},"paused":true}',
    );
    const { id } = JSON.parse(body);
    await post(`/api/runs/${id}/control`, { action: 'stop' });
    expect((await follow(id))[0]).toMatchObject({ request: { options: { steps: 40 } } });
    expect(({} as Record<string, unknown>)['steps']).toBeUndefined();
  });

  it('bounds the body', async () => {
    const reply = await post('/api/runs', `"${'x'.repeat(limits.bodyBytes + 10)}"`).catch((error) => error);
    expect(reply.status ?? reply.code).toSatisfy(
      (got: unknown) => got === 413 || got === 'ECONNRESET' || got === 'EPIPE',
    );
    expect((await ask('/api/experiments')).status).toBe(200);
  });

  it('knows only its own runs', async () => {
    for (const path of ['/api/runs/x/events', '/api/runs/../../x/events', '/api/runs/x/result.json']) {
      expect((await ask(path)).status).toBe(404);
    }
    expect((await post('/api/runs/x/control', { action: 'stop' })).status).toBe(404);
    const id = await start({ experiment: 'gradient-descent', paused: true });
    expect((await post(`/api/runs/${id}/control`, { action: 'explode' })).status).toBe(400);
    expect((await ask(`/api/runs/${id}/events?lang=fr`)).status).toBe(400);
    expect((await ask(`/api/runs/${id}/result.json`)).status).toBe(409);
    expect((await ask(`/api/runs/${id}/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await post(`/api/runs/${id}/control`, { action: 'stop' })).status).toBe(200);
  });
});

describe('runs', () => {
  it('streams a run to its end and keeps it for a page that comes back, in either language', async () => {
    const id = await start({ experiment: 'gradient-descent', options: { steps: 10 } });
    const events = await follow(id);
    expect(events[0].type).toBe('snapshot');
    const end = lastStatus(events);
    expect(end).toMatchObject({ status: 'done', progress: 1, mainFigure: 'path' });
    expect(
      events.some(
        (event) => event.type === 'figure' && event.figure.kind === 'plot' && event.figure.svg.startsWith('<svg'),
      ),
    ).toBe(true);

    const again = await follow(id, 'zh');
    expect(again[0]).toMatchObject({ type: 'snapshot', curves: { height: { length: 11 } } });
    expect(again.find((event) => event.type === 'figure')).toMatchObject({ figure: { title: '曲面上的路径' } });
    const { body } = await ask(`/api/runs/${id}/result.json`);
    expect(JSON.parse(body)).toMatchObject({ experiment: 'gradient-descent', options: { steps: 10 } });
    expect((await ask(`/api/runs/${id}/path.svg`)).headers['content-type']).toBe('image/svg+xml');
    expect((await ask(`/api/runs/${id}/report.html?lang=zh`)).body).toContain('<html lang="zh">');
  });

  it.each([
    ['knn-digits', { k: 7 }],
    ['mlp-boundary', { steps: 40, shape: 'spirals' }],
    ['k-means', {}],
  ])('finds the same as the command line: %s', async (experiment, options) => {
    const id = await start({ experiment, options, seed: 5 });
    expect(lastStatus(await follow(id)).status).toBe('done');
    const { body } = await ask(`/api/runs/${id}/result.json`);
    const settings = Object.entries(options).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const main = built('cli/main.js');
    const args = [main, 'run', experiment, ...settings, '--seed', '5', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(body).toBe(stdout);
  });

  it('runs several at once without mixing them up', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map((k) => start({ experiment: 'knn-digits', options: { k } })));
    const ends = await Promise.all(ids.map(async (id) => lastStatus(await follow(id)).status));
    expect(ends).toEqual(['done', 'done', 'done', 'done']);
    for (const [i, id] of ids.entries()) {
      const { body } = await ask(`/api/runs/${id}/result.json`);
      expect(JSON.parse(body).options.k).toBe(i + 1);
    }
  });

  it('pauses, steps one frame at a time, and stops', async () => {
    const id = await start({ experiment: 'gradient-descent', options: { steps: 30 }, paused: true });
    const statuses: string[] = [];
    let steps = 0;
    const events = await follow(id, 'en', (event) => {
      if (event.type === 'status') statuses.push(event.status);
      if (event.type !== 'scalars') return;
      steps += event.points.length;
      if (steps < 3) post(`/api/runs/${id}/control`, { action: 'step' });
      else post(`/api/runs/${id}/control`, { action: 'stop' });
    });
    expect(steps).toBe(3);
    expect(statuses).not.toContain('running');
    expect(lastStatus(events).status).toBe('stopped');
  });

  it('reports what an experiment could not do, and goes on serving', async () => {
    const { reference } = JSON.parse(
      (await post('/api/tables', { name: 'my.csv', content: 'a,b,class\n1,2,x\n1,oops,y' })).body,
    );
    const id = await start({ experiment: 'knn-iris', options: { data: reference, upwards: 'b' } });
    const end = lastStatus(await follow(id));
    expect(end).toMatchObject({
      status: 'failed',
      error: "my.csv, line 3, column 2 ('b'): expected a number, got 'oops'.",
    });
    expect((await ask('/api/experiments')).status).toBe(200);
  });

  it('keeps tables under a digest, and refuses what is none', async () => {
    const content = 'a,b,class\n1,2,x\n3,4,y\n';
    const added = await post('/api/tables', { name: 'my.csv', content });
    expect(added.status).toBe(201);
    const info = JSON.parse(added.body);
    expect(info).toMatchObject({ rows: 2, columns: [{ name: 'a', numeric: true }, { name: 'b' }, { numeric: false }] });
    const again = await ask(`/api/tables/${encodeURIComponent(info.reference)}`);
    expect(JSON.parse(again.body)).toEqual(info);
    const refused = async (path: string, body: unknown, message: RegExp) => {
      const reply = await post(path, body);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.body).error).toMatch(message);
    };
    await refused('/api/tables', { name: 'my.csv', content: 'a,b\n1\n' }, /my\.csv, line 2/);
    await refused(
      '/api/tables',
      { name: 'my.csv', content: `a\n${'1234567\n'.repeat(60_000)}` },
      /400 kB|more than 5000/,
    );
    const gone = 'gone.csv~0123456789abcdef';
    await refused('/api/runs', { experiment: 'k-means', options: { data: gone } }, /gone\.csv is no longer kept/);
    await refused(
      '/api/runs',
      { experiment: 'k-means', options: { data: '../../package.json' } },
      /must be a CSV file/,
    );
    expect((await ask('/api/tables/..%2f..%2fpackage.json')).status).toBe(400);
  });

  it('asks a finished run about another drawing, until it is gone', async () => {
    const id = await start({ experiment: 'knn-digits', options: { testShare: 0.1 } });
    expect((await post(`/api/runs/${id}/ask`, { options: {}, language: 'en' })).status).toBe(410); // not finished
    expect(lastStatus(await follow(id))).toMatchObject({ status: 'done', answers: true });
    const drawing = 'g'.repeat(64);
    const reply = await post(`/api/runs/${id}/ask`, { options: { drawing, k: 40 }, language: 'zh' });
    expect(reply.status).toBe(200);
    const [scores, neighbours] = JSON.parse(reply.body);
    expect(scores.title).toMatch(/^你的数字：\d/);
    expect(neighbours.tiles.filter(({ tone }: { tone?: string }) => tone === 'good')).toHaveLength(3); // k is not asked for
    expect((await post(`/api/runs/${id}/ask`, { options: { drawing: 'x' }, language: 'en' })).status).toBe(400);
  });

  it('puts runs in line, and refuses more than it can hold', async () => {
    const ids: string[] = [];
    let refused: Reply | undefined;
    const most = limits.runningAtOnce * 4 + limits.queued + 1;
    for (let i = 0; i < most && !refused; i++) {
      const reply = await post('/api/runs', { experiment: 'gradient-descent', options: { steps: 200 }, delay: 2000 });
      if (reply.status === 201) ids.push(JSON.parse(reply.body).id);
      else refused = reply;
    }
    expect(refused?.status).toBe(503);
    expect(JSON.parse(refused!.body).error).toContain('Too many');
    for (const id of ids.reverse()) await post(`/api/runs/${id}/control`, { action: 'stop' });
    for (const id of ids) expect(lastStatus(await follow(id)).status).toBe('stopped');
  });
});
