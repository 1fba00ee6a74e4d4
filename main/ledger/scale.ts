/** From which sizes on long lists are read in another way than short ones. Tests take small ones. */
export interface Scale {
  /**
   * Up to this many tokens are sorted at once. Where more pass a filter, they stand close enough together in the index of an order for a walk along it
   * to fill a page soon.
   */
  readonly few: number;
  /** Of every so many rows of a list that holds all tokens, the place of one is kept; of a list that holds fewer, in proportion. Stepping from one to the next takes a fifth of a millisecond at most. */
  readonly step: number;
  /** The same where nothing has to be looked at on the way: SQLite steps over ten of them in the time that one takes otherwise. */
  readonly plainStep: number;
  /** A page nearer than this to an end of its list is walked to with the filter's own conditions, without choosing all that pass first. */
  readonly near: number;
  /** Rows that are looked at in one piece: a millisecond or less. */
  readonly rowsAPiece: number;
}

export const SCALE: Scale = { few: 5_000, step: 2_000, plainStep: 10_000, near: 4_000, rowsAPiece: 4_000 };
