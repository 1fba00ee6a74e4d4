import type { Token } from './domain.ts';

type Aged = Pick<Token, 'issuedAt' | 'expiresAt'>;

/** Whether the one was issued after the other; of two of the same instant the one that lives longer counts as newer. */
export function isNewer(one: Aged, other: Aged): boolean {
  return one.issuedAt === other.issuedAt ? one.expiresAt > other.expiresAt : one.issuedAt > other.issuedAt;
}

/** Of tokens of one channel that a program could use now, the newest of each consumer whose value the vault has. */
export function newestOfConsumers(live: readonly Token[]): readonly Token[] {
  const newest = new Map<string, Token>();
  for (const token of live) {
    const known = newest.get(token.consumer);
    if (token.hasValue && (!known || isNewer(token, known))) newest.set(token.consumer, token);
  }
  return [...newest.values()];
}
