export interface Token {
  readonly kind: 'comment' | 'string' | 'keyword' | 'number' | 'plain';
  readonly text: string;
}

const KEYWORDS =
  'async|await|break|case|class|const|continue|else|export|extends|for|from|function|if|import|in|interface|let|new|of|readonly|return|switch|throw|try|type|undefined|while|yield|true|false|null';
const TOKEN = new RegExp(
  [
    '(?<comment>//[^\\n]*|/\\*[^*]*\\*+(?:[^/*][^*]*\\*+)*/)',
    '(?<string>\'(?:[^\'\\\\\\n]|\\\\.)*\'|"(?:[^"\\\\\\n]|\\\\.)*"|`(?:[^`\\\\]|\\\\.)*`)',
    `(?<keyword>\\b(?:${KEYWORDS})\\b)`,
    '(?<number>\\b\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b)',
  ].join('|'),
  'g',
);

/** TypeScript cut into tokens with a colour each: enough for the short scripts shown here, no full grammar. */
export function highlight(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: code.slice(end, match.index) });
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    tokens.push({ kind: kind as Token['kind'], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}
