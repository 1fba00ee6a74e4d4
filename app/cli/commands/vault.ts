import { Keystore, type VaultStatus } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag } from '../arguments/shape.ts';
import { oneOf } from '../arguments/value-kinds.ts';
import { failureError, FailureError } from '../failure-error.ts';
import { instant } from '../output/describe.ts';
import { fields } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done, type Answer } from './command.ts';

function statusText(
  { folder, state, keystore, keychain, createdAt, counts }: VaultStatus,
  { texts, paint, ...view }: View,
): string {
  const { labels, say } = texts;
  return fields(
    [
      [labels.vault, folder],
      [labels.state, { text: texts.vaultStates[state], tone: state === 'open' ? 'good' : 'warning' }],
      [labels.keystore, keystore === null ? '' : texts.keystores[keystore]],
      [labels.keychain, keychain === null ? '' : `${keychain.name}: ${texts.keychainStates[keychain.state]}`],
      [labels.created, createdAt === null ? '' : instant(createdAt, { texts, paint, ...view })],
      [
        labels.contents,
        counts === null
          ? ''
          : say.contents(counts.channels, counts.signingKeys, counts.tokens, counts.unresolvedIssues),
      ],
    ],
    paint,
  );
}

function statusAnswer(status: VaultStatus): Answer {
  return done(
    status,
    (view) => statusText(status, view),
    ({ texts }) => (status.state === 'missing' ? [texts.howTo['vault-missing']] : []),
  );
}

async function newPassphrase(session: Session): Promise<string> {
  const mayBeTyped = session.settings.passphraseVariable === undefined;
  const passphrase = session.givenPassphrase() ?? (mayBeTyped ? await session.secrets.newPassphrase() : undefined);
  if (passphrase === undefined) throw failureError('passphrase-missing');
  return passphrase;
}

/** `vault init`: the keychain unless the sealed file is asked for; never the one silently in place of the other. */
const init = defineCommand({
  positionals: {},
  flags: { keystore: flag('keystore', oneOf(Keystore.options)) },
  async run({ flags: { keystore = 'os' } }, session) {
    if (keystore === 'os') {
      if (session.settings.passphraseVariable !== undefined) {
        throw usageError('--passphrase-env', (texts) => texts.usage.needs('--keystore file'));
      }
      return statusAnswer(await session.call('vault.create', { keystore }));
    }
    const status = await session.call('vault.status', {});
    if (status.state !== 'missing') throw failureError('vault-exists', { folder: status.folder });
    return statusAnswer(await session.call('vault.create', { keystore, passphrase: await newPassphrase(session) }));
  },
});

/** Opens the vault where that needs no typing, because an open vault can say more. Undefined where it stays locked. */
export async function openedQuietly(session: Session, status: VaultStatus): Promise<VaultStatus | undefined> {
  if (status.state !== 'locked') return undefined;
  if (status.keystore === 'file' && session.givenPassphrase() === undefined) return undefined;
  return session.openVault();
}

/** `vault status`: answers whatever the vault's state is; that it stays locked is told, not failed with. */
const status = defineCommand({
  positionals: {},
  flags: {},
  async run(_given, session) {
    const found = await session.call('vault.status', {});
    try {
      return statusAnswer((await openedQuietly(session, found)) ?? found);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return { ...statusAnswer(found), failure: error.failure, exit: EXIT.done };
    }
  },
});

/** The commands about the vault itself. */
export const vaultCommands = { 'vault init': init, 'vault status': status } as const;
