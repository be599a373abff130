import type { ClassScores } from '../input/class-scores.js';
import { joinTables } from '../input/table.js';

/** All batches as one. */
export function joinClassScores(parts: readonly ClassScores[], owner: string): ClassScores {
  const scores = joinTables(
    parts.map((part) => part.scores),
    'scores',
    owner,
  );
  const labels = new Int32Array(scores.rows);
  let offset = 0;
  for (const part of parts) {
    labels.set(part.labels, offset);
    offset += part.labels.length;
  }
  return { labels, scores };
}
