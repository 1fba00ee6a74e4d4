import type { AuditEntry, Issue, Operation, RevokeResult } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { GROUP_OF, type AuditGroup } from './activity-log.ts';
import { endingOf, isBad, tallyOf, troubledIssues, type Tally } from './activity-outcomes.ts';

const PAGE = 50;
const LARGEST_PAGE = 200;
/** A rare kind of entry is searched for this many pages far at a time. */
const PAGES_AT_ONCE = 10;
const OPERATIONS = 50;

export interface LogFilter {
  readonly channelId: string | null;
  readonly group: AuditGroup;
}

const everything: LogFilter = { channelId: null, group: 'all' };

interface LogReading {
  readonly entries: readonly AuditEntry[];
  /** Where to read on; null where the log is at its end. */
  readonly next: number | null;
}

/** Operations over many tokens, issues that did not end well, and the log of what was done. */
export class Activity {
  operations = $state.raw<readonly Operation[] | null>(null);
  #issues = $state.raw<readonly Issue[] | null>(null);
  #log = $state.raw<LogReading | null>(null);
  filter = $state.raw<LogFilter>(everything);
  readingMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The operation whose outcome is open, with its items. */
  opened = $state.raw<{ readonly operationId: string; readonly results: readonly RevokeResult[] } | null>(null);
  /** How the items of operations that are over ended, by operation. */
  tallies = $state.raw<Readonly<Record<string, Tally>>>({});
  troubled = $derived(this.#issues && troubledIssues(this.#issues));
  entries = $derived(this.#log?.entries ?? null);
  mayHaveMore = $derived(this.#log !== null && this.#log.next !== null);
  isFiltered = $derived(this.filter.channelId !== null || this.filter.group !== 'all');
  #bridge: Bridge;
  #generation = 0;
  /** Grows when everything is forgotten: an answer to a question from before is dropped. */
  #life = 0;
  /** Grows with every opening and closing: only the last one counts. */
  #turn = 0;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const life = this.#life;
    const wanted = Math.max(PAGE, this.entries?.length ?? 0);
    const [operations, issues, log] = await Promise.all([
      this.#bridge.call('operation.list', { limit: OPERATIONS }),
      this.#bridge.call('issue.list', { unresolvedOnly: false }),
      this.#readLog(wanted),
    ]);
    if (life !== this.#life) return;
    this.failure = operations.ok ? (issues.ok ? log : issues.error) : operations.error;
    if (operations.ok) this.operations = operations.value.operations;
    if (issues.ok) this.#issues = issues.value.issues;
    if (this.opened) await this.open(this.opened.operationId);
  }

  /** Shows only some of the log, from its newest line. */
  async show(change: Partial<LogFilter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    this.#log = null;
    this.failure = await this.#readLog(PAGE);
  }

  async more(): Promise<void> {
    const before = this.#log;
    if (before === null || before.next === null || this.readingMore) return;
    this.readingMore = true;
    this.failure = await this.#readLog(PAGE, before);
    this.readingMore = false;
  }

  async open(operationId: string): Promise<void> {
    const turn = ++this.#turn;
    const results = await this.#resultsOf(operationId);
    if (results && turn === this.#turn) this.opened = { operationId, results };
  }

  close(): void {
    this.#turn += 1;
    this.opened = null;
  }

  /** Counts how the items of an operation ended, once: those of one that is over stay as they are. */
  async count(operation: Operation): Promise<void> {
    const isOver = operation.state !== 'running';
    if (isOver && operation.failed > 0 && !this.tallies[operation.operationId])
      await this.#resultsOf(operation.operationId);
  }

  /** The tokens of an operation that did not end well; null where they could not be read. */
  async notWell(operationId: string): Promise<readonly string[] | null> {
    const results = await this.#resultsOf(operationId);
    return results && results.filter((result) => isBad(endingOf(result))).map(({ tokenId }) => tokenId);
  }

  /** Takes over the figures of a running operation, without reading the list again. */
  progress(operation: Operation): void {
    if (!this.operations) return;
    const known = this.operations.some((each) => each.operationId === operation.operationId);
    this.operations = known
      ? this.operations.map((each) => (each.operationId === operation.operationId ? operation : each))
      : [operation, ...this.operations];
  }

  forget(): void {
    this.#generation += 1;
    this.#life += 1;
    this.#turn += 1;
    this.operations = null;
    this.#issues = null;
    this.#log = null;
    this.filter = everything;
    this.readingMore = false;
    this.opened = null;
    this.tallies = {};
    this.failure = null;
  }

  async #resultsOf(operationId: string): Promise<readonly RevokeResult[] | null> {
    const life = this.#life;
    const answer = await this.#bridge.call('operation.show', { operationId });
    if (life !== this.#life) return null;
    if (!answer.ok) {
      this.failure = answer.error;
      return null;
    }
    const { operation, results } = answer.value;
    if (operation.state !== 'running') this.tallies = { ...this.tallies, [operationId]: tallyOf(results) };
    return results;
  }

  /** Reads until as many lines fit the filter as are wanted, the log ends, or it has searched far enough for once. */
  async #readLog(wanted: number, from?: LogReading): Promise<Failure | null> {
    const generation = ++this.#generation;
    const { channelId, group } = this.filter;
    const found: AuditEntry[] = [];
    let next = from?.next ?? null;
    for (let page = 0; page < PAGES_AT_ONCE && found.length < wanted; page += 1) {
      const limit = group === 'all' ? Math.min(LARGEST_PAGE, wanted - found.length) : LARGEST_PAGE;
      const answer = await this.#bridge.call('audit.list', {
        limit,
        ...(channelId === null ? {} : { channelId }),
        ...(next === null ? {} : { beforeSequence: next }),
      });
      if (generation !== this.#generation) return null;
      if (!answer.ok) return answer.error;
      const { entries } = answer.value;
      found.push(...entries.filter(({ kind }) => group === 'all' || GROUP_OF[kind] === group));
      next = entries.length === limit ? (entries.at(-1)?.sequence ?? null) : null;
      if (next === null) break;
    }
    this.#log = { entries: [...(from?.entries ?? []), ...found], next };
    return null;
  }
}
