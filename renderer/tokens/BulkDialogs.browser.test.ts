import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { renderWithDesk } from '../testing/render-with-desk.ts';
import BulkBar from './BulkBar.svelte';
import IssueManyDialog from './IssueManyDialog.svelte';
import RevokeDialog from './RevokeDialog.svelte';
import RotateManyDialog from './RotateManyDialog.svelte';

const SAKURA = '2006123456';
const dialog = page.getByRole('dialog');
const button = (name: string | RegExp) => dialog.getByRole('button', { name });
const content = () => busyContent(Date.now());

function activeOf(channelId: string, { tokens }: ReturnType<typeof busyContent>) {
  return tokens.filter((token) => token.channelId === channelId && token.state === 'active');
}

test('a risk is taken by its own checkbox, and what is revoked is said apart from what was not live before', async () => {
  const held = content();
  const [last] = activeOf('2006123457', held).filter(({ consumer }) => consumer === 'payments');
  const over = held.tokens.find(({ state }) => state === 'revoked');
  const tokenIds = [last?.tokenId ?? '', over?.tokenId ?? ''];
  const onclose = vi.fn();
  const { vault } = await renderWithDesk(RevokeDialog, { selection: { tokenIds }, onclose }, { content: held });
  vault.operations.notAdopted = [last?.tokenId ?? ''];
  await expect.element(dialog.getByRole('heading', { name: 'Revoke 1 of 2 tokens?' })).toBeVisible();
  const first = dialog.getByRole('checkbox', { name: /no working token afterwards/ });
  await expect.element(button('Revoke 1 of 2 tokens')).toBeDisabled();
  await first.click();
  await expect.element(button('Revoke 1 of 2 tokens')).toBeEnabled();
  await expectAccessible();
  // Meanwhile the successor turned out not to be in use: the engine refuses, and the person is asked anew.
  await button('Revoke 1 of 2 tokens').click();
  await expect.element(dialog.getByText(/nobody has confirmed that they are in use/)).toBeVisible();
  await expect.element(first).not.toBeChecked();
  await first.click();
  await dialog.getByRole('checkbox', { name: /what still uses the old tokens/ }).click();
  await button('Revoke 1 of 2 tokens').click();
  await expect.element(dialog.getByRole('heading', { name: 'Revoked and proved' })).toBeVisible();
  await expect.element(dialog.getByText('1 revoked and proved · 1 not live before')).toBeVisible();
  await expectAccessible();
  await button('Close').click();
  expect(onclose).toHaveBeenCalledOnce();
});

test('it shows how far it is, is paused and goes on, and what failed is tried again in place', async () => {
  const gates: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => gates.push(resolve));
  const held = content();
  const tokenIds = activeOf(SAKURA, held)
    .slice(0, 3)
    .map(({ tokenId }) => tokenId);
  const { vault } = await renderWithDesk(
    RevokeDialog,
    { selection: { tokenIds }, onclose: () => undefined },
    { content: held, pause },
  );
  vault.operations.faults = ({ position, tries }) =>
    position === 1 && tries === 0 ? { outcome: 'failed', error: new FakeFailure('platform-failed').failure } : null;
  await expect.element(button('Revoke 3 tokens')).toBeVisible();
  for (const box of dialog.getByRole('checkbox').all()) await box.click();
  await button('Revoke 3 tokens').click();
  await expect.element(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '0 of 3');
  await expectAccessible();
  await button('Pause').click();
  await expect.element(dialog.getByText(/It rests until somebody resumes it; 3 are left/)).toBeVisible();
  await expectAccessible();
  await button('Resume').click();
  const letAllGo = setInterval(() => gates.splice(0).forEach((go) => go()), 5);
  await expect.element(dialog.getByRole('heading', { name: '2 of 3 revoked and proved' })).toBeVisible();
  await expect.element(dialog.getByRole('table').getByText('Failed')).toBeVisible();
  await button('Try 1 again').click();
  await expect.element(dialog.getByRole('heading', { name: '3 revoked and proved' })).toBeVisible();
  clearInterval(letAllGo);
});

