// The small part of HTTP that the server needs: who may ask, what a body may be, how an answer is headed.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { limits } from './limits.js';

/** An answer that is an error: its status and a sentence for the reader. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * What a page may load: files of this server, pictures that it made itself, and no script in its text but those named.
 *
 * @param scripts of the scripts in the page's text, the digests: `sha256-...`
 */
export function contentSecurityPolicy(scripts: readonly string[] = []): string {
  return [
    "default-src 'self'",
    ...(scripts.length > 0 ? [`script-src 'self' ${scripts.map((script) => `'${script}'`).join(' ')}`] : []),
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const SECURITY_HEADERS = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * Refuses whatever is not this machine's own page: a foreign Host (DNS rebinding), a foreign Origin, a cross-site request.
 */
export function checkCaller(request: IncomingMessage, port: number): void {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase()))
    throw new HttpError(403, 'This server answers only to its own address.');
  if (origin !== undefined && !hosts.includes(origin.toLowerCase().replace(/^http:\/\//, ''))) {
    throw new HttpError(403, 'Requests from other sites are refused.');
  }
  if (request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate') {
    throw new HttpError(403, 'Requests from other sites are refused.');
  }
}

/** Reads a JSON body within the limit. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type']?.split(';')[0].trim() !== 'application/json') {
    throw new HttpError(415, 'The body must be application/json.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limits.bodyBytes) throw new HttpError(413, `The body must be at most ${limits.bodyBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, 'The body is not valid JSON.');
  }
}

export interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** An answer that the browser saves as a file. */
export function download(name: string, type: string, body: string | Uint8Array): Answer {
  return { type, body, headers: { 'content-disposition': `attachment; filename="${name}"` } };
}

export function send(response: ServerResponse, { status = 200, type, body, headers }: Answer): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Begins a stream of server-sent events. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'text/event-stream; charset=utf-8',
  });
}
