import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addChannelWithKey,
  after,
  answerOf,
  by,
  CHANNEL_ID,
  crashImage,
  DAY,
  issueOf,
  issueToken,
  loseIssue,
  newLedger,
  sendIssue,
  TEST_NOW,
} from './ledger-test-support.ts';
import { openLedger } from './open-ledger.ts';

const open = async () => (await newLedger(onTestFinished)).ledger;
const END = { httpStatus: 400, requestId: 'request-1', reason: 'a reason' };

describe('an issue that ends well', () => {
  test('leaves a token with its sealed value, an issue that names it, and one line of the log', async () => {
    const ledger = await open();
    const issue = await issueOf(ledger);
    expect(await ledger.prepareIssue(issue, by())).toEqual({ outcome: 'prepared' });
    await ledger.markIssueSent(issue.issueId, ['other'], by(1));
    const answer = answerOf('key-1', { issuedAt: after(1), expiresAt: after(DAY) });
    const token = await ledger.completeIssue(issue.issueId, answer, by(2));
    expect(token).toEqual({
      tokenId: answer.tokenId,
      channelId: CHANNEL_ID,
      channelName: '大阪店',
      platformKind: 'line',
      keyId: 'key-1',
      state: 'active',
      label: 'blue',
      consumer: 'order-bot',
      issuedAt: after(1),
      expiresAt: after(DAY),
      expiryKnown: true,
      checkedAt: null,
      provedAt: null,
      revokedAt: null,
      hasValue: true,
      signingKeyId: issue.signingKeyId,
      issueId: issue.issueId,
    });
    expect(await ledger.token(token.tokenId, TEST_NOW)).toEqual(token);
    expect(await ledger.sealedValue(token.tokenId)).toEqual(answer.sealedValue);
    expect(await ledger.tokenByValueIndex(answer.valueIndex, TEST_NOW)).toEqual(token);
    expect(await ledger.issues({ unresolvedOnly: false })).toEqual([
      {
        ...issue,
        state: 'done',
        preparedAt: TEST_NOW,
        sentAt: after(1),
        resolvedAt: after(2),
        httpStatus: 200,
        requestId: 'request of key-1',
        reason: null,
        tokenId: token.tokenId,
      },
    ]);
    const [line] = await ledger.audit({ limit: 1 });
    expect(line).toMatchObject({ kind: 'token-issued', at: after(2), subjectId: token.tokenId, note: 'key-1' });
  });
});

describe('an issue is refused before it is sent', () => {
  test('where an earlier one of the channel was sent, and what became of it is not known', async () => {
    const ledger = await open();
    const first = await sendIssue(ledger);
    const second = await issueOf(ledger);
    const refused = { outcome: 'unresolved', issueId: first };
    const answers = [await ledger.prepareIssue(second, by())];
    await ledger.markIssueUnknown(first, END, by());
    answers.push(await ledger.prepareIssue(second, by()));
    expect(answers).toEqual([refused, refused]);
    expect(await ledger.prepareIssue(await issueOf(ledger, { channelId: '2' }), by())).toEqual({ outcome: 'prepared' });
    // Its token could not be alive any more, whatever became of it.
    expect(await ledger.prepareIssue(second, by(30 * DAY))).toEqual({ outcome: 'prepared' });
  });

  test('where all slots are taken, with the time at which the first is free again', async () => {
    const ledger = await open();
    await addChannelWithKey(ledger);
    const keyIds = Array.from({ length: 28 }, (_, index) => `theirs-${String(index)}`);
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: TEST_NOW }, by());
    await issueToken(ledger, 'ours', { expiresAt: after(3 * DAY) });
    await issueToken(ledger, 'last', { expiresAt: after(2 * DAY) });
    const issue = await issueOf(ledger);
    expect(await ledger.prepareIssue(issue, by())).toEqual({ outcome: 'slots-full', freesAt: after(2 * DAY) });
    expect(await ledger.issues({ unresolvedOnly: true })).toEqual([]);
    expect(await ledger.prepareIssue(issue, by(2 * DAY))).toEqual({ outcome: 'prepared' });
  });
});

