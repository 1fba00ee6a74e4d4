import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { Token } from '../../shared/domain.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import type { Result } from '../../shared/result.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { MISHAPS, ModelOfLine, type Mishap } from '../support/model-of-line.ts';

/**
 * Random steps of an operator's life, among them every way in which a call can break and the process can die, against a model of LINE.
 * A death is played by copying the vault's folder at that very moment and opening the copy: what was not on disk then is gone.
 */

const DAY = 24 * 60 * 60;
const CHANNELS = ['1111111111', '2222222222'] as const;
const SECRET = 'not-a-secret-of-anybody';

type Step =
  | { readonly do: 'issue'; readonly channel: number; readonly days: number; readonly mishaps: readonly Mishap[] }
  | { readonly do: 'check'; readonly channel: number; readonly mishap: Mishap }
  | { readonly do: 'revoke'; readonly channel: number; readonly share: number; readonly mishaps: readonly Mishap[] }
  | { readonly do: 'elsewhere'; readonly channel: number; readonly days: number; readonly count: number }
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'die' };

const mishap = fc.oneof(
  { weight: 3, arbitrary: fc.constant('none' as const) },
  { weight: 2, arbitrary: fc.constantFrom(...MISHAPS) },
);
const channel = fc.constantFrom(0, 1);
const days = fc.integer({ min: 1, max: 30 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('issue' as const), channel, days, mishaps: fc.tuple(mishap, mishap) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('check' as const), channel, mishap }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('revoke' as const),
        channel,
        share: fc.integer({ min: 1, max: 4 }),
        mishaps: fc.array(mishap, { minLength: 2, maxLength: 6 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('elsewhere' as const),
        channel,
        days,
        count: fc.integer({ min: 1, max: 12 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const) }) },
  ),
  { minLength: 8, maxLength: 30 },
);

/** One vault and everything that was ever promised of it. */
class Life {
  readonly line: ModelOfLine;
  readonly #folders: string[] = [];
  #engine!: Engine;
  #dead = { now: false };
  #next: string | undefined;
  #offsetMs = 0;
  /** What token.issue answered well: never to be lost. */
  readonly #promised = new Map<string, string>();
  /** The most issues whose outcome could not be seen, by channel: that many key IDs may be called ours without having a value. */
  readonly #unseen = new Map<string, number>();

