// Holds: what somebody pasted, and pieces of it that may be token values.
// Lives: one call.
// Wiped by: this file, as far as its own copies go; the string that came over the door cannot be.
import type { Token } from '../../shared/domain.ts';
import type { SessionHandlers } from '../handlers.ts';
import { Secret } from '../secrets/secret.ts';
import type { Session } from '../session.ts';
import { findCandidates, type Candidate } from './find-candidates.ts';

/** The token of ours with this value, found by its index. */
async function tokenWithValue(session: Session, value: string): Promise<Token | undefined> {
  const secret = Secret.fromText(value);
  try {
    return await session.ledger.tokenByValueIndex(session.sealer.index(secret.bytes()), session.by().at);
  } finally {
    secret.wipe();
  }
}

export const identifyHandlers: SessionHandlers<'token.identify'> = {
  /** Offline, and without a trace of the text: nothing is sent, logged or answered but what the ledger knows. */
  async 'token.identify'(session, { text }) {
    const { standing, rejoined } = findCandidates(text);
    const ours = new Map<string, Token>();
    for (const value of new Set([...standing.flatMap(({ values }) => values), ...rejoined])) {
      const token = await tokenWithValue(session, value);
      if (token) ours.set(value, token);
    }
    const values = [...ours.keys()];
    // A piece of one of ours that was broken over lines is nothing unknown.
    const isOurs = ({ run }: Candidate) => values.some((value) => run.includes(value) || value.includes(run));
    const unknown = new Set(standing.filter((candidate) => !isOurs(candidate)).map(({ run }) => run));
    const tokens = new Map([...ours.values()].map((token) => [token.tokenId, token]));
    return { tokens: [...tokens.values()], unknown: unknown.size };
  },
};
