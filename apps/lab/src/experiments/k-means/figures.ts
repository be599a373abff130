import { ink, paper } from '../../figures/palette.js';
import { text } from '../../text.js';

export function nearestOf([x, y]: readonly [number, number], places: readonly (readonly [number, number])[]): number {
  let best = 0;
  for (let k = 1; k < places.length; k++) {
    const better = squared(x, y, places[k]) < squared(x, y, places[best]);
    if (better) best = k;
  }
  return best;
}

export function squared(x: number, y: number, [cx, cy]: readonly [number, number]): number {
  return (x - cx) ** 2 + (y - cy) ** 2;
}

/** The share of pairs on which two groupings agree (Rand, 1971): together in both or apart in both. */
export function pairAgreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let agree = 0;
  for (let i = 0; i < a.length; i++) for (let j = 0; j < i; j++) agree += Number((a[i] === a[j]) === (b[i] === b[j]));
  return a.length < 2 ? 1 : agree / ((a.length * (a.length - 1)) / 2);
}

export function centerLayers(
  trails: readonly { x: number; y: number; cluster: number; step: number }[],
  step: number,
): object[] {
  const x = { field: 'x', type: 'quantitative' };
  const y = { field: 'y', type: 'quantitative' };
  return [
    {
      data: { values: trails },
      mark: { type: 'line', color: ink, strokeWidth: 1.6, opacity: 0.75, aria: false },
      encoding: { x, y, detail: { field: 'cluster' }, order: { field: 'step' } },
    },
    {
      data: { values: trails.filter((place) => place.step === step) },
      mark: {
        type: 'point',
        filled: true,
        shape: 'cross',
        size: 230,
        color: ink,
        stroke: paper,
        strokeWidth: 1.6,
        opacity: 1,
      },
      encoding: {
        x,
        y,
        tooltip: [
          { field: 'x', title: text('center x', '中心 x'), format: '.3~f' },
          { field: 'y', title: text('center y', '中心 y'), format: '.3~f' },
        ],
      },
    },
  ];
}
