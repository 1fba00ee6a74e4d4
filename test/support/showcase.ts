import { createHash, randomUUID } from 'node:crypto';
import { openLedger } from '../../main/ledger/open-ledger.ts';
import type { By, Ledger } from '../../main/ports.ts';

/**
 * Fills the ledger of a vault with what a busy operator has in the middle of a year: every state, every script, things that need somebody.
 * Its token values are of no use; everything else is as the engine would have written it.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Plan {
  readonly channelId: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly pinned?: boolean;
  readonly hasSecret?: boolean;
  readonly platform?: string;
  readonly key: 'proved' | 'registered' | 'generated' | 'none';
  readonly tokens: number;
  readonly consumers: readonly string[];
}

const PLANS: readonly Plan[] = [
  {
    channelId: '2006123401',
    name: 'Sakura Store',
    tags: ['shop', '本番'],
    pinned: true,
    key: 'proved',
    tokens: 22,
    consumers: ['web', 'worker', 'campaign 冬', 'payments'],
  },
  {
    channelId: '2006123402',
    name: 'Booking bot',
    tags: ['shop'],
    pinned: true,
    key: 'proved',
    tokens: 8,
    consumers: ['web', 'payments', 'แจ้งเตือน'],
  },
  {
    channelId: '2006123403',
    name: '受付サポート',
    tags: ['本番'],
    hasSecret: false,
    pinned: true,
    key: 'proved',
    tokens: 4,
    consumers: ['窓口', 'chat'],
  },
  {
    channelId: '2006123404',
    name: 'ร้านกาแฟริมน้ำเชียงใหม่ สาขาใหญ่',
    tags: ['shop', 'ไทย'],
    key: 'registered',
    tokens: 0,
    consumers: [],
  },
  {
    channelId: '2006123405',
    name: '會員中心客服',
    tags: ['台灣'],
    key: 'proved',
    tokens: 13,
    consumers: ['客服中心', 'crm'],
  },
  { channelId: '2006123406', name: 'Internal alerts', tags: [], key: 'proved', tokens: 2, consumers: ['grafana'] },
  {
    channelId: '2006123407',
    name: '大阪店 予約受付',
    tags: ['shop'],
    key: 'proved',
    tokens: 6,
    consumers: ['予約通知', 'web'],
  },
  { channelId: '2006123408', name: 'Recruiting 2027', tags: [], key: 'generated', tokens: 0, consumers: [] },
  { channelId: '2006123409', name: 'New channel', tags: [], key: 'none', tokens: 0, consumers: [] },
  {
    channelId: '9000000001',
    name: 'Practice shop',
    tags: ['practice'],
    platform: 'http://127.0.0.1:7420',
    key: 'proved',
    tokens: 3,
    consumers: ['demo'],
  },
];

/** The same for the same name, so that pictures of two runs are alike. */
const digest = (text: string) => createHash('sha256').update(text).digest();
const keyIdOf = (name: string) => digest(`key ID ${name}`).toString('base64url').slice(0, 22);

/** `folder` holds a vault that nobody has open. */
export async function fillShowcase(folder: string, now = Date.now()): Promise<void> {
  const by = (ago: number): By => ({ at: new Date(now - ago).toISOString(), door: 'desktop' });
  const ledger = await openLedger({ folder, create: false, at: by(0).at });
  try {
    for (const plan of PLANS) await fillChannel(ledger, plan, now, by);
    await troubles(ledger, by);
    await rotations(ledger, by, now);
    await revocation(ledger, by);
  } finally {
    await ledger.close();
  }
}

