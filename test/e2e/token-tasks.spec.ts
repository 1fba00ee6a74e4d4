import { startPracticePlatform } from '../../main/practice/practice-platform.ts';
import { expect, test } from './support/fixtures.ts';
import { issueFor, readyChannel } from './support/practice-channel.ts';

test('all that match but one are revoked, over several channels, once their number is typed', async ({
  opened,
  platform,
}) => {
  const { window, page } = opened;
  const names = ['Sakura Store', '大阪店 予約受付', 'ร้านกาแฟริมน้ำ', '會員中心'];
  const channels = [];
  for (const name of names) channels.push(await readyChannel(opened, platform, name));
  await Promise.all(
    channels.map((channel) =>
      issueFor(
        opened,
        channel,
        Array.from({ length: 26 }, () => 'web'),
      ),
    ),
  );
  const [kept] = await issueFor(opened, await readyChannel(opened, platform, 'Booking bot'), ['spare one']);
  const liveEverywhere = () => platform.channels().flatMap(({ channelId }) => platform.liveKeyIds(channelId));
  expect(liveEverywhere()).toHaveLength(105);

  await window.goTo('Tokens');
  await expect(page.getByText('105 tokens · by expiry')).toBeVisible();
  await window.rows.first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByText('All 105 that match are selected')).toBeVisible();
  await page.keyboard.press('End');
  await expect(window.row('spare one')).toBeFocused();
  await page.keyboard.press(' ');
  await expect(page.getByText('104 selected: all that match, except 1')).toBeVisible();

  await window.button('Revoke 104…').click();
  const submit = window.dialog.getByRole('button', { name: 'Revoke 104 tokens' });
  const number = window.dialog.getByLabel('Type 104 to go on');
  await expect(window.dialog.getByText('大阪店 予約受付: 26')).toBeVisible();
  await expect(submit).toBeDisabled();
  await window.takeRisks();
  await number.fill('105');
  await expect(submit).toBeDisabled();
  await number.fill('104');
  await submit.click();
  await expect(window.dialog.getByRole('heading', { name: '104 revoked and proved' })).toBeVisible();
  expect(liveEverywhere()).toEqual([kept?.keyId]);
  await window.dialog.getByRole('button', { name: 'Close' }).click();
  await expect(window.rows).toHaveCount(1);
  await expect(window.row('spare one')).toContainText('Live');
});

