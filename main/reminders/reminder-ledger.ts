/** A token that a person is reminded of, as short as it can be: there may be tens of thousands. */
export interface Ending {
  readonly tokenId: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface Endings {
  /** Live tokens that end up to and with `until`, but for those that a newer live token of the same consumer has replaced. Soonest first. */
  readonly ends: readonly Ending[];
  /** Tokens that ran out behind `since` while nothing newer of the same consumer was ever issued. Soonest first. */
  readonly ended: readonly Ending[];
  /** The expiry of the first live token behind `until`; null where there is none. */
  readonly nextBehind: number | null;
}

/** What reminders ask of the ledger. Consumers that have no name replace nothing: their tokens are told one by one. */
export interface ReminderLedger {
  endings(stretch: { readonly since: string; readonly until: string }, at: string): Promise<Endings>;
}
