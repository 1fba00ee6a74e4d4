// Holds: the value of a new token on its way to its consumer.
// Lives: one call.
// Wiped by: this file, as far as a string that leaves can be.
import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import type { Rotation } from '../../shared/rotation.ts';
import { requireExportFiles } from '../handover/export-files.ts';
import { handoverText } from '../handover/handover-text.ts';
import type { Secret } from '../secrets/secret.ts';
import { replaceFile } from '../secrets/replace-file.ts';
import type { Session } from '../session.ts';
import { fileError } from '../signing-keys/key-files.ts';
import { openTokenValue, requireToken } from '../tokens/token-value.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { runReceiver } from './run-receiver.ts';
import { inRotation, notItsTurn, requireRotation, tryStep, type StepEnd } from './steps.ts';

type How = ParsedInputOf<'rotation.deliver'>['how'];
type FileFormat = 'dotenv' | 'json';

/** Unseals the value for one use, which is logged first: a handing over that cannot be logged does not happen. */
async function withValue<Value>(
  session: Session,
  token: Token,
  log: { readonly kind: 'token-copied' | 'token-revealed'; readonly note: string },
  use: (value: Secret) => Promise<Value>,
): Promise<Value> {
  const { channelId, tokenId } = token;
  const value = await openTokenValue(session, token);
  try {
    await session.ledger.recordAudit({ ...log, channelId, subjectId: tokenId }, session.by());
    return await use(value);
  } finally {
    value.wipe();
  }
}

async function copy(session: Session, token: Token): Promise<StepEnd> {
  const { clipboard } = session;
  if (!clipboard) throw new VaultError('not-supported-here', { feature: 'The clipboard' });
  await withValue(session, token, { kind: 'token-copied', note: 'for its rotation' }, (value) =>
    clipboard.writeSecret(value.reveal()),
  );
  return { proof: 'copied' };
}

function fileText(session: Session, token: Token, format: FileFormat): Promise<string> {
  const log = { kind: 'token-revealed', note: `written as ${format}, for its rotation` } as const;
  return withValue(session, token, log, (value) =>
    Promise.resolve(handoverText([{ token, accessToken: value.reveal() }], format)),
  );
}

async function writeChosenFile(session: Session, token: Token, format: FileFormat): Promise<StepEnd> {
  const suggestedName = format === 'dotenv' ? 'line-channel-access-token.env' : 'line-channel-access-token.json';
  const name = await requireExportFiles(session.exportFiles).save(suggestedName, true, () =>
    fileText(session, token, format),
  );
  if (name === null) throw new VaultError('cancelled');
  return { proof: 'written', note: name };
}

/** A link would be replaced itself, and whoever reads what it leads to would never see the new token. */
async function refuseOtherThanFile(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (!found || found.isFile()) return;
  const problem = found.isSymbolicLink() ? 'a link' : 'not a file';
  throw new VaultError('file-unwritable', { name: basename(file), problem });
}

/** Whoever reads the file at any moment finds the old content or the new one. */
function writePolicyFile(session: Session, token: Token, format: FileFormat, file: string): Promise<StepEnd> {
  // Two consumers may be handed over by the same file, and their rotations are continued side by side.
  return session.inChannel(`file ${file}`, async () => {
    await refuseOtherThanFile(file);
    const text = await fileText(session, token, format);
    try {
      await replaceFile(dirname(file), basename(file), text);
    } catch (error) {
      // It speaks of the vault's folder, which this is not.
      throw fileError('file-unwritable', file, isVaultError(error) ? error.cause : error);
    }
    return { proof: 'written', note: basename(file) };
  });
}

async function runCommand(
  session: Session,
  { rotationId, channelId, consumer }: Rotation,
  token: Token,
  command: readonly string[],
): Promise<StepEnd> {
  const facts = {
    KAGIBAKO_CHANNEL_ID: channelId,
    KAGIBAKO_CONSUMER: consumer,
    KAGIBAKO_KEY_ID: token.keyId,
    KAGIBAKO_TOKEN_ID: token.tokenId,
    KAGIBAKO_EXPIRES_AT: token.expiresAt,
    KAGIBAKO_ROTATION_ID: rotationId,
  };
  const name = basename(command[0] ?? '');
  await withValue(session, token, { kind: 'token-revealed', note: `given to ${name}, for its rotation` }, (value) =>
    runReceiver({ command, facts, withheld: session.secretVariables, signal: session.closing.signal }, value),
  );
  return { proof: 'command', note: name };
}

function deliverBy(session: Session, rotation: Rotation, token: Token, how: How): Promise<StepEnd> {
  const { delivery } = rotation;
  switch (how) {
    case 'by-hand':
      return Promise.resolve({ proof: 'person' });
    case 'copy':
      return copy(session, token);
    case 'dotenv':
    case 'json':
      return writeChosenFile(session, token, how);
    case 'policy':
      switch (delivery.how) {
        case 'copy':
          return copy(session, token);
        case 'dotenv':
        case 'json':
          return writePolicyFile(session, token, delivery.how, delivery.file);
        case 'command':
          return runCommand(session, rotation, token, delivery.command);
      }
  }
}

/**
 * Hands the new token over. May be done again until somebody has confirmed the adoption: a clipboard is cleared, a deployment fails. Throws
 * `rotation-not-its-turn`, `token-not-live` where the successor has ended meanwhile, and by the way that was chosen `not-supported-here`,
 * `file-unwritable`, `command-failed` and `cancelled`.
 */
export function deliver(session: Session, input: ParsedInputOf<'rotation.deliver'>): Promise<Rotation> {
  const { rotationId, how, note } = input;
  return inRotation(session, rotationId, async () => {
    const rotation = await requireRotation(session, rotationId);
    const { newTokenId, state, step } = rotation;
    if (state !== 'under-way' || newTokenId === null || (step !== 'deliver' && step !== 'adopt'))
      throw notItsTurn(rotation);
    return tryStep(session, rotation, 'deliver', 'rotation.deliver', async () => {
      const token = await requireToken(session, newTokenId);
      if (token.state !== 'active') throw new VaultError('token-not-live', { tokenId: newTokenId, state: token.state });
      const end = await deliverBy(session, rotation, token, how);
      return note === undefined ? end : { ...end, note };
    });
  });
}
