import { PASTED_FIELDS, parsePastedChannel, type PastedField } from '../format/pasted-channel.ts';

/** What was found in a pasted block. */
export interface Recognised {
  readonly filled: readonly PastedField[];
  readonly unclear: readonly PastedField[];
}

/**
 * A channel that is about to be added, as it is typed or pasted.
 *
 * Holds: a channel secret, in the field where a person typed it.
 * Lives: until it was handed to the engine or the dialog closes.
 * Wiped by: `wipe`.
 */
export class ChannelDraft {
  channelId = $state('');
  name = $state('');
  channelSecret = $state('');
  platform = $state('');
  /** What stands in the area for whole blocks. */
  block = $state('');
  /** Null where nothing was pasted yet. */
  recognised = $state.raw<Recognised | null>(null);

  /**
   * Offers a pasted text to the draft. True where it was taken and nothing is left to insert: a block of several values,
   * or one value that belongs into another field than the one it was pasted into.
   */
  paste(text: string, into: PastedField): boolean {
    const found = parsePastedChannel(text);
    const fields = PASTED_FIELDS.filter((field) => found[field] !== undefined);
    const [only] = fields;
    const isElsewhere = fields.length === 1 && only !== into && only !== 'name';
    if (fields.length < 2 && found.unclear.length === 0 && !isElsewhere) return false;
    this.#fill(text);
    return true;
  }

  /** Reads what stands in the area for blocks. Once it was understood it goes: it may hold a secret, which the area would show. */
  takeBlock(text: string, isWhole: boolean): void {
    this.block = text;
    if (text.trim() === '') return;
    this.#fill(text);
    if (isWhole && (this.recognised?.filled.length ?? 0) > 0) this.block = '';
  }

  #fill(text: string): void {
    const found = parsePastedChannel(text);
    const filled = PASTED_FIELDS.filter((field) => found[field] !== undefined);
    for (const field of filled) this[field] = found[field] ?? '';
    this.recognised = { filled, unclear: found.unclear };
  }

  wipe(): void {
    this.channelSecret = '';
    this.block = '';
  }
}
