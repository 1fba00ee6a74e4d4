import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { Rotation } from '../../shared/rotation.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { HttpTransport } from '../../main/ports.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { openWorkbench } from '../support/workbench.ts';

/**
 * A rotation whose vault ends in the middle of any exchange with LINE: what is on disk at that moment is opened by another engine, which goes on with
 * it to the end.
 */

const DAYS_MS = 3 * 24 * 60 * 60 * 1_000;

/** The exchanges of a rotation, in their order. */
const EXCHANGES = ['list before the issue', 'issue', 'bot info', 'list before', 'revoke', 'list after'] as const;

/** Something answers, or says that it is not yet the time. */
type Ask = <Name extends OperationName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name> | undefined>;

const asking =
  (engine: Engine): Ask =>
  async (name, input) => {
    const result = await engine.call(name, input);
    return result.ok ? result.value : undefined;
  };

/** Goes on with a rotation as a person would, until it is done. */
async function goOn(ask: Ask, channelId: string, later: () => void): Promise<Rotation | undefined> {
  for (let tries = 0; tries < 15; tries += 1) {
    const [rotation] = (await ask('rotation.list', {}))?.rotations ?? [];
    if (rotation?.state === 'done') return rotation;
    if (!rotation) {
      await ask('rotation.begin', { channelId, consumer: 'bot' });
      continue;
    }
    const { rotationId } = rotation;
    if (rotation.step === 'issue') await ask('rotation.issue', { rotationId });
    if (rotation.step === 'deliver') await ask('rotation.deliver', { rotationId, how: 'by-hand' });
    if (rotation.step === 'adopt') await ask('rotation.confirm', { rotationId, by: 'bot-info' });
    if (rotation.step === 'drain') later();
    if (['drain', 'revoke', 'prove'].includes(rotation.step)) await ask('rotation.revoke', { rotationId });
  }
  return undefined;
}

const moments = EXCHANGES.flatMap((exchange, index) =>
  (['before', 'after'] as const).map((moment) => [moment, exchange, index] as const),
);

test.each(moments)('ends in the middle, %s LINE has worked on the exchange “%s”', async (moment, exchange, index) => {
  const image = await mkdtemp(join(tmpdir(), 'kagibako-crash-'));
  onTestFinished(() => rm(image, { recursive: true }));
  const dead = Promise.withResolvers<undefined>();
  const gone = Promise.withResolvers<undefined>();
  let exchanges: number | undefined;
  const dying =
    (real: HttpTransport): HttpTransport =>
    async (request) => {
      const dies = exchanges !== undefined && exchanges++ === index;
      if (!dies) return real(request);
      if (moment === 'after') await real(request);
      dead.resolve(undefined);
      await gone.promise;
      return { problem: { kind: 'unreachable', sent: true, problem: 'the vault is dead' } };
    };
  const bench = await openWorkbench({ transport: dying });
  onTestFinished(() => bench.stop());
  const channelId = await bench.readyChannel();
  const old = await bench.issue(channelId, { consumer: 'bot' });
  const later = () => {
    bench.clockOffsetMs += DAYS_MS;
    bench.practice.clock.advance(DAYS_MS / 1_000);
  };

  exchanges = 0;
  const abandoned = goOn(asking(bench.engine()), channelId, later);
  await dead.promise;
  await cp(bench.folder, image, { recursive: true });
  const engine = createEngine({
    folder: image,
    door: 'test',
    transport: createNodeTransport(),
    clock: { now: () => Date.now() + bench.clockOffsetMs },
    pause: () => Promise.resolve(),
  });
  try {
    const ask = asking(engine);
    const rotation = await goOn(ask, channelId, later);
    expect(rotation).toMatchObject({ state: 'done', oldTokens: [{ keyId: old.keyId, state: 'revoked' }] });
    const { tokens } = (await ask('token.list', { channelId, states: ['orphan'] })) ?? { tokens: [] };
    // Every key ID is explained, and only an issue whose answer was lost has left one behind.
    expect(tokens).toHaveLength(exchange === 'issue' && moment === 'after' ? 1 : 0);
    expect(bench.practice.liveKeyIds(channelId).sort()).toEqual(
      [rotation?.newKeyId, ...tokens.map(({ keyId }) => keyId)].sort(),
    );
  } finally {
    await engine.shutdown();
    gone.resolve(undefined);
    await abandoned;
  }
});
