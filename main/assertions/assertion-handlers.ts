// Holds: an assertion that leaves the engine on purpose.
// Lives: one call here; outside for as long as it is valid.
// Wiped by: this file, as far as a string that leaves can be.
import type { SessionHandlers } from '../handlers.ts';
import { makeAssertion, pickSigningKey, requireChannel } from './make-assertion.ts';

export const assertionHandlers: SessionHandlers<'assertion.create'> = {
  async 'assertion.create'(session, { channelId, lifetimeSeconds, tokenLifetimeSeconds }) {
    const channel = await requireChannel(session, channelId);
    const key = await pickSigningKey(session, channelId);
    const { assertion, expiresAt } = await makeAssertion(session, channel, key, {
      lifetimeSeconds,
      tokenLifetimeSeconds,
    });
    await session.ledger.recordAudit(
      { kind: 'assertion-created', channelId, subjectId: key.signingKeyId, note: `until ${expiresAt}` },
      session.by(),
    );
    const text = assertion.reveal();
    assertion.wipe();
    return { assertion: text, expiresAt };
  },
};
