import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { launchBrowser } from '../support/browser.ts';

const AT_MOST = 12;

/** Counts what a person does: each press of a button, each field filled, each key of its own. */
class Person {
  done: string[] = [];

  async does(what: string, act: () => Promise<unknown>): Promise<void> {
    this.done.push(what);
    await act();
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test(`from the first screen to the first token in at most ${String(AT_MOST)} interactions, the console’s included`, async ({
  launch,
}) => {
  const { page, window } = await launch();
  const person = new Person();
  const browser = await launchBrowser();
  try {
    await person.does('practise', () => button(page, 'Practise without LINE').click());
    await person.does('make a key', () => button(page, 'Generate key').click());
    await person.does('copy it', () => button(page, 'Copy public key').click());
    await expect(page.getByText('Copied. Now paste it in the console.')).toBeVisible();
    await person.does('open the console', () => button(page, 'Open the practice console').click());
    const address = await expect
      .poll(() => window.opened())
      .toHaveLength(1)
      .then(() => window.opened());

    const web = await browser.newPage();
    await web.goto(address[0] ?? '');
    const publicKey = await window.clipboard();
    await person.does('go to the form', () => web.getByRole('link', { name: 'Register a public key' }).click());
    await person.does('paste the key', () => web.getByRole('textbox').fill(publicKey));
    await person.does('register it', () => web.getByRole('button', { name: 'Register', exact: true }).click());
    const kid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(await web.locator('main').innerText())?.[0] ?? '';
    await person.does('copy the kid', () => window.putOnClipboard(kid));

    await person.does('paste the kid', () => page.getByLabel('kid from the console').fill(kid));
    await person.does('prove it', () => page.keyboard.press('Enter'));
    await expect(button(page, 'Issue the first token')).toBeFocused();
    await person.does('go on', () => page.keyboard.press('Enter'));
    // Who will use it can be said, and need not.
    await person.does('issue', () => page.keyboard.press('Enter'));
    await expect(window.heading('Token issued and stored')).toBeVisible();
  } finally {
    await browser.close();
  }
  expect(person.done.length, person.done.join(', ')).toBeLessThanOrEqual(AT_MOST);
});
