import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { REHEARSAL_NAMES } from './console/rehearsals.ts';
import { en } from './messages/en.ts';
import { ja } from './messages/ja.ts';
import { messagesFor } from './messages/languages.ts';
import {
  createTestSigningKey,
  readAnswer,
  setStage,
  type Stage,
  type TestAnswer,
  type TestSigningKey,
} from './practice-test-support.ts';

let key: TestSigningKey;
let stage: Stage;
let here: string;
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  stage = await setStage(key);
  here = `/console/channels/${stage.channel.channelId}`;
});
afterEach(() => stage.platform.close());

const visit = async (path: string, headers: Record<string, string> = {}): Promise<TestAnswer> =>
  readAnswer(await fetch(`${stage.platform.url}${path}`, { headers, redirect: 'manual' }));

const send = async (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<TestAnswer> =>
  readAnswer(
    await fetch(`${stage.platform.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    }),
  );

const formToken = async (path = '/console'): Promise<string> =>
  /name="form_token" value="([^"]+)"/.exec((await visit(path)).text)?.[1] ?? '';

const submit = async (path: string, fields: Record<string, string> = {}, lang = ''): Promise<TestAnswer> =>
  send(`${path}${lang}`, { ...fields, form_token: await formToken() });

describe('the console page', () => {
  test('leads from the list to a channel, to the form, and back with the kid', async () => {
    const list = await visit('/console');
    expect(list.text).toContain(`href="${here}"`);
    expect((await visit(here)).text).toContain(`href="${here}/register-public-key"`);
    const answer = await submit(`${here}/register-public-key`, { public_key: JSON.stringify(key.publicJwk) });
    const [, second] = stage.platform.publicKeys(stage.channel.channelId);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${here}?registered=${second?.kid}`]);
    const { text } = await visit(`${here}?registered=${second?.kid}`);
    expect(text).toContain(`<output class="copy">${second?.kid}</output>`);
  });

  test('has the labels of LINE in English and in Japanese', async () => {
    const labels = [
      'Basic settings',
      'Channel ID',
      'Channel secret',
      'Assertion Signing Key',
      'Register a public key',
      'PRACTICE',
    ];
    const japanese = [
      'チャネル基本設定',
      'チャネルID',
      'チャネルシークレット',
      'アサーション署名キー',
      '公開鍵を登録する',
      '練習',
    ];
    const [english, inJapanese] = [
      await visit(here),
      await visit(here, { 'Accept-Language': 'ja-JP,ja;q=0.9,en;q=0.8' }),
    ];
    expect(labels.filter((label) => !english.text.includes(label))).toEqual([]);
    expect(japanese.filter((label) => !inJapanese.text.includes(label))).toEqual([]);
    expect(inJapanese.text).toContain('<html lang="ja">');
  });

  test('stays in the language that was chosen, through links and forms', async () => {
    const { text } = await visit(`${here}?lang=ja`);
    expect(text).toContain(`href="${here}/register-public-key?lang=ja"`);
    const answer = await submit('/console/channels', { name: '桜ストア' }, '?lang=ja');
    expect(answer.headers.get('location')).toMatch(/^\/console\/channels\/[0-9]{10}\?lang=ja$/);
  });

  test('says what is wrong with a key and why, and keeps what was pasted', async () => {
    const pasted = JSON.stringify({ ...key.publicJwk, kid: '<mine>' });
    const { status, text } = await submit(`${here}/register-public-key`, { public_key: pasted });
    const { what, why } = en.registration.problems['kid-present'];
    expect([
      status,
      text.includes(what),
      text.includes(why),
      text.includes('&lt;mine&gt;'),
      text.includes('<mine>'),
    ]).toEqual([422, true, true, true, false]);
  });

  test('does not send a pasted private key back', async () => {
    const privateJwk = { ...key.privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
    const { status, text } = await submit(`${here}/register-public-key`, { public_key: JSON.stringify(privateJwk) });
    expect([status, text.includes(String(privateJwk.d))]).toEqual([422, false]);
  });

  test('deletes a key after asking', async () => {
    const path = `${here}/public-keys/${stage.kid}/delete`;
    expect((await visit(path)).text).toContain(en.deletion.heading);
    const answer = await submit(path);
    expect([answer.status, stage.platform.publicKeys(stage.channel.channelId)]).toEqual([303, []]);
    expect((await visit(path)).status).toBe(404);
  });

  test('issues a channel secret after asking, and a long-lived token once', async () => {
    const secret = await submit(`${here}/channel-secret/issue`);
    const issued = await submit(`${here}/messaging-api`, { keep_old_hours: '3' });
    const token = /<output class="copy">([^<]+)<\/output>/.exec(issued.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect([secret.status, (await stage.botInfo(token)).status]).toEqual([303, 200]);
    expect((await visit(here)).text).not.toContain(stage.channel.channelSecret);
    expect((await visit(`${here}/messaging-api`)).text).not.toContain(token);
  });

  test('asks for a name that can be one', async () => {
    const answer = await submit('/console/channels', { name: '  ' });
    expect([answer.status, answer.text.includes(en.channels.nameMissing)]).toEqual([422, true]);
  });

  test('escapes names', async () => {
    stage.platform.addChannel({ name: '"><script>alert(1)</script>' });
    const { text } = await visit('/console');
    expect([text.includes('<script'), text.includes('&lt;script&gt;')]).toEqual([false, true]);
  });

  test('says 404 in words', async () => {
    const answers = [
      await visit('/console/nowhere'),
      await visit('/console/channels/1000000000'),
      await submit('/console/nowhere'),
    ];
    expect(answers.map(({ status, text }) => [status, text.includes(en.missing.heading)])).toEqual(
      answers.map(() => [404, true]),
    );
  });

  test('is where / leads', async () => {
    expect((await visit('/')).headers.get('location')).toBe('/console');
  });
});

