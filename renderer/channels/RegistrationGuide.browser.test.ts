import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ErrorCode } from '../../shared/errors.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeFailure } from '../testing/fake-failure.ts';
import { PROVED_KID } from '../testing/fake-vault.ts';
import { renderWindow } from '../testing/render-window.ts';

const CHANNEL = '2006123459';
const OTHER_KID = '99999999-2222-4333-8444-555555555555';

/** A part of a text that is on screen. */
const said = (words: string) => page.getByText(words, { exact: false });

async function openGuide() {
  const content = busyContent(Date.now());
  const shown = await renderWindow({ content });
  shown.desk.go({ name: 'channel', channelId: CHANNEL });
  await expect.element(page.getByRole('heading', { name: 'Copy the public key' })).toBeVisible();
  const key = content.keys.find(({ channelId }) => channelId === CHANNEL);
  if (!key) throw new Error('the busy vault has a key that is not registered');
  return { ...shown, key };
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const kid = () => page.getByLabelText('kid from the console');

/** Presses Tab until the element has the focus, as a person without a mouse does. */
async function tabTo(target: () => Element): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (target() === document.activeElement) return;
    await userEvent.tab();
  }
  throw new Error('it cannot be reached with Tab');
}

test('the whole guide by keyboard: copy, save, open, bring back the kid, prove, and on to the first token', async () => {
  const { bridge, desk } = await openGuide();
  await expect.element(said('Step 1 of 4')).toBeVisible();
  await expectAccessible('whole-page');
  document.querySelector<HTMLElement>('#place')?.focus();
  await tabTo(() => button('Copy public key').element());
  await userEvent.keyboard('{Enter}');
  await expect.element(said('Copied. Now paste it in the console.')).toBeVisible();
  await tabTo(() => button('Save to file…').element());
  await userEvent.keyboard('{Enter}');
  await expect.element(said(`Saved as kagibako-${CHANNEL}-public-jwk.json.`)).toBeVisible();
  await expect.element(said('Step 2 of 4')).toBeVisible();
  await tabTo(() => button('Open the LINE Developers Console').element());
  await userEvent.keyboard('{Enter}');
  await expect.element(said('Step 3 of 4')).toBeVisible();
  await tabTo(() => kid().element());
  await userEvent.keyboard(`"kid": "${PROVED_KID}"`);
  await expect.element(said('Looks right: a UUID.')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(said('LINE accepted an assertion signed with this key.')).toBeVisible();
  await expect.element(button('Issue the first token')).toHaveFocus();
  await expectAccessible('whole-page');
  expect(bridge.calls.find(({ name }) => name === 'key.register')?.input).toMatchObject({ kid: PROVED_KID });
  await userEvent.keyboard('{Enter}');
  expect(desk.dialog).toEqual({ kind: 'issue', channelId: CHANNEL });
});

describe('what is pasted by mistake is named while it is typed', () => {
  test.each([
    ['the key_id of a token', 'sDTOzw5wAbCdEfGh1zcmeQ', 'This looks like the key_id of a token.'],
    ['the channel ID', '2006123459', 'This looks like a channel ID.'],
    ['the key', '{"kty":"RSA","n":"x"}', 'This is the key itself.'],
    ['PEM', '-----BEGIN PUBLIC KEY-----', 'This is the key itself.'],
    ['its thumbprint', 'x'.repeat(43), 'This is the key’s thumbprint.'],
    ['nonsense', 'hello world', 'This is not a UUID.'],
  ])('%s', async (_name, typed, words) => {
    const { bridge } = await openGuide();
    await userEvent.fill(kid(), typed);
    await expect.element(kid()).toHaveAccessibleDescription(new RegExp(words.replaceAll('.', '\\.')));
    await expect.element(kid()).toHaveAttribute('aria-invalid', 'true');
    await userEvent.keyboard('{Enter}');
    expect(bridge.calls.some(({ name }) => name === 'key.register')).toBe(false);
  });

  test('the vault’s own ID of the key, which is a UUID too', async () => {
    const { key } = await openGuide();
    await userEvent.fill(kid(), key.signingKeyId.toUpperCase());
    await expect.element(kid()).toHaveAccessibleDescription(/This is the vault’s own ID/);
  });
});

describe('what each failure of the proof means', () => {
  test.each<[ErrorCode, string]>([
    ['kid-not-found', 'LINE does not know this kid for this channel.'],
    ['kid-of-other-channel', 'The kid exists, but it belongs to another channel'],
    ['clock-wrong', 'The clock of this computer is too far off.'],
    ['platform-unreachable', 'LINE was not reached. The kid is stored; prove it later'],
  ])('%s', async (code, words) => {
    const { vault, key } = await openGuide();
    const { handlers } = vault;
    const register = handlers['key.register'];
    handlers['key.register'] = async (input) => {
      const { signingKey } = await register({ ...input, prove: false });
      return { signingKey, proof: { outcome: 'failed', error: new FakeFailure(code).failure } };
    };
    await userEvent.fill(kid(), OTHER_KID);
    await userEvent.keyboard('{Enter}');
    await expect.element(said('The kid is stored, but it is not proved')).toBeVisible();
    await expect.element(said(words)).toBeVisible();
    await expect.element(said('Step 4 of 4')).toBeVisible();
    await expect.element(button('Prove now')).toHaveFocus();
    await expectAccessible('whole-page');
    expect(vault.content.keys.find(({ signingKeyId }) => signingKeyId === key.signingKeyId)?.kid).toBe(OTHER_KID);
  });

  test('a wrong kid is corrected, and what lies behind can be unfolded again', async () => {
    await openGuide();
    await userEvent.fill(kid(), OTHER_KID);
    await button('Save without asking').click();
    await expect.element(said('The kid is stored. Prove it when LINE can be reached.')).toBeVisible();
    await button('Copy the public key').click();
    await expect.element(button('Copy public key')).toBeVisible();
    await button('Correct the kid').click();
    await expect.element(kid()).toHaveFocus();
    await userEvent.fill(kid(), PROVED_KID);
    await userEvent.keyboard('{Enter}');
    await expect.element(said('LINE accepted an assertion signed with this key.')).toBeVisible();
  });
});

test('a guide left half-way is found again from the list, from the other tabs and from the overview', async () => {
  const { desk } = await openGuide();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await button('Continue registration').click();
  await expect.element(page.getByRole('heading', { name: 'Bring back the kid' })).toBeVisible();
  desk.go({ name: 'channels' });
  const inList = page.getByRole('button', { name: /^Continue registration: ร้าน/ });
  await expect.element(inList).toBeVisible();
  await inList.click();
  await expect.element(page.getByRole('heading', { name: 'Bring back the kid' })).toBeVisible();
});

test('a key that the console refuses is explained and repaired in the guide', async () => {
  const { vault, key } = await openGuide();
  vault.handlers['key.lint'] = () => ({
    accepted: false,
    findings: [{ code: 'kid-present', severity: 'rejects', member: 'kid', message: 'engine', fix: 'engine' }],
    repaired: key.publicJwk,
  });
  await said('The console refuses the key?').click();
  await userEvent.fill(page.getByLabelText('Public key as you would paste it'), '{"kid":"x"}');
  await button('Check this key').click();
  await expect.element(said('The console refuses it, for 1 reason.')).toBeVisible();
  await expect.element(said('Remove the member kid.')).toBeVisible();
  await expect.element(button('Copy the repaired key')).toBeVisible();
  await expectAccessible('whole-page');
});
