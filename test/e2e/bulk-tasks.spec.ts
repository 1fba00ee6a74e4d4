import { startPracticePlatform } from '../../main/practice/practice-platform.ts';
import { expect, test } from './support/fixtures.ts';
import { issueFor, readyChannel } from './support/practice-channel.ts';

test('a revocation of many is paused, goes on, is broken off by a crash, and resumed exactly where it was', async ({
  opened,
  launch,
}) => {
  const { window, page, app, folder } = opened;
  // The platform keeps its answers back while the gate is shut.
  let gate = Promise.withResolvers<undefined>();
  const platform = await startPracticePlatform({ port: 0, wait: () => gate.promise });
  const revoked = () => platform.requests.filter(({ endpoint }) => endpoint === 'revoke').length;
  const live = () => platform.channels().flatMap(({ channelId }) => platform.liveKeyIds(channelId)).length;
  try {
    for (const name of ['Sakura Store', '大阪店 予約受付', 'ร้านกาแฟริมน้ำ'])
      await issueFor(
        opened,
        await readyChannel(opened, platform, name),
        Array.from({ length: 12 }, (_, index) => `bot ${String(index)}`),
      );
    expect(live()).toBe(36);
    platform.failNext({ endpoint: 'revoke', kind: 'status', status: 403, skip: 1 });
    platform.failNext({ endpoint: 'revoke', kind: 'delay', delayMs: 1, times: 'always' });

    await window.goTo('Tokens');
    await window.rows.first().focus();
    await page.keyboard.press('ControlOrMeta+a');
    await window.button('Revoke 36…').click();
    await window.takeRisks();
    await window.dialog.getByLabel('Type 36 to go on').fill('36');
    await window.dialog.getByRole('button', { name: 'Revoke 36 tokens' }).click();
    await window.dialog.getByRole('button', { name: 'Go on in the background' }).click();
    await expect.poll(revoked).toBeGreaterThan(0);

    // It is seen wherever one is, and leads to its page.
    await page.getByRole('button', { name: /^Revoke 36 tokens/ }).click();
    const operation = page.getByRole('region', { name: 'Running and recent operations' }).getByRole('listitem');
    await expect(operation).toContainText('Revoke 36 tokens Running');
    await operation.getByRole('button', { name: 'Pause' }).click();
    gate.resolve(undefined);
    await expect(operation).toContainText('Revoke 36 tokens Paused');
    const before = live();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(36);

    gate = Promise.withResolvers<undefined>();
    const asked = revoked();
    await operation.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(revoked).toBeGreaterThan(asked);
    const ended = new Promise<void>((gone) => app.once('close', () => gone()));
    app.process().kill('SIGKILL');
    await ended;
    gate.resolve(undefined);
  } catch (error) {
    gate.resolve(undefined);
    await platform.close();
    throw error;
  }

  try {
    const again = await launch({ folder });
    await again.window.goTo('Activity');
    const operation = again.page.getByRole('region', { name: 'Running and recent operations' }).getByRole('listitem');
    await expect(operation).toContainText('The vault was closed or locked while this ran.');
    await operation.getByRole('button', { name: 'Resume' }).click();
    await expect(operation).toContainText('35 done · 1 did not end well');
    expect(live()).toBe(1);
    await operation.getByRole('button', { name: 'Try 1 again…' }).click();
    await again.window.dialog.getByRole('button', { name: 'Try 1 again' }).click();
    await expect(operation).toContainText('Revoke 36 tokens Done');
    expect(live()).toBe(0);
  } finally {
    await platform.close();
  }
});
