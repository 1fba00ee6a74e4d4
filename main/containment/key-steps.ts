import { randomUUID } from 'node:crypto';
import type { SigningKey } from '../../shared/domain.ts';
import { askKeyIdsProving } from '../assertions/ask-key-ids.ts';
import type { Session } from '../session.ts';
import { generateSigningKey, retireSigningKey } from '../signing-keys/key-handlers.ts';
import type { StepContext, StepResult } from './machine-step.ts';
import { recordOf, stepNotShown } from './step-not-shown.ts';

/** Of the run-book: the new signing key, its registration, and the end of the old ones. */

/**
 * The key that replaces the compromised ones: the one that the run-book made, else the newest that somebody brought in since it was begun.
 * Undefined where there is none that may sign.
 */
export async function newKeyOf({ session, containment }: StepContext): Promise<SigningKey | undefined> {
  const keys = await session.ledger.signingKeys(containment.channelId);
  const usable = keys.filter(({ state }) => state !== 'retired');
  const { signingKeyId } = recordOf(containment, 'new-key');
  const made = usable.find((key) => key.signingKeyId === signingKeyId);
  if (made) return made;
  const added = await session.ledger.signingKeysAddedSince(containment.containmentId);
  const newest = added.findLast((id) => usable.some((key) => key.signingKeyId === id));
  return usable.find((key) => key.signingKeyId === newest);
}

/** The ID of the key that is about to be made: the same one as before where the vault ended in the middle of it. */
export async function keyIdToMake({ session, containment }: StepContext): Promise<string> {
  const { signingKeyId } = recordOf(containment, 'new-key');
  if (signingKeyId === null) return randomUUID();
  const made = await session.ledger.signingKey(signingKeyId);
  return made?.state === 'retired' ? randomUUID() : signingKeyId;
}

/** Generates the key, unless it was before the vault ended. */
export async function makeKey(session: Session, channelId: string, signingKeyId: string): Promise<StepResult> {
  if (!(await session.ledger.signingKey(signingKeyId))) await generateSigningKey(session, channelId, signingKeyId);
  return {};
}

/** Refuses while there is no new key with a kid. */
export async function requireRegisteredKey(context: StepContext): Promise<void> {
  const key = await newKeyOf(context);
  if (!key) throw stepNotShown(context.containment, 'register-key', 'new-key-missing');
  if (key.kid === null) throw stepNotShown(context.containment, 'register-key', 'new-key-unregistered');
}

/** Proves the registration by asking for the list, which spends no slot. */
export async function proveNewKey(context: StepContext): Promise<StepResult> {
  const { session, containment, channel } = context;
  const key = await newKeyOf(context);
  if (!key) throw stepNotShown(containment, 'register-key', 'new-key-missing');
  if (!key.proved) await askKeyIdsProving(session, channel, key);
  return { note: `kid ${key.kid ?? ''}` };
}

/** The new key, proved: without a key that works, nothing can be listed and so nothing proved. */
async function provedKey(context: StepContext): Promise<SigningKey> {
  const key = await newKeyOf(context);
  if (!key) throw stepNotShown(context.containment, 'retire-keys', 'new-key-missing');
  if (!key.proved) throw stepNotShown(context.containment, 'retire-keys', 'new-key-unproved');
  return key;
}

/** Refuses while the new key is not proved. */
export async function requireProvedKey(context: StepContext): Promise<void> {
  await provedKey(context);
}

/** Every other key of the channel signs no more. */
export async function retireOtherKeys(context: StepContext): Promise<StepResult> {
  const { session, containment } = context;
  // Once more: somebody may have retired the new one meanwhile, and a channel without any key is none that can be proved.
  const kept = await provedKey(context);
  const keys = await session.ledger.signingKeys(containment.channelId);
  const others = keys.filter((key) => key.signingKeyId !== kept.signingKeyId && key.state !== 'retired');
  for (const key of others) await retireSigningKey(session, key);
  const kids = others.flatMap(({ kid }) => kid ?? []);
  return kids.length === 0 ? {} : { note: `kid ${kids.join(', ')}` };
}