async function fillChannel(ledger: Ledger, plan: Plan, now: number, by: (ago: number) => By): Promise<void> {
  const { channelId, name, platform = 'https://api.line.me', hasSecret = true } = plan;
  const platformKind = plan.platform === undefined ? 'line' : 'practice';
  await ledger.addChannel({ channelId, name, platform, platformKind, hasSecret }, by(90 * DAY));
  if (plan.tags.length > 0) await ledger.setChannelTags(channelId, plan.tags, by(89 * DAY));
  if (plan.pinned === true) await ledger.setChannelPinned(channelId, true);
  if (plan.key === 'none') return;
  const signingKeyId = await addKey(ledger, plan, by);
  const live: string[] = [];
  for (let index = 0; index < plan.tokens; index += 1) {
    // From one that ends in five hours over some that are past two thirds of their life to new ones.
    const age = index === 0 && name === 'Booking bot' ? 30 * DAY - 5.2 * HOUR : (((index * 11) % 27) + 0.3) * DAY;
    const keyId = keyIdOf(`${channelId} ${String(index)}`);
    await issue(ledger, {
      channelId,
      signingKeyId,
      keyId,
      consumer: plan.consumers[index % plan.consumers.length] ?? '',
      label: index % 5 === 0 ? 'production' : '',
      issuedAt: now - age,
      before: live,
      by,
      now,
    });
    live.push(keyId);
  }
  if (live.length > 0) await ledger.reconcile({ channelId, keyIds: live, askedAt: by(3 * HOUR).at }, by(3 * HOUR));
}

