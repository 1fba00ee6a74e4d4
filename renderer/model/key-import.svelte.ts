import type { OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { Desk } from './desk.svelte.ts';
import { fieldProblems } from './field-problems.ts';
import type { FormState } from './form-dialog.svelte.ts';

/** Where the key comes from: pasted, read from a dropped file, or chosen in the system's dialog, whose text never comes here. */
export type KeySource =
  | { readonly kind: 'pasted' }
  | { readonly kind: 'dropped'; readonly name: string; readonly size: number }
  | { readonly kind: 'chosen' };

/** A file that is far too long to be a key is not read to its end; what was read is long enough to be refused. */
const LONGEST_KEY_BYTES = 2_000_000;

/** What a public key, or something that is no key at all, is refused with: there the lint can say more. */
const EXPLAINED_BY_LINT: readonly Failure['code'][] = [
  'key-public-only',
  'key-unreadable',
  'key-not-rsa',
  'key-size',
  'key-algorithm',
];

/**
 * The import of one private key.
 *
 * Holds: a private key as text, pasted or read from a dropped file, and the passphrase of its file.
 * Lives: until it was handed over; where it is encrypted, until its passphrase opened it or the dialog closed.
 * Wiped by: `wipe` and every way out of `submit`; the browser's own copy goes with the field.
 */
export class KeyImport implements FormState {
  /** What stands in the field. */
  pasted = $state('');
  passphrase = $state('');
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  source = $state.raw<KeySource>({ kind: 'pasted' });
  needsPassphrase = $state(false);
  problem = $state<string | undefined>();
  lint = $state.raw<OutputOf<'key.lint'> | null>(null);
  /** Kept out of every field while its passphrase is awaited, or between drop and submit. */
  #held = '';
  /** Grows when the given key is forgotten: what is read or answered after that is not kept. */
  #generation = 0;
  #desk: Desk;
  #channelId: string;

  constructor(desk: Desk, channelId: string) {
    this.#desk = desk;
    this.#channelId = channelId;
  }

  /** The failure, unless it stands beside the passphrase or the lint explains it. */
  whole = $derived.by(() => (this.failure === this.passphraseFailure ? null : this.failure));
  passphraseFailure = $derived.by(() => {
    const code = this.failure?.code;
    return code === 'key-passphrase-wrong' ? this.failure : null;
  });

  async takeFile(file: File): Promise<void> {
    this.startOver();
    const generation = this.#generation;
    try {
      const text = await file.slice(0, LONGEST_KEY_BYTES + 1).text();
      if (generation !== this.#generation) return;
      this.#held = text;
      this.source = { kind: 'dropped', name: file.name, size: file.size };
    } catch {
      this.problem = this.#desk.text.importKey.directory;
    }
  }

  /** Asks for a file in the system's dialog and imports it. True where a key was imported. */
  async chooseFile(): Promise<boolean> {
    if (this.asking) return false;
    this.startOver();
    return this.#importChosen(false);
  }

  /** True where a key was imported. */
  async submit(): Promise<boolean> {
    if (this.asking) return false;
    this.problem = undefined;
    if (this.source.kind === 'chosen') return this.#importChosen(true);
    const material = this.#held === '' ? this.pasted : this.#held;
    const { passphrase } = this;
    if (material.trim() === '') {
      this.problem = this.#desk.text.importKey.nothing;
      return false;
    }
    const input = { channelId: this.#channelId, material, ...(passphrase === '' ? {} : { passphrase }) };
    this.problem = fieldProblems('key.import', input, this.#desk.text.fields).material;
    if (this.problem !== undefined) return false;
    this.#begin();
    const generation = this.#generation;
    const answer = await this.#desk.bridge.call('key.import', input);
    this.asking = false;
    if (generation !== this.#generation) return answer.ok;
    if (answer.ok) {
      this.wipe();
      return true;
    }
    await this.#refused(answer.error, material);
    return false;
  }

  async #importChosen(sameFile: boolean): Promise<boolean> {
    const { passphrase } = this;
    this.#begin();
    const answer = await this.#desk.bridge.call('key.importFile', {
      channelId: this.#channelId,
      sameFile,
      ...(passphrase === '' ? {} : { passphrase }),
    });
    this.asking = false;
    if (!answer.ok) {
      await this.#refused(answer.error, '');
      if (this.needsPassphrase) this.source = { kind: 'chosen' };
      return false;
    }
    const imported = answer.value.signingKey !== null;
    if (imported) this.wipe();
    return imported;
  }

  #begin(): void {
    this.asking = true;
    this.failure = null;
    this.lint = null;
    // It is out of sight from here on, however this ends.
    this.pasted = '';
    this.passphrase = '';
  }

  async #refused(failure: Failure, material: string): Promise<void> {
    this.needsPassphrase = failure.code === 'key-encrypted' || failure.code === 'key-passphrase-wrong';
    this.failure = failure.code === 'key-encrypted' ? null : failure;
    this.#held = this.needsPassphrase ? material : '';
    if (!this.needsPassphrase) this.source = { kind: 'pasted' };
    if (material === '' || !EXPLAINED_BY_LINT.includes(failure.code)) return;
    const lint = await this.#desk.bridge.call('key.lint', { material });
    if (lint.ok) this.lint = lint.value;
  }

  /** Forgets the key that was given, to take another one. */
  startOver(): void {
    this.wipe();
    this.source = { kind: 'pasted' };
    this.needsPassphrase = false;
    this.failure = null;
    this.lint = null;
    this.problem = undefined;
  }

  wipe(): void {
    this.#generation += 1;
    this.pasted = '';
    this.passphrase = '';
    this.#held = '';
  }
}
