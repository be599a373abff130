import type { KNeighborsClassifierModel, NearestNeighborsModel } from '@ai/classic-ml';
import type { Figure, Tile } from '../../experiment.js';
import { digitScores, digitTile } from '../../figures/digits.js';
import { text } from '../../text.js';

const SHOWN = 11;

interface Memory {
  readonly model: KNeighborsClassifierModel;
  readonly nearest: NearestNeighborsModel;
  readonly k: number;
  /** Place in `x` of each digit remembered. */
  readonly samples: Int32Array;
  readonly x: readonly number[][];
  readonly y: readonly string[];
}

/** The votes for a digit, and the neighbours that cast them. */
export function yourDigitFigures(
  digit: number[],
  drawn: boolean,
  { model, nearest, k, samples, x, y }: Memory,
): Figure[] {
  const votes = Array.from(model.predictProbabilities([digit]).data);
  const { indices, distances } = nearest.nearest([digit], Math.max(k, SHOWN));
  const tiles = Array.from(indices, (index, rank): Tile => {
    const sample = samples[index];
    return digitTile(x[sample], `${y[sample]} · ${distances[rank].toFixed(1)}`, rank < k ? 'good' : undefined);
  });
  const name = drawn ? text('yours', '你的') : text('held out', '留出');
  return [
    digitScores(votes, drawn, text('share of the votes', '得票比例')),
    {
      kind: 'tiles',
      name: 'neighbours',
      title: text('Whom it asks', '它询问的邻居'),
      caption: text(
        'The digit, then its nearest neighbours with their distances; those that vote in green.',
        '先是该数字，然后是最近邻及其距离；绿色的参与投票。',
      ),
      size: 52,
      tiles: [digitTile(digit, name), ...tiles.slice(0, Math.max(k, SHOWN))],
    },
  ];
}