async function addKey(ledger: Ledger, plan: Plan, by: (ago: number) => By): Promise<string> {
  const signingKeyId = randomUUID();
  const modulus = Buffer.concat(Array.from({ length: 8 }, (_, part) => digest(`${plan.name} ${String(part)}`)));
  await ledger.addSigningKey(
    {
      signingKeyId,
      channelId: plan.channelId,
      thumbprint: digest(`thumbprint ${plan.name}`).toString('base64url'),
      publicJwk: { kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB', n: modulus.toString('base64url') },
      origin: 'generated',
    },
    by(88 * DAY),
  );
  if (plan.key === 'generated') return signingKeyId;
  const kid = randomUUID();
  await ledger.registerSigningKey(signingKeyId, kid, by(87 * DAY));
  if (plan.key === 'proved') await ledger.markSigningKeyProved(signingKeyId, kid, by(87 * DAY));
  return signingKeyId;
}

interface Issued {
  readonly channelId: string;
  readonly signingKeyId: string;
  readonly keyId: string;
  readonly consumer: string;
  readonly label: string;
  readonly issuedAt: number;
  readonly before: readonly string[];
  readonly by: (ago: number) => By;
  readonly now: number;
  readonly rotationId?: string;
}

async function issue(ledger: Ledger, issued: Issued): Promise<void> {
  const { channelId, signingKeyId, keyId, consumer, label, issuedAt, before, now, rotationId } = issued;
  const by = issued.by(now - issuedAt);
  const issueId = randomUUID();
  const lifetimeSeconds = (30 * DAY) / 1000;
  await ledger.prepareIssue({ issueId, channelId, signingKeyId, label, consumer, lifetimeSeconds, rotationId }, by);
  await ledger.markIssueSent(issueId, before, by);
  const token = {
    tokenId: randomUUID(),
    keyId,
    sealedValue: Buffer.alloc(64, 1),
    valueIndex: digest(`index ${keyId}`),
    issuedAt: by.at,
    expiresAt: new Date(issuedAt + 30 * DAY).toISOString(),
    httpStatus: 200,
    requestId: randomUUID(),
  };
  await ledger.completeIssue(issueId, token, by);
}

/** Answers that never came, a foreigner, a refusal. */
async function troubles(ledger: Ledger, by: (ago: number) => By): Promise<void> {
  const lose = async (channelId: string, ago: number): Promise<readonly string[]> => {
    const [key] = await ledger.signingKeys(channelId);
    const live = await ledger.revocableTokens(channelId, by(ago).at);
    const issueId = randomUUID();
    const before = live.map(({ keyId }) => keyId);
    const wanted = { issueId, channelId, signingKeyId: key?.signingKeyId ?? '', label: '', consumer: 'web' };
    await ledger.prepareIssue({ ...wanted, lifetimeSeconds: (30 * DAY) / 1000 }, by(ago));
    await ledger.markIssueSent(issueId, before, by(ago));
    await ledger.markIssueUnknown(issueId, { httpStatus: null, requestId: null, reason: 'timeout' }, by(ago));
    return before;
  };
  const before = await lose('2006123401', 3 * DAY);
  const keyIds = [...before, keyIdOf('lost'), keyIdOf('foreign')];
  await ledger.reconcile(
    { channelId: '2006123401', keyIds: keyIds.slice(0, -1), askedAt: by(2.9 * DAY).at },
    by(2.9 * DAY),
  );
  await ledger.reconcile({ channelId: '2006123401', keyIds, askedAt: by(DAY).at }, by(DAY));
  await lose('2006123406', 2 * HOUR);
}

/** A bulk revocation that did not go well everywhere. */
async function revocation(ledger: Ledger, by: (ago: number) => By): Promise<void> {
  const tokens = (await ledger.revocableTokens('2006123405', by(HOUR).at)).slice(0, 6);
  const operationId = randomUUID();
  const items = tokens.map(({ tokenId, channelId, consumer, label }) => ({ tokenId, channelId, consumer, label }));
  await ledger.createOperation({ operationId, kind: 'revoke', request: {}, items }, by(HOUR));
  await ledger.markRevoking(
    items.map(({ tokenId }) => tokenId),
    by(HOUR),
  );
  const ends = items.map((_, position) =>
    position < 4
      ? { position, outcome: 'revoked' as const }
      : position === 4
        ? { position, outcome: 'unproved' as const }
        : {
            position,
            outcome: 'failed' as const,
            isLive: true,
            error: { code: 'platform-busy' as const, message: '', ref: 'sample00', details: { waitSeconds: 30 } },
          },
  );
  await ledger.endItems(operationId, ends, by(HOUR));
  await ledger.changeOperation(operationId, 'some-failed', by(HOUR));
}

interface Rotating {
  readonly channelId: string;
  readonly consumer: string;
  readonly begunAgo: number;
  /** How many of the consumer's live tokens are replaced. */
  readonly replaces: number;
  /** How many of the steps behind the issue are done. */
  readonly stepsDone: 0 | 2;
}

/** Rotations under way: one waits for a person to hand over, one for its overlap. */
async function rotations(ledger: Ledger, by: (ago: number) => By, now: number): Promise<void> {
  const under: readonly Rotating[] = [
    { channelId: '2006123401', consumer: 'payments', begunAgo: DAY, replaces: 2, stepsDone: 2 },
    { channelId: '2006123407', consumer: '予約通知', begunAgo: 2 * HOUR, replaces: 1, stepsDone: 0 },
  ];
  for (const { channelId, consumer, begunAgo, replaces, stepsDone } of under) {
    const live = await ledger.revocableTokens(channelId, by(begunAgo).at);
    const old = live.filter((token) => token.consumer === consumer && token.state === 'active').slice(0, replaces);
    const rotationId = randomUUID();
    const policy = {
      lifetimeSeconds: (30 * DAY) / 1000,
      overlapSeconds: (3 * DAY) / 1000,
      delivery: { how: 'copy' as const },
      confirmBy: 'person' as const,
    };
    const tokenIds = old.map(({ tokenId }) => tokenId);
    await ledger.openRotation({ rotationId, channelId, consumer, cause: 'planned', tokenIds, ...policy }, by(begunAgo));
    const [key] = await ledger.signingKeys(channelId);
    await issue(ledger, {
      channelId,
      signingKeyId: key?.signingKeyId ?? '',
      keyId: keyIdOf(`${channelId} ${consumer} rotated`),
      consumer,
      label: old[0]?.label ?? '',
      issuedAt: now - begunAgo,
      before: live.map(({ keyId }) => keyId),
      by,
      now,
      rotationId,
    });
    if (stepsDone === 0) continue;
    await ledger.finishRotationStep(rotationId, 'deliver', { proof: 'copied' }, by(begunAgo - HOUR / 2));
    await ledger.finishRotationStep(rotationId, 'adopt', { proof: 'person' }, by(begunAgo - HOUR));
  }
}