test('a saved filter, the columns and the density are there after a restart', async ({ opened, platform, launch }) => {
  const { window, page, app, folder } = opened;
  await issueFor(opened, await readyChannel(opened, platform, 'Sakura Store'), ['web', 'worker']);
  await issueFor(opened, await readyChannel(opened, platform, '大阪店 予約受付'), ['kitchen']);
  await window.goTo('Tokens');
  await expect(window.rows).toHaveCount(3);
  const { height: comfortable } = (await window.rows.first().boundingBox()) ?? { height: 0 };

  await window.button(/^View$/).click();
  await page.getByRole('menuitemcheckbox', { name: 'Issued' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Proved' }).click();
  await page.getByRole('menuitemradio', { name: 'Compact' }).click();
  await page.keyboard.press('Escape');
  await window.button('Channel: All channels').click();
  await page.getByRole('option', { name: '大阪店 予約受付' }).click();
  await expect(window.rows).toHaveCount(1);
  await window.button('Saved filters').click();
  await page.getByRole('menuitem', { name: 'Save or edit filters…' }).click();
  await window.dialog.getByLabel('Save what is shown now as').fill('大阪 live');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Filter “大阪 live” saved').last()).toBeVisible();
  await app.close();

  const again = await launch({ folder });
  await again.window.goTo('Tokens');
  await expect(again.window.rows).toHaveCount(3);
  await expect(again.page.getByRole('columnheader')).toHaveText([
    '',
    'Consumer',
    'Channel',
    'State',
    'Key ID',
    'Issued',
    'Expires',
    'Actions',
  ]);
  const { height: compact } = (await again.window.rows.first().boundingBox()) ?? { height: 0 };
  expect(compact).toBeLessThan(comfortable);
  await again.window.button('Saved filters').click();
  await again.page.getByRole('menuitem', { name: '大阪 live' }).click();
  await expect(again.window.rows).toHaveText([/kitchen/]);
  await expect(again.window.button('Saved filters: 大阪 live')).toBeVisible();
});

test('Activity says how each token of a revocation ended, and what failed is tried again', async ({
  opened,
  platform,
}) => {
  const { window, page } = opened;
  const channel = await readyChannel(opened, platform, 'Sakura Store');
  await issueFor(opened, channel, ['web', 'worker', 'payments']);
  await window.goTo('Tokens');
  await window.rows.first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  platform.failNext({ endpoint: 'revoke', kind: 'status', status: 403, skip: 1 });
  await window.button('Revoke 3…').click();
  await window.takeRisks();
  await window.dialog.getByRole('button', { name: 'Revoke 3 tokens' }).click();
  await expect(window.dialog.getByRole('heading', { name: '2 of 3 revoked and proved' })).toBeVisible();
  await window.dialog.getByRole('button', { name: 'Close' }).click();
  expect(platform.liveKeyIds(channel.channelId)).toHaveLength(1);

  await window.goTo('Activity');
  const operations = page.getByRole('region', { name: 'Running and recent operations' });
  await expect(operations.getByRole('listitem')).toHaveText([
    /Revoke 3 tokens Some failed.*2 done · 1 did not end well/,
  ]);
  await operations.getByRole('button', { name: 'Outcome' }).click();
  const outcomes = operations.getByRole('table', { name: 'Outcome of each: Revoke 3 tokens' });
  const endings = outcomes.locator('tbody tr');
  // What did not end well is shown first.
  await expect(endings).toHaveText([/Failed/]);
  await operations.getByRole('radio', { name: 'All 3' }).check({ force: true });
  await expect(endings).toHaveCount(3);
  await expect(endings.filter({ hasText: 'Revoked, proved' })).toHaveCount(2);

  await operations.getByRole('button', { name: 'Try 1 again…' }).click();
  await window.dialog.getByRole('button', { name: 'Try 1 again' }).click();
  await expect(operations.getByRole('listitem')).toHaveText([/Revoke 3 tokens Done/]);
  expect(platform.liveKeyIds(channel.channelId)).toEqual([]);
});

test('a running revocation is stopped: what is under way ends, the rest is not begun, and it says so', async ({
  opened,
}) => {
  const { window, page } = opened;
  const held = Promise.withResolvers<undefined>();
  // The platform does what it is asked, and keeps its answers back until the test lets them go.
  const platform = await startPracticePlatform({ port: 0, wait: () => held.promise });
  const revocations = () => platform.requests.filter(({ endpoint }) => endpoint === 'revoke');
  try {
    const channel = await readyChannel(opened, platform, 'Sakura Store');
    const tokens = await issueFor(opened, channel, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    platform.failNext({ endpoint: 'revoke', kind: 'delay', delayMs: 1, times: 'always' });
    await window.goTo('Tokens');
    await window.rows.first().focus();
    await page.keyboard.press('ControlOrMeta+a');
    await window.button('Revoke 7…').click();
    await window.takeRisks();
    await window.dialog.getByRole('button', { name: 'Revoke 7 tokens' }).click();
    await window.dialog.getByRole('button', { name: 'Go on in the background' }).click();
    await expect.poll(() => revocations().length).toBeGreaterThan(0);

    await window.goTo('Activity');
    const operation = page.getByRole('region', { name: 'Running and recent operations' }).getByRole('listitem');
    await expect(operation).toContainText('Revoke 7 tokens Running');
    await operation.getByRole('button', { name: 'Stop…' }).click();
    await expect(window.dialog.getByText('0 of 7 are finished.')).toBeVisible();
    await window.dialog.getByRole('button', { name: 'Stop after what is under way' }).click();
    await expect(window.dialog).toHaveCount(0);
    held.resolve(undefined);

    await expect(operation).toContainText('Stopped');
    const begun = revocations().length;
    const left = platform.liveKeyIds(channel.channelId);
    expect(begun).toBeLessThan(tokens.length);
    expect(left).toHaveLength(tokens.length - begun);
    await expect(operation).toContainText(`${String(begun)} done · ${String(left.length)} not begun`);
    await operation.getByRole('button', { name: 'Outcome' }).click();
    const endings = operation.getByRole('table').locator('tbody tr');
    await expect(endings.filter({ hasText: 'Not begun' })).toHaveCount(left.length);
    await expect(endings.filter({ hasText: 'Revoked, proved' })).toHaveCount(begun);
  } finally {
    held.resolve(undefined);
    await platform.close();
  }
});

test('the details of a token tell what was done with it as it is done, and give the keyboard back to its row', async ({
  opened,
  platform,
}) => {
  const { window, page } = opened;
  await issueFor(opened, await readyChannel(opened, platform, 'Sakura Store'), ['web', 'worker']);
  await window.goTo('Tokens');
  const row = window.row('worker');
  await window.openDetails(row);
  const history = window.drawer.getByRole('region', { name: 'History' }).locator('.what');
  await expect(history).toHaveText(['Token issued']);
  await window.drawer.getByRole('button', { name: 'Copy token' }).click();
  await expect(history).toHaveText(['Token copied', 'Token issued']);
  await window.drawer.getByRole('button', { name: 'Reveal…' }).click();
  await window.dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  await expect(window.dialog.getByLabel('Token value')).toHaveText(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await window.closeDialog();
  await expect(history).toHaveText(['Token shown', 'Token copied', 'Token issued']);

  await expect(window.drawer.getByRole('button', { name: 'Reveal…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(window.drawer).toHaveCount(0);
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(window.drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(window.drawer).toHaveCount(0);
  await expect(row).toBeFocused();
});
