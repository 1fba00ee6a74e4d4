// Holds: any secret (private key, channel secret, token value, assertion, passphrase) while the engine works with it.
// Lives: as long as its owner keeps it; the bytes are ours alone.
// Wiped by: whoever called `Secret.from…`, with `wipe()`, when the work that needed it is over.
import type { inspect } from 'node:util';

const PLACEHOLDER = '[secret]';

/**
 * Bytes that cannot be printed by accident: `toString`, `toJSON` and `util.inspect` all give `[secret]`.
 * The only ways to the content are `bytes()` and `reveal()`, which are easy to find in a review.
 */
export class Secret {
  #bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Takes ownership of `bytes`: the caller must not use or keep them. */
  static fromBytes(bytes: Buffer): Secret {
    return new Secret(bytes);
  }

  /** Copies `text` as UTF-8. The string itself cannot be wiped; keep it short-lived. */
  static fromText(text: string): Secret {
    return new Secret(Buffer.from(text, 'utf8'));
  }

  /** The bytes themselves, not a copy. Never log, store or hand them out of the engine. */
  bytes(): Buffer {
    return this.#bytes;
  }

  /** The content as UTF-8 text, for an API that takes nothing else. */
  reveal(): string {
    return this.#bytes.toString('utf8');
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  /** Overwrites the bytes with zeros. Safe to call twice. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#bytes = Buffer.alloc(0);
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [Symbol.for('nodejs.util.inspect.custom') as typeof inspect.custom](): string {
    return PLACEHOLDER;
  }
}
