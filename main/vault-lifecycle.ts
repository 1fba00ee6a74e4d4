// Holds: a passphrase for the length of one call; what opens a vault, inside the session.
// Lives: the session from unlock to lock or shutdown.
// Wiped by: `closeSession`; the passphrase by `vault-access.ts`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedInputOf } from '../shared/contract.ts';
import type { VaultStatus } from '../shared/domain.ts';
import { createChannelQueue } from './channel-queue.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { closeSession, openSession, type Surroundings } from './open-session.ts';
import type { Ledger } from './ports.ts';
import { keychainHealth } from './secrets/keychain-store.ts';
import { SEALED_FILE } from './secrets/sealed-file-store.ts';
import { readVaultFile, VAULT_FILE, writeVaultFile, type VaultFile } from './secrets/vault-file.ts';
import { instantOf, type Session } from './session.ts';
import { createAccess, openAccess } from './vault-access.ts';
import { isVaultError, VaultError } from './vault-error.ts';

/** Making, opening and locking one vault. */
export interface VaultLifecycle {
  /** The open session. A vault whose key is in the OS keychain opens by itself, unless it was locked on purpose. */
  requireSession(): Promise<Session>;
  /**
   * Reads what is not sealed. While the vault is locked, the ledger is opened for the length of the call, without any key and without settling
   * what a crash left behind.
   */
  read<Value>(work: (ledger: Ledger) => Promise<Value>): Promise<Value>;
  create(input: ParsedInputOf<'vault.create'>): Promise<VaultStatus>;
  unlock(input: ParsedInputOf<'vault.unlock'>): Promise<VaultStatus>;
  lock(): Promise<VaultStatus>;
  status(): Promise<VaultStatus>;
  /** Whether it is open at this moment. Opens nothing. */
  isOpen(): boolean;
  /** Closes for good. */
  end(): Promise<void>;
}

/** One vault's life. Its turns are taken one after the other: an unlock that is under way is finished before a lock begins. */
export function createVaultLifecycle(surroundings: Surroundings, onOpened: (session: Session) => void): VaultLifecycle {
  const { folder, clock, emit } = surroundings;
  const lane = createChannelQueue();
  const inTurn = <Value>(work: () => Promise<Value>) => lane.run('vault', work);
  let session: Session | undefined;
  let vaultFile: VaultFile | undefined;
  /** A person who locked the vault wants it locked, also where it could open by itself. */
  let lockedOnPurpose = false;
  let ended = false;

  async function requireVaultFile(): Promise<VaultFile> {
    vaultFile ??= await readVaultFile(folder);
    if (!vaultFile) throw new VaultError('vault-missing', { folder });
    return vaultFile;
  }

  function publish(opened: Session): Session {
    session = opened;
    emit({ name: 'vault.changed', payload: { state: 'open' } });
    onOpened(opened);
    return opened;
  }

  async function openWith(passphrase: string | undefined): Promise<Session> {
    if (session) return session;
    if (ended) throw new VaultError('vault-locked', { folder });
    const file = await requireVaultFile();
    return publish(await openSession(surroundings, file.vaultId, await openAccess(file, folder, passphrase), false));
  }

  async function openByItself(): Promise<Session> {
    if (session) return session;
    const { keystore } = await requireVaultFile();
    if (keystore === 'file' || lockedOnPurpose) throw new VaultError('vault-locked', { folder });
    return openWith(undefined);
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    if (closing) await closeSession(closing);
  }

  async function describe(): Promise<VaultStatus> {
    vaultFile ??= await readVaultFile(folder);
    return {
      state: !vaultFile ? 'missing' : session ? 'open' : 'locked',
      folder,
      vaultId: vaultFile?.vaultId ?? null,
      keystore: vaultFile?.keystore ?? null,
      createdAt: vaultFile?.createdAt ?? null,
      ledgerVersion: session?.ledger.version ?? null,
      keychain: vaultFile?.keystore === 'file' && session ? null : await keychainHealth(),
      counts: session ? await session.ledger.counts() : null,
    };
  }

  /** A folder that lost its vault file is not made anew: its tokens would be sealed under a key that nothing describes any more. */
  async function refuseRemains(made: Session | undefined): Promise<void> {
    const counts = await made?.ledger.counts();
    const remains = made
      ? Object.values(counts ?? {}).some((count) => count > 0)
      : existsSync(join(folder, SEALED_FILE));
    if (remains)
      throw new VaultError('vault-damaged', {
        folder,
        problem: `${VAULT_FILE} is missing, while other files of a vault are there`,
      });
  }

  async function make({ keystore, passphrase }: ParsedInputOf<'vault.create'>): Promise<VaultStatus> {
    if (await readVaultFile(folder)) throw new VaultError('vault-exists', { folder });
    await refuseRemains(undefined);
    const { file, undo, ...access } = await createAccess(keystore, folder, passphrase, instantOf(clock.now()));
    let made: Session | undefined;
    try {
      made = await openSession(surroundings, file.vaultId, access, true);
      await refuseRemains(made);
      // Last: a vault exists when everything that it needs does.
      await writeVaultFile(folder, file);
    } catch (error) {
      if (made) await closeSession(made);
      await undo();
      throw error;
    }
    vaultFile = file;
    lockedOnPurpose = false;
    // The vault is there by now, and open, even where its log cannot be written any more.
    publish(made);
    await made.ledger.recordAudit(
      { kind: 'vault-created', note: keystore === 'os' ? 'secrets in the keychain' : 'secrets in a sealed file' },
      made.by(),
    );
    return describe();
  }

  async function readLocked<Value>(work: (ledger: Ledger) => Promise<Value>): Promise<Value> {
    if (session) return work(session.ledger);
    // Whoever comes beside (cron, monitoring) may ask while the program goes.
    if (ended) throw new VaultError('vault-locked', { folder });
    await requireVaultFile();
    const ledger = await openLedger({ folder, create: false, at: instantOf(clock.now()) });
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  }

  return {
    // Without waiting for a turn where it is open: work goes on while somebody asks for the status.
    requireSession: () => (session ? Promise.resolve(session) : inTurn(openByItself)),
    read: (work) => (session ? work(session.ledger) : inTurn(() => readLocked(work))),
    create: (input) => inTurn(() => make(input)),
    unlock: ({ passphrase }) =>
      inTurn(async () => {
        await openWith(passphrase);
        lockedOnPurpose = false;
        return describe();
      }),
    lock: () =>
      inTurn(async () => {
        lockedOnPurpose = true;
        await close();
        emit({ name: 'vault.changed', payload: { state: vaultFile ? 'locked' : 'missing' } });
        return describe();
      }),
    status: () =>
      inTurn(async () => {
        // What the keychain says is told in the answer; what the ledger says is an error of its own.
        await openByItself().catch((error: unknown) => {
          const told =
            isVaultError(error, 'vault-missing', 'vault-locked') ||
            (isVaultError(error) && error.code.startsWith('keychain-'));
          if (!told) throw error;
        });
        return describe();
      }),
    isOpen: () => session !== undefined,
    end: () => {
      ended = true;
      return inTurn(close);
    },
  };
}
