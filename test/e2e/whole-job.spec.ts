import { expect, test } from './support/fixtures.ts';
import { registerInConsole } from '../support/practice-console.ts';

test('the whole job by mouse: a channel, its key, tokens, a check, a proved revocation', async ({
  opened,
  platform,
}) => {
  const { window, page } = opened;
  const { channelId, channelSecret } = platform.addChannel({ name: 'Sakura Store' });

  await test.step('add the channel', async () => {
    await window.addChannel({ channelId, channelSecret, name: 'Sakura Store', platform: platform.url });
    await expect(page.getByText('30 of 30 free')).toBeVisible();
  });

  await test.step('make its key, register it, bring back the kid and prove it', async () => {
    await window.button('Generate key').click();
    const publicKey = await window.copyPublicKey();
    expect(Object.keys(JSON.parse(publicKey) as object).sort()).toEqual(['alg', 'e', 'kty', 'n', 'use']);
    await window.button('Open the practice console').click();
    expect(await window.opened()).toEqual([`${platform.url}/console/channels/${channelId}`]);
    const kid = registerInConsole(platform, channelId, publicKey);
    await window.bringBackKid(kid);
    await expect(page.getByText('LINE accepted an assertion signed with this key.')).toBeVisible();
    expect(platform.liveKeyIds(channelId)).toEqual([]);
  });

  await test.step('issue two tokens and copy one', async () => {
    await window.issueToken('web', 'spring');
    await window.dialog.getByRole('button', { name: 'Copy token' }).click();
    await expect(window.dialog.getByText('Token copied.').last()).toBeVisible();
    expect((await window.clipboard()).split('.')).toHaveLength(3);
    await window.closeDialog();
    await window.issueToken('worker');
    await window.closeDialog();
    expect(platform.liveKeyIds(channelId)).toHaveLength(2);
  });

  await test.step('see both in the table, and a check that agrees', async () => {
    await window.goTo('Tokens');
    await expect(window.rows).toHaveCount(2);
    await expect(window.row('web')).toContainText('Live');
    await window.button('Check all').click();
    await expect(page.getByText('1 channel checked: all as expected').last()).toBeVisible();
  });

  await test.step('another tool issues one and revokes one: the next check says so', async () => {
    const [web] = platform.liveKeyIds(channelId);
    platform.issueForeignToken(channelId);
    platform.revokeAsAnotherTool(channelId, web ?? '');
    await window.button('Check all').click();
    await expect(page.getByText('1 channel checked: 1 gone, 1 foreign').last()).toBeVisible();
    await expect(window.rows).toHaveCount(1);
    await window.goTo('Overview');
    await expect(page.getByText('has a token that this vault did not issue')).toBeVisible();
  });

  await test.step('revoke the other, knowing that it is the last of its consumer, and see the proof', async () => {
    await window.goTo('Tokens');
    await window.row('worker').getByRole('checkbox').click();
    await expect(page.getByText('It is the only live token of its consumer').first()).toBeVisible();
    await window.button('Revoke 1…').click();
    await expect(window.dialog.getByText('It is the only live token of its consumer:')).toContainText('worker');
    await expect(window.dialog.getByRole('button', { name: 'Revoke 1 token' })).toBeDisabled();
    await window.takeRisks();
    await window.dialog.getByRole('button', { name: 'Revoke 1 token' }).click();
    await expect(window.dialog.getByRole('heading', { name: 'Revoked and proved' })).toBeVisible();
    await expect(window.dialog.getByText('Revoked, proved by its absence from LINE’s list')).toBeVisible();
    await window.dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText('No live tokens')).toBeVisible();
    expect(platform.liveKeyIds(channelId)).toHaveLength(1);
  });

  await test.step('the log tells all of it', async () => {
    await window.goTo('Activity');
    const log = page.getByRole('table', { name: /Log/ });
    await expect(log).toContainText('Token revoked, proved');
    await expect(log).toContainText('Foreign token seen');
    await expect(log).toContainText('Registration proved');
    await window.button('Outcome').first().click();
    await expect(page.getByText('Revoked, proved by its absence from LINE’s list')).toBeVisible();
  });
});
