import type { AuditEntry, Token } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { Refresher } from './refresher.ts';

const PAGE = 20;
const LARGEST_PAGE = 200;

/** One token with what the log says of it, newest first. Turns to another token without showing anything of the one before. */
export class TokenDetails {
  token = $state.raw<Token | null>(null);
  /** Null until they were read. */
  entries = $state.raw<readonly AuditEntry[] | null>(null);
  mayHaveMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  #tokenId: string | null = null;
  readonly #bridge: Bridge;
  readonly #reader = new Refresher(() => this.#read());

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** `known`: what the table has of it already, to be shown at once. */
  turnTo(tokenId: string, known: Token | undefined): void {
    if (tokenId !== this.#tokenId) {
      this.#tokenId = tokenId;
      this.token = known ?? null;
      this.entries = null;
      this.mayHaveMore = false;
      this.failure = null;
    }
    void this.read();
  }

  /** Reads again as many entries as are shown. */
  read(): Promise<void> {
    return this.#reader.refresh();
  }

  async more(): Promise<void> {
    const tokenId = this.#tokenId;
    const last = this.entries?.at(-1);
    if (tokenId === null || !last) return;
    const query = { subjectId: tokenId, limit: PAGE, beforeSequence: last.sequence };
    const answer = await this.#bridge.call('audit.list', query);
    if (tokenId !== this.#tokenId) return;
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    this.entries = [...(this.entries ?? []), ...answer.value.entries];
    this.mayHaveMore = answer.value.entries.length === PAGE;
  }

  async #read(): Promise<void> {
    const tokenId = this.#tokenId;
    if (tokenId === null) return;
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, this.entries?.length ?? 0));
    const [shown, log] = await Promise.all([
      this.#bridge.call('token.show', { tokenId }),
      this.#bridge.call('audit.list', { subjectId: tokenId, limit }),
    ]);
    if (tokenId !== this.#tokenId) return;
    this.failure = shown.ok ? (log.ok ? null : log.error) : shown.error;
    if (shown.ok) this.token = shown.value;
    if (!log.ok) return;
    this.entries = log.value.entries;
    this.mayHaveMore = log.value.entries.length === limit;
  }
}
