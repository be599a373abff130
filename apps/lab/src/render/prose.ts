import katex from 'katex';

/** How formulas are written: with KaTeX's fonts and styles (the page) or as MathML alone (the self-contained report). */
export type FormulaStyle = 'htmlAndMathml' | 'mathml';

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function formulaHtml(latex: string, output: FormulaStyle, displayMode = true): string {
  return katex.renderToString(latex, { displayMode, output, throwOnError: true });
}

/** Paragraphs of an explanation: blank lines part them, `$...$` is a formula, `` `...` `` is code. */
export function proseHtml(prose: string, output: FormulaStyle): string {
  return prose
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${inlineHtml(paragraph.trim(), output)}</p>`)
    .join('\n');
}

function inlineHtml(paragraph: string, output: FormulaStyle): string {
  return paragraph
    .split(/(\$[^$]+\$|`[^`]+`)/)
    .map((part) => {
      if (part.length > 2 && part.startsWith('$')) return formulaHtml(part.slice(1, -1), output, false);
      if (part.length > 2 && part.startsWith('`')) return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
      return escapeHtml(part);
    })
    .join('');
}
