/** An axis of a plot that sets an option: the values at its two ends. */
export interface AxisPick {
  readonly axis: 'x' | 'y';
  readonly option: string;
  readonly from: number;
  readonly to: number;
  readonly logarithmic: boolean;
}

/** A figure ready to be shown in one language: what the page and the report get. */
export type RenderedFigure = {
  readonly name: string;
  readonly title: string;
  readonly caption?: string;
} & (
  | { readonly kind: 'plot'; readonly svg: string; readonly picks: readonly AxisPick[] }
  /** `ink`: black on transparent, to be inverted on a dark page. */
  | {
      readonly kind: 'picture';
      readonly png: string;
      readonly width: number;
      readonly height: number;
      readonly ink: boolean;
    }
  | { readonly kind: 'tiles'; readonly tiles: readonly RenderedTile[]; readonly size: number }
  | {
      readonly kind: 'table';
      readonly columns: readonly TableColumn[];
      readonly rows: readonly (readonly (string | number)[])[];
    }
);

export interface RenderedTile {
  readonly png: string;
  readonly label: string;
  readonly tone?: 'good' | 'bad';
  readonly ink: boolean;
}

export interface TableColumn {
  readonly name: string;
  readonly label: string;
  readonly digits?: number;
}
