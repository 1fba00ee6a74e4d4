import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ConnectionReport } from '../../shared/connection.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { connectionTextsOf } from '../../shared/messages/connection/connection-texts.ts';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { fakeConnection, fakeWay } from '../testing/fake-connection.ts';
import { busyContent } from '../testing/fake-data.ts';
import { renderWindow, settled } from '../testing/render-window.ts';

const NOW = Date.now();
const words = messagesOf('en');
const text = words.connection;
const problems = connectionTextsOf('en').problems;
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const portal = fakeWay({ reachable: false, since: ago(12), problem: 'sign-in-page', askedAt: ago(2) });
const offline = (more: Partial<ConnectionReport> = {}) => fakeConnection({ platforms: [portal], ...more });
const online = fakeConnection({ platforms: [fakeWay({ reachable: true, since: ago(3), askedAt: ago(3) })] });
const wrongClock = (seconds: number): ConnectionReport =>
  fakeConnection({ clock: { verdict: 'behind', seconds, measuredAt: ago(1) } });

const shown = () => renderWindow({ content: busyContent(NOW), clock: () => NOW });
const status = () => page.getByRole('status').filter({ hasText: text.localWorks });
const foot = page.getByRole('complementary');

test('while nobody was asked, and while all is well, nothing stands in the way', async () => {
  const { vault } = await shown();
  await expect.element(foot.getByText(text.nobodyAsked)).toBeVisible();
  await expect.element(status()).not.toBeInTheDocument();
  vault.tellConnection(online);
  await expect.element(foot.getByText(text.reached('api.line.me'))).toBeVisible();
  await expect.element(status()).not.toBeInTheDocument();
});

test('a platform that is out of reach is told with what stands in between and what waits, until it is back', async () => {
  const { vault } = await shown();
  vault.tellConnection(offline({ queued: 2 }));
  await expect.element(status().getByText(text.offline('api.line.me'))).toBeVisible();
  await expect.element(status().getByText(problems['sign-in-page'].means)).toBeVisible();
  await expect.element(status().getByText(text.waiting(2))).toBeVisible();
  await expect.element(foot.getByText(text.notReached('api.line.me'))).toBeVisible();
  vault.tellConnection(online);
  await expect.element(status()).not.toBeInTheDocument();
});

test('trying now begins what waits', async () => {
  const { vault, bridge } = await shown();
  vault.tellConnection(offline({ queued: 1 }));
  await status().getByRole('button', { name: text.tryNow }).click();
  await expect.poll(() => bridge.calls.map(({ name }) => name)).toContain('operation.runQueue');
  expect(bridge.calls.map(({ name }) => name)).not.toContain('token.check');
});

test('where nothing waits, one channel of the platform is asked', async () => {
  const { vault, bridge } = await shown();
  vault.tellConnection(offline());
  await status().getByRole('button', { name: text.tryNow }).click();
  await expect
    .poll(() => bridge.calls.filter(({ name }) => name === 'token.check'))
    .toEqual([{ name: 'token.check', input: { channelIds: [expect.any(String)] } }]);
});

test('the details say it per platform, and are read anew; all of it by keyboard', async () => {
  const { vault, bridge } = await shown();
  vault.tellConnection(offline({ queued: 2, clock: { verdict: 'ahead', seconds: 45, measuredAt: ago(1) } }));
  const opener = foot.getByRole('button', { name: text.notReached('api.line.me') });
  await expect.element(opener).toBeVisible();
  opener.element().focus();
  const before = bridge.calls.filter(({ name }) => name === 'connection.show').length;
  await userEvent.keyboard('{Enter}');
  const panel = page.getByRole('dialog', { name: text.title });
  await expect.element(panel).toBeVisible();
  expect(bridge.calls.filter(({ name }) => name === 'connection.show')).toHaveLength(before + 1);
  await expect.element(panel.getByText(problems['sign-in-page'].remedy)).toBeVisible();
  await expect.element(panel.getByText(text.lastAsked('2 min ago'))).toBeVisible();
  await expect.element(panel.getByText(text.clockWrong(text.seconds(45)))).toBeVisible();
  await expectAccessible('whole-page');
  await userEvent.keyboard('{Escape}');
  await expect.element(panel).not.toBeInTheDocument();
  await expect.element(opener).toHaveFocus();
});

test('from the details one comes to what waits', async () => {
  const { desk, vault } = await shown();
  vault.tellConnection(offline({ queued: 2 }));
  await foot.getByRole('button', { name: text.notReached('api.line.me') }).click();
  await page.getByRole('button', { name: text.seeActivity }).click();
  await expect.poll(() => desk.place.name).toBe('activity');
});

test('a wrong clock is told until it was read, and again where it is wrong in another way', async () => {
  const { vault } = await shown();
  const notice = page.getByRole('status').filter({ hasText: text.clockMeans });
  vault.tellConnection(wrongClock(90));
  await expect.element(notice.getByText(text.clockBehind(text.seconds(90)))).toBeVisible();
  await notice.getByRole('button', { name: words.common.dismiss }).click();
  await expect.element(notice).not.toBeInTheDocument();
  vault.tellConnection(wrongClock(91));
  await settled();
  await expect.element(notice).not.toBeInTheDocument();
  vault.tellConnection(wrongClock(900));
  await expect.element(notice.getByText(text.clockBehind(words.duration.minutes(15)))).toBeVisible();
  await notice.getByRole('button', { name: words.common.dismiss }).click();
  vault.tellConnection(fakeConnection({ clock: { verdict: 'right', seconds: 0, measuredAt: ago(0) } }));
  vault.tellConnection(wrongClock(900));
  await expect.element(notice).toBeVisible();
});

test('whoever issues is told first that LINE was not reached, and may try', async () => {
  const { desk, vault } = await shown();
  vault.tellConnection(offline());
  desk.dialog = { kind: 'issue', channelId: '2006123456' };
  const dialog = page.getByRole('dialog', { name: words.issue.title });
  await expect.element(dialog.getByText(text.issueUnreached('api.line.me', '2 min ago'))).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: words.issue.submit })).toBeEnabled();
  vault.tellConnection(
    fakeConnection({ networkThere: false, platforms: [fakeWay({ reachable: false, problem: 'no-network' })] }),
  );
  await expect.element(dialog.getByText(text.issueNoNetwork)).toBeVisible();
  vault.tellConnection(online);
  await expect.element(dialog.getByText(text.issueNoNetwork)).not.toBeInTheDocument();
});

test('a locked window tells nothing of it', async () => {
  const { desk, vault } = await shown();
  vault.tellConnection(offline({ queued: 2 }));
  await expect.element(status()).toBeVisible();
  await desk.lock();
  expect(desk.connection.report).toBe(null);
});

test.each(LANGUAGES)('in %s both notices fit at 200 %%', async (language) => {
  await loadMessages(language);
  await page.viewport(512, 600);
  const { desk, vault } = await shown();
  await desk.speak(language);
  vault.tellConnection({ ...offline({ queued: 2 }), clock: wrongClock(90).clock });
  const said = messagesOf(language).connection;
  await expect.element(page.getByText(said.offline('api.line.me')).first()).toBeVisible();
  await settled();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(512);
  await page.viewport(1280, 800);
});
