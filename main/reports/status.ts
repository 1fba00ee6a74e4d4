import type { Channel, VaultStatus } from '../../shared/domain.ts';
import type { Attention, NamedChannel, StatusReport } from '../../shared/reports.ts';
import { endingToken } from './all-tokens.ts';
import type { Reading } from './reading.ts';

const SECONDS_A_DAY = 24 * 60 * 60;
/** More than are ever open at once. */
const OPEN_OPERATIONS_LIMIT = 200;

function named(channels: readonly Channel[], where: (channel: Channel) => boolean): NamedChannel[] {
  return channels.filter(where).map(({ channelId, name }) => ({ channelId, name }));
}

/** Whether anything needs somebody. */
function isAnything({ expiring, ...rest }: Attention): boolean {
  const counts = [...expiring.map(({ tokens }) => tokens), ...Object.values(rest)];
  return counts.some((found) => (Array.isArray(found) ? found.length : found) > 0);
}

/** How a vault is, on one screen: what it holds, what needs somebody, and what ends next. */
export async function reportStatus({ ledger, at, settings }: Reading, vault: VaultStatus): Promise<StatusReport> {
  const [channels, counted, contents] = await Promise.all([
    ledger.channels(at),
    ledger.countTokens({}, at),
    ledger.counts(),
  ]);
  const expiring = await Promise.all(
    settings.reminderDays.map(async (withinDays) => {
      const match = { states: ['active'], expiringWithinSeconds: withinDays * SECONDS_A_DAY } as const;
      return { withinDays, tokens: (await ledger.countTokens(match, at)).matching };
    }),
  );
  const open = await ledger.operations({ limit: OPEN_OPERATIONS_LIMIT, openOnly: true });
  const next = await ledger.tokens({ states: ['active'], sort: 'expiresAt', direction: 'ascending', limit: 1 }, at);
  const { byState, total } = counted;
  const attention: Attention = {
    expiring,
    unknownIssues: contents.unresolvedIssues,
    orphans: byState.orphan ?? 0,
    foreign: byState.foreign ?? 0,
    unprovedRevocations: byState.revoking ?? 0,
    queuedOperations: open.filter(({ state }) => state === 'queued').length,
    withoutProvedKey: named(channels, ({ keyState }) => keyState !== 'proved'),
    withoutSecret: named(channels, ({ hasSecret }) => !hasSecret),
    full: named(channels, ({ slots }) => slots.free === 0),
  };
  const [token] = next.tokens;
  return {
    at,
    vault,
    channels: channels.length,
    tokens: { total, byState },
    attention,
    needsAttention: isAnything(attention),
    nextExpiry: token ? endingToken(token) : null,
  };
}
