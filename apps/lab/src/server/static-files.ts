import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Answer, contentSecurityPolicy } from './http.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.svg']);

interface Content {
  readonly plain: Uint8Array;
  readonly zipped?: Uint8Array;
  /** The policy of a page with scripts in its text. */
  readonly policy?: string;
}

/**
 * The files of a folder, listed once at the start: a request can only name what is in the list, so no path in it can lead anywhere
 * else.
 */
export class StaticFiles {
  private readonly files = new Map<string, string>();
  private readonly contents = new Map<string, Content>();

  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !(extname(entry.name) in TYPES)) continue;
      const path = join(entry.parentPath, entry.name);
      this.files.set(relative(folder, path).split(sep).join('/'), path);
    }
  }

  has(name: string): boolean {
    return this.files.has(name);
  }

  answer(name: string, request: IncomingMessage): Answer | undefined {
    const path = this.files.get(name);
    if (path === undefined) return undefined;
    const content = this.read(path);
    const zip = content.zipped !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const hashed = name.startsWith('assets/'); // the build puts a digest in these names
    return {
      type: TYPES[extname(path)],
      body: zip ? content.zipped! : content.plain,
      headers: {
        'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
        ...(zip && { 'content-encoding': 'gzip' }),
        ...(content.policy !== undefined && { 'content-security-policy': content.policy }),
      },
    };
  }

  private read(path: string): Content {
    let content = this.contents.get(path);
    if (!content) {
      const plain = readFileSync(path);
      const zipped = COMPRESSED.has(extname(path)) ? gzipSync(plain) : undefined;
      content = { plain, zipped, policy: extname(path) === '.html' ? policyOf(plain.toString('utf8')) : undefined };
      this.contents.set(path, content);
    }
    return content;
  }
}

/** Lets the scripts in the text of a page of ours run, as TypeDoc's pages have one. */
function policyOf(html: string): string | undefined {
  const scripts = Array.from(html.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, script]) => script);
  if (scripts.length === 0) return undefined;
  const digests = scripts.map((script) => `sha256-${createHash('sha256').update(script).digest('base64')}`);
  return contentSecurityPolicy([...new Set(digests)]);
}
