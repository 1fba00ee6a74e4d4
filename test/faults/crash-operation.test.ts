import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, describe, expect, test, type TestContext } from 'vitest';
import { LEDGER_FILE } from '../../main/ledger/open-ledger.ts';
import type { InputOf } from '../../shared/contract.ts';
import type { Operation } from '../../shared/operations.ts';
import { fillFleet, type Fleet } from '../support/fill-fleet.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

/** Killed in the middle of operations over many items, over and over: what is on disk is true after every kill, and each operation ends well. */

const CHILD = new URL('crash-operation-child.ts', import.meta.url).pathname;

/** How often in all: two hundred times. */
const KILLS = { revoke: 70, issue: 60, rotate: 70 };
/** The most steps that a process lives; of a revocation about the first hundred of each life go to asking for lists again. */
const LONGEST_LIFE = { revoke: 260, issue: 150, rotate: 160 };

/** What Node compiled of the engine, for the next life: most of what a life costs is to begin. */
const compiled = mkdtempSync(join(tmpdir(), 'kagibako-compiled-'));
afterAll(() => rmSync(compiled, { recursive: true }));

/** Tests that run side by side each say themselves when they are over. */
async function openBench({ onTestFinished }: TestContext): Promise<Workbench> {
  const bench = await openWorkbench();
  onTestFinished(() => bench.stop());
  return bench;
}

async function fleet(bench: Workbench, channels: number, tokensPerChannel: number): Promise<Fleet> {
  await bench.engine().shutdown();
  const filled = await fillFleet({ folder: bench.folder, practice: bench.practice, channels, tokensPerChannel });
  await bench.restart();
  return filled;
}

/** One life of the child. Answers what it said at the end of everything, or undefined where it was killed before. */
function liveAndDie({ folder }: Workbench, steps: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [CHILD, folder], {
    env: { ...process.env, STEPS: String(steps), NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(undefined);
      else if (code === 0 && output !== '') resolve(output);
      else reject(new Error(`the child ended with ${String(code)}`));
    });
  });
}

interface Rows {
  /** Key IDs of tokens that are called revoked, gone, or ended so as items. */
  readonly over: readonly string[];
  /** Key IDs of tokens that items call issued, and those of them whose value is there. */
  readonly issued: readonly string[];
  readonly kept: readonly string[];
  /** Tokens that are called live and whose value is there. */
  readonly usable: readonly { readonly channelId: string; readonly keyId: string }[];
}

/** What the ledger says, past the port: nobody has it open. */
function onDisk(bench: Workbench): Rows {
  const database = new BetterSqlite3(join(bench.folder, LEDGER_FILE), { fileMustExist: true });
  try {
    const keyIds = (sql: string) => database.prepare<[], string>(sql).pluck().all();
    const items = 'FROM operation_item i JOIN token t ON t.sequence = i.token_sequence';
    return {
      over: keyIds(
        `SELECT key_id FROM token WHERE state IN ('revoked', 'gone')
         UNION SELECT t.key_id ${items} WHERE i.outcome IN ('revoked', 'already-invalid')`,
      ),
      issued: keyIds(`SELECT t.key_id ${items} WHERE i.outcome = 'issued' ORDER BY 1`),
      kept: keyIds(
        `SELECT t.key_id ${items} JOIN token_value v ON v.sequence = t.sequence WHERE i.outcome = 'issued' ORDER BY 1`,
      ),
      usable: database
        .prepare<[], { channelId: string; keyId: string }>(
          `SELECT channel_id AS channelId, key_id AS keyId FROM token JOIN token_value USING (sequence)
            WHERE state IN ('active', 'draining', 'revoking')`,
        )
        .all(),
    };
  } finally {
    database.close();
  }
}

/** Lets an operation live and die until everything is over or that many kills are reached; after each kill what is on disk must be true. */
async function killOverAndOver(
  bench: Workbench,
  { channelIds }: Fleet,
  kills: number,
  longest: number,
  look: (rows: Rows, live: ReadonlySet<string>) => void,
): Promise<number> {
  for (let killed = 0; killed < kills; killed++) {
    if ((await liveAndDie(bench, randomInt(1, longest))) !== undefined) return killed;
    const live = new Set(channelIds.flatMap((channelId) => bench.practice.liveKeyIds(channelId)));
    const rows = onDisk(bench);
    expect(rows.over.filter((keyId) => live.has(keyId))).toEqual([]);
    expect(rows.kept).toEqual(rows.issued);
    look(rows, live);
  }
  return kills;
}

async function begun(bench: Workbench, order: InputOf<'operation.begin'>): Promise<Operation> {
  const operation = await bench.call('operation.begin', order);
  await bench.engine().shutdown();
  return operation;
}

