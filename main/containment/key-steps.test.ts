import { expect, test } from 'vitest';
import { CONTAINMENT_STEPS, type Containment } from '../../shared/containment.ts';
import type { Channel, SigningKey } from '../../shared/domain.ts';
import type { Session } from '../session.ts';
import { retireOtherKeys } from './key-steps.ts';

const key = (signingKeyId: string, state: SigningKey['state']) =>
  ({ signingKeyId, state, kid: `kid of ${signingKeyId}`, proved: state === 'proved' }) as SigningKey;

/** The keys of a channel whose run-book made the key `new`, and what is retired of them. */
function channelWith(keys: readonly SigningKey[]) {
  const retired: string[] = [];
  const session = {
    ledger: {
      signingKeys: () => Promise.resolve(keys),
      signingKeysAddedSince: () => Promise.resolve(['new']),
      retireSigningKey: (signingKeyId: string) => Promise.resolve(retired.push(signingKeyId)),
    },
    keys: { forget: () => undefined },
    emit: () => undefined,
    by: () => ({ at: '2026-06-01T00:00:00.000Z', door: 'test' }),
  } as unknown as Session;
  const steps = CONTAINMENT_STEPS.map((step) => ({ step, signingKeyId: step === 'new-key' ? 'new' : null }));
  const containment = { containmentId: 'one', channelId: '1', steps } as unknown as Containment;
  return { retired, context: { session, containment, channel: { channelId: '1' } as Channel } };
}

test('every other key is retired, and told by its kid', async () => {
  const { retired, context } = channelWith([key('older', 'retired'), key('old', 'proved'), key('new', 'proved')]);
  expect(await retireOtherKeys(context)).toEqual({ note: 'kid kid of old' });
  expect(retired).toEqual(['old']);
});

test.each(['retired', 'registered'] as const)(
  'where the new key has become %s meanwhile, the old ones stay: nothing could be proved without them',
  async (state) => {
    const { retired, context } = channelWith([key('old', 'proved'), key('new', state)]);
    await expect(retireOtherKeys(context)).rejects.toMatchObject({ code: 'step-not-shown' });
    expect(retired).toEqual([]);
  },
);
