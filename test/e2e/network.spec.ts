import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test, type Launched } from './support/fixtures.ts';
import { call } from './support/shell.ts';
import { registerInConsole } from '../support/practice-console.ts';
import { selfSigned } from '../support/self-signed.ts';
import type { PracticePlatform } from '../../main/practice/practice-platform.ts';

/** A channel that can issue. */
async function readyChannel({ window, page }: Launched, platform: PracticePlatform) {
  const channel = platform.addChannel({ name: 'Sakura Store' });
  await window.addChannel({ ...channel, platform: platform.url });
  await window.button('Generate key').click();
  await window.bringBackKid(registerInConsole(platform, channel.channelId, await window.copyPublicKey()));
  await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();
  return channel.channelId;
}

async function askForToken({ window }: Launched): Promise<void> {
  await window.page.getByRole('banner').getByRole('button', { name: 'Issue token' }).click();
  await window.dialog.getByLabel('Consumer').fill('web');
  await window.dialog.getByRole('button', { name: 'Issue token' }).click();
}

/** What was asked, what went wrong on the way, and what the vault must know afterwards. */
const BREAKS = [
  { kind: 'drop-before', code: 'platform-unreachable', live: 1, lost: 0 },
  { kind: 'drop-after', code: 'issue-orphaned', live: 2, lost: 1 },
  { kind: 'half-body', code: 'issue-orphaned', live: 2, lost: 1 },
] as const;

for (const { kind, code, live, lost } of BREAKS) {
  test(`an issue whose connection breaks (${kind}) is sent once, and the vault finds out what became of it`, async ({
    opened,
    platform,
  }) => {
    const { window, page } = opened;
    const channelId = await readyChannel(opened, platform);
    // A connection that was used before is what a browser would quietly try again on.
    await window.issueToken('warm up');
    await window.closeDialog();
    platform.clearRequests();
    platform.failNext({ endpoint: 'token', kind });
    await askForToken(opened);
    await expect(window.dialog.getByText(code)).toBeVisible();
    expect(platform.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1);
    expect(platform.liveKeyIds(channelId)).toHaveLength(live);
    await window.closeDialog();
    await window.goTo('Overview');
    await expect(page.getByText(/well\./)).toBeVisible();
    await expect(page.getByText('lost LINE’s answer to one issue')).toHaveCount(lost);
  });
}

test('a redirect is not followed', async ({ opened, platform }) => {
  const { window, page } = opened;
  await readyChannel(opened, platform);
  platform.clearRequests();
  platform.failNext({ endpoint: 'kids', kind: 'redirect' });
  await window.button('Check all').click();
  await expect(page.getByRole('status').filter({ hasText: 'sign in or to accept its terms' })).toBeVisible();
  expect(platform.requests).toHaveLength(1);
});

test('a platform that is gone is said, and what needs no network goes on', async ({ opened, platform }) => {
  const { window, page } = opened;
  await readyChannel(opened, platform);
  await window.issueToken('web');
  await window.closeDialog();
  await platform.close();
  await window.button('Check all').click();
  const notice = page.getByRole('status').filter({ hasText: 'cannot be reached' });
  await expect(notice).toContainText('Nobody answers at that address');
  await expect(notice).toContainText('1 operation waits.');
  await window.goTo('Tokens');
  await window.rows.first().getByRole('button', { name: 'Copy', exact: true }).click();
  expect((await window.clipboard()).split('.')).toHaveLength(3);
});

test('somebody else’s certificate is told for what it is, and nothing is sent there', async ({ opened }) => {
  const asked: unknown[] = [];
  const portal = createServer(selfSigned(), (request, response) => {
    asked.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  try {
    const platform = `https://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    const channelId = '1234567890';
    await call(opened, 'channel.add', { channelId, name: 'behind a portal', platform });
    const { signingKeyId } = await call(opened, 'key.generate', { channelId });
    const kid = '11111111-2222-4333-8444-555555555555';
    const { proof } = await call(opened, 'key.register', { signingKeyId, kid });
    expect(proof).toMatchObject({
      error: {
        code: 'platform-unreachable',
        details: { connection: 'certificate', technical: 'ERR_CERT_AUTHORITY_INVALID' },
      },
    });
    await expect(opened.page.getByRole('status').filter({ hasText: 'cannot be reached' })).toContainText(
      'Somebody else answered in place of the platform',
    );
    expect(asked).toEqual([]);
  } finally {
    portal.close();
  }
});

test('a proxy’s page with an error of its own is told as the proxy’s', async ({ opened, platform }) => {
  const { page } = opened;
  const channelId = await readyChannel(opened, platform);
  platform.failNext({ endpoint: 'kids', kind: 'html', status: 502 });
  const { channels } = await call(opened, 'token.check', { channelIds: [channelId] });
  expect(channels[0]?.error).toMatchObject({ code: 'platform-unreadable', details: { connection: 'proxy' } });
  const notice = page.getByRole('status').filter({ hasText: 'cannot be reached' });
  await expect(notice).toContainText('The proxy does not let the request through');
  await notice.getByRole('button', { name: 'Try now' }).click();
  await expect(notice).toHaveCount(0);
});

test('nothing is asked of any network before somebody asks', async ({ launch, home }) => {
  const log = `${home}/net-log.json`;
  const { app, window } = await launch({ args: [`--log-net-log=${log}`, '--net-log-capture-mode=Everything'] });
  await window.createVaultInKeychain();
  for (const place of ['Tokens', 'Channels', 'Activity', 'Settings'] as const) await window.goTo(place);
  await app.close();
  const hosts = [...readFileSync(log, 'utf8').matchAll(/"url":"((?:https?|wss?):[^"]*)"/g)].map(([, url]) => url);
  expect(hosts).toEqual([]);
});