test('closed while it runs, it goes on, and its end is said with a way to its outcome', async () => {
  const gate = Promise.withResolvers<undefined>();
  const held = content();
  const tokenIds = activeOf(SAKURA, held)
    .slice(0, 2)
    .map(({ tokenId }) => tokenId);
  const { desk, unmount } = await renderWithDesk(
    RevokeDialog,
    { selection: { tokenIds }, onclose: () => undefined },
    { content: held, pause: () => gate.promise },
  );
  await expect.element(button('Revoke 2 tokens')).toBeVisible();
  for (const box of dialog.getByRole('checkbox').all()) await box.click();
  await button('Revoke 2 tokens').click();
  await expect.element(button('Go on in the background')).toBeVisible();
  await unmount();
  gate.resolve(undefined);
  await expect.poll(() => desk.toasts.shown.map(({ text }) => text)).toEqual(['Revoke 2 tokens: 2 revoked and proved']);
  desk.toasts.shown[0]?.action?.run();
  await expect.poll(() => [desk.place.name, desk.activity.opened?.reading?.matching]).toEqual(['activity', 2]);
});

test('where the platform is not reached it waits, says for whom, and can be run by hand', async () => {
  const held = content();
  const [token] = activeOf(SAKURA, held);
  const { vault } = await renderWithDesk(
    RevokeDialog,
    { selection: { tokenIds: [token?.tokenId ?? ''] }, onclose: () => undefined },
    { content: held },
  );
  vault.operations.unreachable = 'https://api.line.me';
  await expect.element(button('Revoke 1 token')).toBeVisible();
  for (const box of dialog.getByRole('checkbox').all()) await box.click();
  await button('Revoke 1 token').click();
  await expect.element(dialog.getByRole('heading', { name: 'The revocation rests' })).toBeVisible();
  await expect.element(dialog.getByText(/Waits for api\.line\.me, last tried just now/)).toBeVisible();
  vault.operations.unreachable = null;
  await button('Run now').click();
  await expect.element(dialog.getByRole('heading', { name: 'Revoked and proved' })).toBeVisible();
});

test('the bar says how many of the selected can be revoked, as its dialog does', async () => {
  const held = content();
  const { desk } = await renderWithDesk(BulkBar, {}, { content: held });
  desk.go({ name: 'tokens' });
  await desk.table.show({ group: 'all', channelId: SAKURA });
  desk.table.selectAll();
  const all = held.tokens.filter(({ channelId }) => channelId === SAKURA);
  const can = all.filter(({ state, hasValue }) => hasValue && (state === 'active' || state === 'draining')).length;
  await expect.element(page.getByText(`${String(can)} can be revoked`)).toBeVisible();
  await expect.element(page.getByText(`${String(all.length)} selected`)).toBeVisible();
  await page.getByRole('button', { name: `Revoke ${String(can)}…` }).click();
  expect(desk.dialog).toMatchObject({ kind: 'revoke' });
  await page.getByRole('button', { name: 'Rotate…' }).click();
  expect(desk.dialog).toMatchObject({ kind: 'rotate-many' });
  await expectAccessible();
});

test('many channels get a token each: who gets none is said before, what came of each after', async () => {
  const held = content();
  const channelIds = held.channels.map(({ channelId }) => channelId);
  const { vault } = await renderWithDesk(IssueManyDialog, { channelIds, onclose: () => undefined }, { content: held });
  vault.operations.faults = ({ position }) =>
    position === 1 ? { outcome: 'unknown', error: new FakeFailure('issue-unknown').failure } : null;
  await expect.element(dialog.getByRole('heading', { name: 'Issue for 5 channels' })).toBeVisible();
  await expect.element(dialog.getByText(/1 channel has no registered signing key/)).toBeVisible();
  await dialog.getByLabelText('Consumer').fill('night batch');
  await expectAccessible();
  await button('Issue 4 tokens').click();
  await expect.element(dialog.getByRole('heading', { name: '3 of 4 issued and stored' })).toBeVisible();
  await expect.element(dialog.getByText('3 issued · 1 with unknown outcome')).toBeVisible();
  expect(vault.content.tokens.filter(({ consumer }) => consumer === 'night batch')).toHaveLength(3);
  await expectAccessible();
});

test('a selection of tokens is rotated by consumer, and the next step is one button away', async () => {
  const held = content();
  const selection = { tokenIds: activeOf('2006123457', held).map(({ tokenId }) => tokenId) };
  const { desk } = await renderWithDesk(
    RotateManyDialog,
    { wanted: { selection }, onclose: () => undefined },
    { content: held },
  );
  await expect.element(button(/^Begin \d+ rotations$/)).toBeVisible();
  await expectAccessible();
  await button(/^Begin/).click();
  await expect.element(dialog.getByRole('heading', { name: /new tokens issued$/ })).toBeVisible();
  await expectAccessible();
  await button('Show the rotations').click();
  expect(desk.place.name).toBe('rotations');
});
