// Picking items by name on a command line, with a helpful answer to a slip of the keyboard.

/**
 * Those of `names` that are `asked` for; all of them when nothing is asked for.
 * @throws Error that names the closest match of an unknown name
 */
export function pickNames(names, asked, kind) {
  for (const name of asked) {
    if (names.includes(name)) continue;
    const [closest] = [...names].sort((a, b) => editDistance(a, name) - editDistance(b, name));
    throw new Error(`Unknown ${kind} '${name}'. Did you mean '${closest}'? There are: ${names.join(', ')}.`);
  }
  return asked.length > 0 ? [...new Set(asked)] : names;
}

/** Levenshtein's distance. */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
