// The documentation of an exported name, read from its source: the comment above it, its signature and its options.

export interface ApiTag {
  readonly tag: string;
  readonly text: string;
}

export interface ApiOption {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly default?: string;
}

export interface ApiDoc {
  readonly name: string;
  readonly package: string;
  readonly source: string;
  readonly signature: string;
  /** Paragraphs, `code` between backticks. */
  readonly paragraphs: readonly string[];
  readonly tags: readonly ApiTag[];
  readonly example?: string;
  readonly options: readonly ApiOption[];
}

const DECLARATION = 'export (?:abstract )?(?:async )?(?:class|function\\*?|const|interface|type) ';

export function readApiDoc(code: string, use: { name: string; package: string; source: string }): ApiDoc {
  const { name } = use;
  const start = code.search(new RegExp(`^${DECLARATION}${name}\\b`, 'm'));
  const comment = start < 0 ? '' : commentBefore(code, start);
  const { paragraphs, tags, example } = readComment(comment);
  const optionsStart = code.search(
    new RegExp(`^export interface ${name[0].toUpperCase()}${name.slice(1)}Options\\b`, 'm'),
  );
  return {
    ...use,
    signature: start < 0 ? '' : signatureAt(code, start),
    paragraphs,
    tags,
    example,
    options: optionsStart < 0 ? [] : readOptions(code.slice(optionsStart)),
  };
}

function commentBefore(code: string, place: number): string {
  const before = code.slice(0, place);
  if (!before.trimEnd().endsWith('*/')) return '';
  return before.slice(before.lastIndexOf('/**'));
}

/** The declaration up to its body. */
function signatureAt(code: string, start: number): string {
  const end = code.slice(start).search(/ \{\n| = |;\n|\n\}/);
  return code.slice(start, end < 0 ? start + 200 : start + end).replace(/^export /, '');
}

function readComment(comment: string): { paragraphs: string[]; tags: ApiTag[]; example?: string } {
  const text = comment
    .replace(/^\s*\/\*\*/, '')
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .replace(/\{@link (\w+)\}/g, '`$1`');
  const [, example] = text.match(/```ts[^\n]*\n([\s\S]*?)```/) ?? [];
  const [body, ...parts] = text.replace(/@example[\s\S]*?(?=\n@|$)/, '').split(/\n\s*@(?=\w)/);
  const paragraphs = body
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
  const tags = parts.map((part) => {
    const [, tag, rest] = part.match(/^(\w+)\s*([\s\S]*)$/)!;
    return { tag, text: rest.replace(/\s+/g, ' ').trim() };
  });
  return { paragraphs, tags, example: example?.trim() };
}

/** The fields of an options interface with their comments. */
function readOptions(code: string): ApiOption[] {
  const body = code.slice(0, code.indexOf('\n}'));
  return [...body.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\s*)?readonly (\w+)\??: ([^;]+);/g)].map(
    ([, comment = '', name, type]) => {
      const { paragraphs, tags } = readComment(`/**${comment}*/`);
      const inline = paragraphs.join(' ').match(/^(.*?)\s*@default (.*)$/);
      return {
        name,
        type: type.replace(/\s+/g, ' '),
        text: inline ? inline[1] : paragraphs.join(' '),
        default: inline ? inline[2] : tags.find(({ tag }) => tag === 'default')?.text,
      };
    },
  );
}