describe('rehearsing', () => {
  const doIt = (action: string, what: string): Promise<TestAnswer> => submit(`${here}/rehearse/${action}`, { what });

  test('issues and revokes as another tool, and shows the slots', async () => {
    await doIt('foreign-token', 'issue');
    const [keyId = ''] = stage.platform.liveKeyIds(stage.channel.channelId);
    const { text } = await visit(`${here}/rehearse`);
    expect([text.includes(keyId), text.includes('1 of 30 slots are taken')]).toEqual([true, true]);
    await doIt('revoke', keyId);
    expect(stage.platform.liveKeyIds(stage.channel.channelId)).toEqual([]);
  });

  test('a full channel stays full', async () => {
    for (let count = 0; count < 30; count += 1) stage.platform.issueForeignToken(stage.channel.channelId);
    expect((await doIt('foreign-token', 'issue')).status).toBe(303);
    expect((await visit(`${here}/rehearse`)).text).toContain(en.rehearse.full);
  });

  test.each(REHEARSAL_NAMES)('%s waits to happen to this channel, and can be forgotten', async (name) => {
    await doIt('fault', name);
    const pending = stage.platform.pendingFaults().map(({ channelId }) => channelId);
    await doIt('fault', 'none');
    expect([pending, stage.platform.pendingFaults()]).toEqual([[stage.channel.channelId], []]);
  });

  test('moves the clock and sets it right', async () => {
    await doIt('clock', 'fast');
    const refused = (await stage.kids(stage.assertion({ exp: stage.nowSeconds() - 1_200 + 900 }))).status;
    await doIt('clock', 'right');
    expect([refused, stage.platform.clock.offsetSeconds]).toEqual([400, 0]);
  });
});

describe('the safety of the console page', () => {
  test('no script, no frame, nothing from elsewhere', async () => {
    const { headers, text } = await visit(here);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect([headers.get('cache-control'), /<script|style=|https?:/.test(text)]).toEqual(['no-store', false]);
  });

  test('a form without our token, or with a wrong one, changes nothing', async () => {
    const answers = [
      await send('/console/channels', { name: 'x' }),
      await send('/console/channels', { name: 'x', form_token: 'x' }),
    ];
    expect([answers.map(({ status }) => status), stage.platform.channels().length]).toEqual([[403, 403], 1]);
  });

  test('a form from another origin changes nothing, token or not', async () => {
    const fields = { name: 'x', form_token: await formToken() };
    const answer = await send('/console/channels', fields, { Origin: 'https://evil.example' });
    expect([answer.status, stage.platform.channels().length]).toEqual([403, 1]);
  });
});

describe('its languages', () => {
  test.each([
    [undefined, 'en'],
    ['fr', 'en'],
    ['ja', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['fr, ja;q=0.5, en;q=0.1', 'ja'],
    ['ja;q=0, en', 'en'],
  ])('Accept-Language %s reads %s', (header, language) => {
    expect(messagesFor(header).language).toBe(language);
  });

  test('say everything in each, and nothing twice the same', () => {
    const sentences = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(sentences)
          : [];
    const [english, japanese] = [sentences(en), sentences(ja)];
    expect(japanese.length).toBe(english.length);
    expect(japanese.filter((sentence) => english.includes(sentence))).toEqual(['Messaging API']);
    expect([...english, ...japanese].filter((sentence) => sentence.trim() === '')).toEqual([]);
  });
});