  constructor() {
    this.line = new ModelOfLine(() => this.#now());
    this.line.onDeath = () => this.#die();
    this.#folders.push(mkdtempSync(join(tmpdir(), 'kagibako-model-')));
    this.#start();
  }

  async begin(keys: readonly string[]): Promise<void> {
    await this.#done('vault.create', { keystore: 'os' });
    for (const [index, channelId] of CHANNELS.entries()) {
      this.line.addChannel(channelId, SECRET);
      await this.#done('channel.add', {
        channelId,
        name: channelId,
        platform: LINE_PLATFORM_URL,
        channelSecret: SECRET,
      });
      const { signingKeyId, publicJwk } = await this.#done('key.import', { channelId, material: keys[index] ?? '' });
      const { proof } = await this.#done('key.register', {
        signingKeyId,
        kid: this.line.register(channelId, publicJwk),
      });
      expect(proof.outcome).toBe('proved');
    }
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'wait') this.#offsetMs += step.days * DAY * 1_000;
    else if (step.do === 'die') this.#die();
    else if (step.do === 'elsewhere') {
      for (let count = 0; count < step.count; count++) this.line.issueElsewhere(of(step.channel), step.days * DAY);
    } else if (step.do === 'issue') await this.#issue(step);
    else if (step.do === 'check') await this.#check(step);
    else await this.#revoke(step);
    this.line.mishaps.length = 0;
    await this.#afterDeath();
    expect({ refusedAsFull: this.line.refusedAsFull, tooMany: this.line.fullest > 30 }).toEqual({
      refusedAsFull: 0,
      tooMany: false,
    });
  }

  async #issue({ channel: index, days: life, mishaps }: Extract<Step, { do: 'issue' }>): Promise<void> {
    const channelId = of(index);
    this.line.mishaps.push(
      { endpoint: 'list', mishap: mishaps[0] ?? 'none' },
      { endpoint: 'issue', mishap: mishaps[1] ?? 'none' },
    );
    const answer = await this.#call('token.issue', { channelId, lifetimeSeconds: life * DAY, consumer: `bot ${life}` });
    // What a process says after its death, nobody hears.
    if (answer.ok && !this.#dead.now) {
      const { keyId, tokenId } = answer.value;
      const atLine = this.line.live(channelId).find((token) => token.keyId === keyId);
      expect(atLine).toMatchObject({ elsewhere: false });
      this.#promised.set(tokenId, atLine?.value ?? '');
    } else this.#unseen.set(channelId, (this.#unseen.get(channelId) ?? 0) + 1);
  }

  async #check({ channel: index, mishap: what }: Extract<Step, { do: 'check' }>): Promise<void> {
    this.line.mishaps.push({ endpoint: 'list', mishap: what });
    const answer = await this.#call('token.check', { channelIds: [of(index)] });
    if (answer.ok && !this.#dead.now && answer.value.channels[0]?.error === undefined) await this.#explained(of(index));
  }

  async #revoke({ channel: index, share, mishaps }: Extract<Step, { do: 'revoke' }>): Promise<void> {
    const channelId = of(index);
    const chosen = (await this.#tokens(channelId)).filter(
      ({ hasValue, state }, position) =>
        hasValue && position % share === 0 && ['active', 'draining', 'revoking'].includes(state),
    );
    if (chosen.length === 0) return;
    const [first = 'none', second = 'none', ...calls] = mishaps;
    this.line.mishaps.push(
      { endpoint: 'list', mishap: first },
      ...calls.map((each) => ({ endpoint: 'revoke' as const, mishap: each })),
      { endpoint: 'list', mishap: second },
    );
    const answer = await this.#call('token.revoke', {
      tokenIds: chosen.map(({ tokenId }) => tokenId),
      accept: ['last-of-consumer', 'successor-not-adopted'],
    });
    if (!answer.ok || this.#dead.now) return;
    const live = new Set(this.line.live(channelId).map(({ keyId }) => keyId));
    for (const { keyId, outcome } of answer.value.results)
      if (outcome === 'revoked' || outcome === 'already-invalid')
        expect({ keyId, live: live.has(keyId) }).toEqual({ keyId, live: false });
  }

  /** After the last step: whatever happened, two checks make everything known. */
  async end(): Promise<void> {
    for (const channelId of CHANNELS) {
      const { channels } = await this.#done('token.check', { channelIds: [channelId] });
      expect(channels[0]?.error).toBeUndefined();
      await this.#explained(channelId);
      expect((await this.#done('issue.list', { channelId, unresolvedOnly: true })).issues).toEqual([]);
    }
    for (const [tokenId, value] of this.#promised) {
      expect((await this.#done('token.reveal', { tokenId })).accessToken).toBe(value);
    }
  }

  async stop(): Promise<void> {
    await this.#engine.shutdown();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  /** Right after a list: every live key ID is in the ledger as what it is, and nothing that the ledger calls ended is live. */
  async #explained(channelId: string): Promise<void> {
    const tokens = new Map((await this.#tokens(channelId)).map((token) => [token.keyId, token]));
    let mistaken = 0;
    for (const { keyId, value, elsewhere } of this.line.live(channelId)) {
      const token = tokens.get(keyId);
      if (!token) throw new Error(`LINE lists ${keyId} in channel ${channelId}, and the ledger does not know it`);
      expect(['active', 'draining', 'revoking', 'orphan', 'foreign']).toContain(token.state);
      if (elsewhere) expect(token.hasValue).toBe(false);
      if (token.hasValue)
        expect((await this.#done('token.reveal', { tokenId: token.tokenId })).accessToken).toBe(value);
      // Ours is never called a foreigner; another's may be taken for the outcome of an issue that nobody saw the end of.
      if (!elsewhere) expect(token.state).not.toBe('foreign');
      else if (token.state === 'orphan') mistaken += 1;
      else expect(token.state).toBe('foreign');
    }
    expect(mistaken).toBeLessThanOrEqual(this.#unseen.get(channelId) ?? 0);
    const live = new Set(this.line.live(channelId).map(({ keyId }) => keyId));
    for (const { keyId, state } of tokens.values())
      if (state === 'revoked' || state === 'gone')
        expect({ keyId, live: live.has(keyId) }).toEqual({ keyId, live: false });
  }

  async #tokens(channelId: string): Promise<readonly Token[]> {
    const all: Token[] = [];
    for (let offset = 0; ; offset += 200) {
      const { tokens } = await this.#done('token.list', { channelId, limit: 200, offset });
      all.push(...tokens);
      if (tokens.length < 200) return all;
    }
  }

  #now(): number {
    return Date.now() + this.#offsetMs;
  }

  #start(): void {
    const folder = this.#folders.at(-1) ?? '';
    const dead = { now: false };
    this.#dead = dead;
    this.#engine = createEngine({
      folder,
      door: 'test',
      transport: this.line.transport(() => dead.now),
      clock: { now: () => this.#now() },
      pause: () => Promise.resolve(),
    });
  }

  /** The folder as it is on disk at this moment is all that is left. */
  #die(): void {
    if (this.#dead.now) return;
    this.#dead.now = true;
    this.#next = mkdtempSync(join(tmpdir(), 'kagibako-model-'));
    cpSync(this.#folders.at(-1) ?? '', this.#next, { recursive: true });
  }

  async #afterDeath(): Promise<void> {
    if (this.#next === undefined) return;
    const died = this.#engine;
    this.#folders.push(this.#next);
    this.#next = undefined;
    this.#start();
    // Only so that its files are closed; it reaches nobody any more.
    await died.shutdown();
  }

  #call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>> {
    return this.#engine.call(name, input);
  }

  async #done<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    const answer = await this.#call(name, input);
    if (!answer.ok) throw new Error(`${name} ended in ${answer.error.code}: ${answer.error.message}`);
    return answer.value;
  }
}

const of = (index: number): string => CHANNELS[index] ?? CHANNELS[0];

test('whatever happens: nothing that LINE answered is lost, no slot too many, every key ID explained, nothing live called revoked', async () => {
  const { generateKeyPairSync } = await import('node:crypto');
  const keys = CHANNELS.map(() =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const life = new Life();
      try {
        await life.begin(keys);
        for (const step of plan) await life.take(step);
        await life.end();
      } finally {
        await life.stop();
      }
    }),
    { numRuns: 60 },
  );
}, 180_000);
