import type { OutputOf } from '../../shared/contract.ts';
import type { Desk } from './desk.svelte.ts';
import { FormDialog } from './form-dialog.svelte.ts';

/**
 * Taking in one token that was issued elsewhere.
 *
 * Holds: its value, pasted.
 * Lives: until it was handed over, whatever came of it, or the dialog closed.
 * Wiped by: `submit` and `wipe`; the browser's own copy goes with the field.
 */
export class Adopting {
  accessToken = $state('');
  keyId = $state('');
  consumer = $state('');
  label = $state('');
  taken = $state.raw<OutputOf<'token.adopt'> | null>(null);
  /** The last try failed, and its value is gone. */
  mustPasteAgain = $state(false);
  readonly form: FormDialog<'token.adopt'>;
  /** Several key IDs could be its own: only who issued it knows which. */
  needsKeyId = $derived.by(() => this.form.failure?.code === 'key-id-ambiguous');
  /** The token that the vault had already. */
  known = $derived.by(() => {
    const { failure } = this.form;
    const tokenId = failure?.code === 'token-known' ? failure.details?.['tokenId'] : undefined;
    return typeof tokenId === 'string' ? tokenId : null;
  });

  constructor(desk: Desk, pasted = '') {
    this.form = new FormDialog(desk, 'token.adopt');
    this.accessToken = pasted;
  }

  get isReady(): boolean {
    return this.accessToken.trim() !== '';
  }

  get isAsking(): boolean {
    return this.form.asking;
  }

  async submit(): Promise<void> {
    if (!this.isReady || this.form.asking) return;
    const keyId = this.keyId.trim();
    const accessToken = this.accessToken.trim();
    const { label, consumer } = this;
    const asked = this.form.submit({ accessToken, ...(keyId === '' ? {} : { keyId }), label, consumer });
    // What does not fit into a field was not handed over and stays there to be mended.
    const wasHandedOver = this.isAsking;
    if (wasHandedOver) this.accessToken = '';
    this.taken = (await asked) ?? null;
    this.mustPasteAgain = wasHandedOver && this.taken === null;
  }

  /** Empties everything, for another one. */
  startOver(): void {
    this.wipe();
    this.keyId = '';
    this.label = '';
    this.taken = null;
    this.form.failure = null;
  }

  wipe(): void {
    this.accessToken = '';
    this.mustPasteAgain = false;
  }
}