/** Goes on to the end, trying again what did not end well. Answers how it ended. */
async function toItsEnd(bench: Workbench, { operationId }: Operation): Promise<Operation> {
  await bench.restart();
  for (let round = 0; round < 20; round++) {
    const operation = await bench.call('operation.wait', { operationId });
    if (operation.state === 'done') return operation;
    await bench.call(operation.state === 'interrupted' ? 'operation.resume' : 'operation.retry', { operationId });
  }
  return bench.call('operation.wait', { operationId });
}

const liveOf = ({ practice }: Workbench, { channelIds }: Fleet) =>
  channelIds.flatMap((channelId) => practice.liveKeyIds(channelId));

describe.concurrent('killed two hundred times', { timeout: 300_000 }, () => {
  test(`a revocation of many, ${KILLS.revoke} times`, async (context) => {
    const { expect } = context;
    const bench = await openBench(context);
    const filled = await fleet(bench, 40, 25);
    const operation = await begun(bench, {
      kind: 'revoke',
      selection: { matching: {}, accept: ['last-of-consumer'] },
    });
    const killed = await killOverAndOver(bench, filled, KILLS.revoke, LONGEST_LIFE.revoke, () => undefined);
    expect(await toItsEnd(bench, operation)).toMatchObject({
      state: 'done',
      total: 1_000,
      finished: 1_000,
      failed: 0,
    });
    expect(killed).toBe(KILLS.revoke);
    expect(liveOf(bench, filled)).toEqual([]);
    expect((await bench.call('token.count', {})).byState).toEqual({ revoked: 1_000 });
  });

  test(`an issue for many, ${KILLS.issue} times`, async (context) => {
    const { expect } = context;
    const bench = await openBench(context);
    const filled = await fleet(bench, 300, 0);
    const operation = await begun(bench, { kind: 'issue', channelIds: [...filled.channelIds], consumer: 'web' });
    const killed = await killOverAndOver(bench, filled, KILLS.issue, LONGEST_LIFE.issue, ({ issued }, live) => {
      expect(issued.filter((keyId) => !live.has(keyId))).toEqual([]);
    });
    expect(await toItsEnd(bench, operation)).toMatchObject({ state: 'done', total: 300, finished: 300, failed: 0 });
    expect(killed).toBe(KILLS.issue);
    // Each channel has the one token that was ordered; what else is live is the orphan of an issue that a kill cut off, and nobody's but ours.
    const { channels } = await bench.call('token.check', {});
    expect(channels.flatMap(({ foreign }) => foreign)).toEqual([]);
    const { byState } = await bench.call('token.count', {});
    expect(byState).toMatchObject({ active: 300 });
    expect(liveOf(bench, filled)).toHaveLength(300 + (byState.orphan ?? 0));
  });

  test(`a rotation of many, from the issue to the proof, ${KILLS.rotate} times`, async (context) => {
    const { expect } = context;
    const bench = await openBench(context);
    const filled = await fleet(bench, 150, 1);
    const consumers = filled.channelIds.map((channelId) => ({ channelId, consumer: 'fleet' }));
    for (const each of consumers) {
      const file = join(bench.folder, `${each.channelId}.env`);
      await bench.call('rotation.setPolicy', {
        ...each,
        overlapSeconds: 0,
        delivery: { how: 'dotenv', file },
        confirmBy: 'bot-info',
      });
    }
    const operation = await begun(bench, { kind: 'rotate', consumers });
    const killed = await killOverAndOver(bench, filled, KILLS.rotate, LONGEST_LIFE.rotate, ({ usable }, live) => {
      // Without downtime: at every moment each consumer has a token that works and whose value is here.
      const served = new Set(usable.filter(({ keyId }) => live.has(keyId)).map(({ channelId }) => channelId));
      expect(filled.channelIds.filter((channelId) => !served.has(channelId))).toEqual([]);
    });
    expect(killed).toBe(KILLS.rotate);
    expect(await toItsEnd(bench, operation)).toMatchObject({ state: 'done', total: 150, finished: 150, failed: 0 });
    await bench.engine().shutdown();
    expect(await liveAndDie(bench, Number.MAX_SAFE_INTEGER)).toBe('over');
    await bench.restart();
    const { rotations } = await bench.call('rotation.list', { limit: 1_000 });
    expect(rotations.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(rotations).toHaveLength(150);
    const { byState } = await bench.call('token.count', {});
    expect(byState).toMatchObject({ active: 150, revoked: 150 });
    expect(liveOf(bench, filled)).toHaveLength(150 + (byState.orphan ?? 0));
    // What was handed over is the token that is live.
    for (const { newTokenId, channelId } of rotations.slice(0, 20)) {
      const { accessToken } = await bench.call('token.reveal', { tokenId: newTokenId ?? '' });
      expect(readFileSync(join(bench.folder, `${channelId}.env`), 'utf8')).toContain(accessToken);
    }
  });
});