describe('an issue that never got further than being prepared', () => {
  const SETTLED = { state: 'not-issued', sentAt: null, resolvedAt: after(1), reason: 'it went no further' };

  test('was not issued by the time of the next one of its channel, and is not in its way', async () => {
    const ledger = await open();
    const [stale, elsewhere] = [await issueOf(ledger), await issueOf(ledger, { channelId: '2' })];
    await ledger.prepareIssue(stale, by());
    await ledger.prepareIssue(elsewhere, by());
    const next = await issueOf(ledger);
    expect(await ledger.prepareIssue(next, by(1))).toEqual({ outcome: 'prepared' });
    const common = { httpStatus: null, requestId: null, tokenId: null };
    const prepared = { ...common, state: 'prepared', sentAt: null, resolvedAt: null, reason: null };
    expect(await ledger.issues({ unresolvedOnly: false })).toEqual([
      { ...next, ...prepared, preparedAt: after(1) },
      { ...elsewhere, ...prepared, preparedAt: TEST_NOW },
      { ...stale, ...common, ...SETTLED, preparedAt: TEST_NOW },
    ]);
    expect(await ledger.audit({ limit: 1 })).toMatchObject([
      { kind: 'issue-resolved', at: after(1), subjectId: stale.issueId, note: 'it went no further' },
    ]);
    await expect(ledger.markIssueSent(stale.issueId, [], by(2))).rejects.toThrow(/cannot go from not-issued to sent/);
  });

  test('was not issued either where the next one is refused', async () => {
    const ledger = await open();
    const stale = await issueOf(ledger);
    await ledger.prepareIssue(stale, by());
    const keyIds = Array.from({ length: 30 }, (_, index) => `theirs-${String(index)}`);
    await ledger.reconcile({ channelId: CHANNEL_ID, keyIds, askedAt: TEST_NOW }, by());
    const freesAt = after(30 * DAY);
    expect(await ledger.prepareIssue(await issueOf(ledger), by(1))).toEqual({ outcome: 'slots-full', freesAt });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([{ issueId: stale.issueId, ...SETTLED }]);
  });
});

describe('an issue that ends otherwise', () => {
  test.each([
    ['is rejected', 'rejectIssue', 'sent', 'rejected', 'issue-rejected', after(1)],
    ['is rejected before it was sent', 'rejectIssue', 'prepared', 'rejected', 'issue-rejected', after(1)],
    ['is abandoned', 'abandonIssue', 'prepared', 'not-issued', 'issue-resolved', after(1)],
    ['becomes unknown', 'markIssueUnknown', 'sent', 'unknown', 'issue-unknown', null],
  ] as const)('%s, with what is known of the answer', async (_, method, from, state, kind, resolvedAt) => {
    const ledger = await open();
    const issue = await issueOf(ledger);
    await ledger.prepareIssue(issue, by());
    if (from === 'sent') await ledger.markIssueSent(issue.issueId, [], by());
    await ledger[method](issue.issueId, END, by(1));
    const sentAt = from === 'sent' ? TEST_NOW : null;
    expect(await ledger.issues({ channelId: CHANNEL_ID, unresolvedOnly: false })).toEqual([
      { ...issue, ...END, state, preparedAt: TEST_NOW, sentAt, resolvedAt, tokenId: null },
    ]);
    expect(await ledger.audit({ limit: 1 })).toMatchObject([{ kind, subjectId: issue.issueId, note: 'a reason' }]);
  });
});

describe('a change that the table does not have is a bug:', () => {
  test('sending twice, or sending what is over', async () => {
    const ledger = await open();
    const issueId = await sendIssue(ledger);
    await expect(ledger.markIssueSent(issueId, [], by())).rejects.toThrow(/cannot go from sent to sent/);
    await ledger.rejectIssue(issueId, END, by());
    await expect(ledger.markIssueSent(issueId, [], by())).rejects.toThrow(/cannot go from rejected to sent/);
  });

  test('abandoning what was sent, and not knowing what was not', async () => {
    const ledger = await open();
    const sent = await sendIssue(ledger);
    await expect(ledger.abandonIssue(sent, END, by())).rejects.toThrow(/something may have been sent/);
    const prepared = await issueOf(ledger, { channelId: '2' });
    await ledger.prepareIssue(prepared, by());
    await expect(ledger.markIssueUnknown(prepared.issueId, END, by())).rejects.toThrow(/only a sent one/);
    await expect(ledger.completeIssue(prepared.issueId, answerOf('key'), by())).rejects.toThrow(/prepared to done/);
    await expect(ledger.rejectIssue('nothing', END, by())).rejects.toThrow(/there is no issue nothing/);
    // Nothing of the failed attempts stayed.
    expect(await ledger.countTokens({}, TEST_NOW)).toEqual({ matching: 0, total: 0, byState: {} });
  });
});

