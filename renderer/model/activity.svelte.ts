import type { AuditEntry, Issue } from '../../shared/domain.ts';
import type { Operation } from '../../shared/operations.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { GROUP_OF, type AuditGroup } from './activity-log.ts';
import { OperationItems } from './activity-items.svelte.ts';
import { isOpen, troubledIssues } from './activity-outcomes.ts';
import { PaceMeter, type Pace } from './activity-pace.ts';

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

/** What somebody should look at first: what was broken off, what runs, what rests, what waits. */
const OPEN_ORDER: readonly Operation['state'][] = ['interrupted', 'running', 'paused', 'queued'];

/** What can be done with an operation at once. */
export type OperationVerb = 'pause' | 'resume' | 'retry' | 'cancel';

/** Operations over many items, issues that did not end well, and the log of what was done. */
export class Activity {
  /** Those that are not over, known wherever one is; null until they were read. */
  #open = $state.raw<readonly Operation[] | null>(null);
  /** The latest that are over; null until the page was opened. */
  #ended = $state.raw<readonly Operation[] | null>(null);
  /** Not over: what needs somebody first. */
  open = $derived(
    [...(this.#open ?? [])].sort(
      (one, other) =>
        OPEN_ORDER.indexOf(one.state) - OPEN_ORDER.indexOf(other.state) || other.startedAt.localeCompare(one.startedAt),
    ),
  );
  running = $derived(this.open.filter(({ state }) => state === 'running'));
  queued = $derived(this.open.filter(({ state }) => state === 'queued'));
  /** Paused or interrupted: a person says when it goes on. */
  resting = $derived(this.open.filter(({ state }) => state === 'paused' || state === 'interrupted'));
  ended = $derived(this.#ended);
  /** All that are known; null until the page was opened. */
  operations = $derived(this.#ended && [...this.open, ...this.#ended]);
  /** How fast each running operation goes, where that is known. */
  paces = $state.raw<Readonly<Record<string, Pace | null>>>({});
  #meters: Record<string, PaceMeter> = {};
  #issues = $state.raw<readonly Issue[] | null>(null);
  #log = $state.raw<LogReading | null>(null);
  filter = $state.raw<LogFilter>(everything);
  readingMore = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** The operation whose outcome is open, with its items. */
  opened = $state.raw<OperationItems | null>(null);
  troubled = $derived(this.#issues && troubledIssues(this.#issues));
  entries = $derived(this.#log?.entries ?? null);
  mayHaveMore = $derived(this.#log !== null && this.#log.next !== null);
  isFiltered = $derived(this.filter.channelId !== null || this.filter.group !== 'all');
  #bridge: Bridge;
  #generation = 0;
  /** Grows when everything is forgotten: an answer to a question from before is dropped. */
  #life = 0;
  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async read(): Promise<void> {
    const life = this.#life;
    const wanted = Math.max(PAGE, this.entries?.length ?? 0);
    const [open, operations, issues, log] = await Promise.all([
      this.readOpen(),
      this.#bridge.call('operation.list', { limit: OPERATIONS }),
      this.#bridge.call('issue.list', { unresolvedOnly: false }),
      this.#readLog(wanted),
    ]);
    if (life !== this.#life) return;
    this.failure = open ?? (operations.ok ? (issues.ok ? log : issues.error) : operations.error);
    if (operations.ok) this.#ended = operations.value.operations.filter((each) => !isOpen(each));
    if (issues.ok) this.#issues = issues.value.issues;
    await this.opened?.read();
    this.#takeOpened();
  }

  /** Reads what is not over: it is said wherever one is. */
  async readOpen(): Promise<Failure | null> {
    const life = this.#life;
    const answer = await this.#bridge.call('operation.list', { limit: LARGEST_PAGE, openOnly: true });
    if (life !== this.#life) return null;
    if (!answer.ok) return answer.error;
    this.#open = answer.value.operations.filter(isOpen);
    return null;
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

  /** Opens the outcome of an operation; of one that did not end well, what did not. */
  async unfold(operationId: string): Promise<void> {
    this.fold();
    const known = this.find(operationId);
    const opened = new OperationItems(
      this.#bridge,
      operationId,
      known && !isOpen(known) && known.failed > 0 ? 'bad' : 'all',
    );
    this.opened = opened;
    await opened.read();
    if (this.opened === opened) this.#takeOpened();
  }

  fold(): void {
    this.opened?.stop();
    this.opened = null;
  }

  find(operationId: string): Operation | undefined {
    return [...this.open, ...(this.#ended ?? [])].find((each) => each.operationId === operationId);
  }

  /** Pauses, goes on with, tries again or stops an operation. A refusal comes back. */
  async act(verb: OperationVerb, operationId: string): Promise<Failure | null> {
    const life = this.#life;
    const answer = await this.#bridge.call(`operation.${verb}`, { operationId });
    if (life !== this.#life) return null;
    if (!answer.ok) return answer.error;
    if ('operationId' in answer.value) this.progress(answer.value);
    else await this.readOpen();
    return null;
  }

  /** Begins everything that waits. A refusal comes back. */
  async runQueue(): Promise<Failure | null> {
    const life = this.#life;
    const answer = await this.#bridge.call('operation.runQueue', {});
    if (life !== this.#life) return null;
    if (!answer.ok) return answer.error;
    for (const operation of answer.value.operations) this.progress(operation);
    return null;
  }

  /** Takes over the figures of an operation that moved on, without reading the list again. */
  progress(operation: Operation): void {
    const { operationId, state, finished, total } = operation;
    const others = (list: readonly Operation[]) => list.filter((each) => each.operationId !== operationId);
    this.#open = [...(isOpen(operation) ? [operation] : []), ...others(this.#open ?? [])];
    if (this.#ended)
      this.#ended = [...(isOpen(operation) ? [] : [operation]), ...others(this.#ended)].sort((one, other) =>
        other.startedAt.localeCompare(one.startedAt),
      );
    if (state === 'running') {
      const meter = this.#meters[operationId] ?? new PaceMeter();
      this.#meters[operationId] = meter;
      meter.see(finished, Date.now());
      this.paces = { ...this.paces, [operationId]: meter.paceOf(total) };
    } else {
      this.#meters = Object.fromEntries(Object.entries(this.#meters).filter(([id]) => id !== operationId));
      if (operationId in this.paces)
        this.paces = Object.fromEntries(Object.entries(this.paces).filter(([id]) => id !== operationId));
    }
    if (this.opened?.operationId === operationId) this.opened.readSoon();
  }

  forget(): void {
    this.#generation += 1;
    this.#life += 1;
    this.fold();
    this.#open = null;
    this.#ended = null;
    this.paces = {};
    this.#meters = {};
    this.#issues = null;
    this.#log = null;
    this.filter = everything;
    this.readingMore = false;
    this.failure = null;
  }

  /** What was opened stands in the list, also where it is older than what the list holds. */
  #takeOpened(): void {
    const operation = this.opened?.reading?.operation;
    if (operation && !this.find(operation.operationId)) this.progress(operation);
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
