/** The names closest to `name`, best first: those within a third of its length in edits, or that contain it. */
export function closest(name: string, names: readonly string[], count = 3): string[] {
  const wanted = name.toLowerCase();
  return names
    .map((candidate) => {
      const other = candidate.toLowerCase();
      const contains = wanted.length > 1 && (other.includes(wanted) || wanted.includes(other));
      return { candidate, edits: editDistance(wanted, other), contains };
    })
    .filter(
      ({ edits, contains, candidate }) =>
        contains || edits <= Math.max(2, Math.min(wanted.length, candidate.length) / 3),
    )
    .sort((a, b) => Number(b.contains) - Number(a.contains) || a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** ", did you mean 'a' or 'b'?", or the whole list where nothing is close. */
export function didYouMean(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  if (near.length > 0) return `Did you mean ${near.map((candidate) => `'${candidate}'`).join(' or ')}?`;
  return names.length > 0 ? `Known: ${names.join(', ')}.` : 'There are none.';
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
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