describe('LINE’s answer beats every earlier conclusion:', () => {
  const listed = { channelId: CHANNEL_ID, keyIds: ['late'], askedAt: after(10) };

  test('an unknown issue is done after all', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger);
    expect(await ledger.completeIssue(issueId, answerOf('late'), by(1))).toMatchObject({
      state: 'active',
      hasValue: true,
    });
  });

  test('a key ID that a check took for foreign becomes this token, under its own ID', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger);
    // Not issued, says a first check; and a second one, too late after it was sent, knows of nobody whose key ID this is.
    await ledger.reconcile({ ...listed, keyIds: [] }, by(10));
    const found = await ledger.reconcile({ ...listed, askedAt: after(DAY) }, by(DAY));
    expect(found).toMatchObject({ foreign: ['late'], resolvedIssues: [] });
    const answer = answerOf('late');
    const token = await ledger.completeIssue(issueId, answer, by(DAY + 1));
    expect(token).toMatchObject({
      tokenId: answer.tokenId,
      state: 'active',
      issueId,
      checkedAt: after(DAY),
      provedAt: after(DAY),
    });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([{ state: 'done', tokenId: token.tokenId }]);
    expect(await ledger.countTokens({}, TEST_NOW)).toEqual({ matching: 1, total: 1, byState: { active: 1 } });
    expect(await ledger.sealedValue(answer.tokenId)).toEqual(answer.sealedValue);
    // It is found under what it is called now.
    const { tokens } = await ledger.tokens(
      { sort: 'expiresAt', direction: 'ascending', limit: 9, search: 'order-bot' },
      TEST_NOW,
    );
    expect(tokens).toEqual([token]);
  });

  test('an orphan gets its value back, and its issue is done', async () => {
    const ledger = await open();
    const issueId = await loseIssue(ledger);
    await ledger.reconcile(listed, by(10));
    const token = await ledger.completeIssue(issueId, answerOf('late'), by(11));
    expect(token).toMatchObject({ state: 'active', hasValue: true, expiryKnown: true });
    expect(await ledger.issues({ unresolvedOnly: false })).toMatchObject([{ state: 'done', tokenId: token.tokenId }]);
  });

  test('a key ID that a check gave to the wrong issue goes to the right one, and the other is unknown again', async () => {
    const ledger = await open();
    // The second could be prepared because the first one’s token could not be alive any more; then the clock was set back.
    const wrong = await loseIssue(ledger, [], { lifetimeSeconds: 60 });
    const right = await sendIssue(ledger, [], {}, 60);
    const states = async () =>
      (await ledger.issues({ unresolvedOnly: false })).map(({ issueId, state }) => [issueId, state]);
    await ledger.reconcile(listed, by(10));
    expect(await states()).toEqual([
      [right, 'not-issued'],
      [wrong, 'orphaned'],
    ]);
    await ledger.completeIssue(right, answerOf('late'), by(11));
    expect(await states()).toEqual([
      [right, 'done'],
      [wrong, 'unknown'],
    ]);
  });

  test('but a token that we have already is no answer to another issue', async () => {
    const ledger = await open();
    await issueToken(ledger, 'key-1');
    const issueId = await sendIssue(ledger, ['key-1']);
    await expect(ledger.completeIssue(issueId, answerOf('key-1'), by())).rejects.toThrow();
    expect(await ledger.issues({ unresolvedOnly: true })).toMatchObject([{ issueId, state: 'sent' }]);
  });
});

describe('after a crash', () => {
  test('what was prepared was not issued, what was sent is unknown, and what ran was interrupted', async () => {
    const { folder, ledger } = await newLedger(onTestFinished);
    const token = await issueToken(ledger, 'key-1', {}, { channelId: '3' });
    const prepared = await issueOf(ledger);
    await ledger.prepareIssue(prepared, by());
    const sent = await sendIssue(ledger, ['key-9'], { channelId: '2' });
    const items = [{ tokenId: token.tokenId, channelId: '3', consumer: '', label: '' }];
    await ledger.createOperation({ operationId: 'operation-1', kind: 'revoke', request: {}, items }, by());
    const image = await crashImage(folder, onTestFinished);
    const recovered = await openLedger({ folder: image, create: false, at: after(60) });
    onTestFinished(() => recovered.close());
    expect(await recovered.recoverAfterCrash(by(60))).toEqual({ notIssued: 1, unknown: 1, interrupted: 1 });
    const issues = (await recovered.issues({ unresolvedOnly: false })).map(({ issueId, state }) => [issueId, state]);
    expect(issues.slice(0, 2)).toEqual([
      [sent, 'unknown'],
      [prepared.issueId, 'not-issued'],
    ]);
    expect(await recovered.operations({ limit: 9, openOnly: true })).toMatchObject([{ state: 'interrupted' }]);
    expect(await recovered.recoverAfterCrash(by(61))).toEqual({ notIssued: 0, unknown: 0, interrupted: 0 });
  });
});

test('issues are listed newest first, unresolved ones oldest first', async () => {
  const ledger = await open();
  const first = await loseIssue(ledger, [], { channelId: '1' }, 1);
  const second = await loseIssue(ledger, [], { channelId: '2' }, 2);
  const ids = async (unresolvedOnly: boolean) =>
    (await ledger.issues({ unresolvedOnly })).map(({ issueId }) => issueId);
  expect([await ids(false), await ids(true)]).toEqual([
    [second, first],
    [first, second],
  ]);
  expect((await ledger.counts()).unresolvedIssues).toBe(2);
});
