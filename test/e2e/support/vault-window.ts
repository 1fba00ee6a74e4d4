import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

export interface NewChannel {
  readonly channelId: string;
  readonly name: string;
  readonly channelSecret: string;
  readonly platform: string;
}

/** The window as a person sees it. Methods do what a person does; what they see is asserted by the specs. */
export class VaultWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dialog: Locator;
  readonly rows: Locator;
  /** The details of a token, beside the page. */
  readonly drawer: Locator;
  /** What the command palette offers. */
  readonly options: Locator;
  readonly paletteField: Locator;

  constructor(app: ElectronApplication, page: Page) {
    this.app = app;
    this.page = page;
    this.dialog = page.getByRole('dialog');
    this.rows = page.getByRole('grid').locator('tbody tr');
    this.drawer = page.getByRole('complementary', { name: /^(Details of the token|トークンの詳細)/ });
    this.options = page.getByRole('dialog', { name: 'Commands' }).getByRole('option');
    this.paletteField = page.getByRole('combobox');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  async createVaultInKeychain(): Promise<void> {
    await expect(this.page.getByText('It answers and is unlocked.')).toBeVisible();
    await this.button('Create the vault').click();
    await expect(this.heading('Add your first channel')).toBeVisible();
  }

  async createSealedVault(passphrase: string): Promise<void> {
    await this.page.getByRole('radio', { name: /A sealed file/ }).check();
    await this.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await this.page.getByLabel('The same once more').fill(passphrase);
    await this.button('Create the vault').click();
    await expect(this.heading('Add your first channel')).toBeVisible();
  }

  async goTo(place: 'Overview' | 'Tokens' | 'Channels' | 'Activity' | 'Settings'): Promise<void> {
    await this.page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${place}`) })
      .click();
  }

  async addChannel({ channelId, name, channelSecret, platform }: NewChannel): Promise<void> {
    await this.goTo('Channels');
    await this.button('Add channel').first().click();
    await this.dialog.getByLabel('Channel ID').fill(channelId);
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Channel secret').fill(channelSecret);
    await this.dialog.getByText('Advanced').click();
    await this.dialog.getByLabel('Platform').fill(platform);
    await this.dialog.getByRole('button', { name: 'Add channel' }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  async openChannel(name: string): Promise<void> {
    await this.goTo('Channels');
    await this.page.getByRole('grid').getByRole('button', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  async copyPublicKey(): Promise<string> {
    await this.button('Copy public key').click();
    await expect(this.page.getByText('Copied. Now paste it in the console.')).toBeVisible();
    return this.clipboard();
  }

  async bringBackKid(kid: string): Promise<void> {
    await this.page.getByLabel('kid from the console').fill(kid);
    await this.button('Save and prove').click();
  }

  async issueToken(consumer: string, label = ''): Promise<void> {
    await this.page.getByRole('banner').getByRole('button', { name: 'Issue token' }).click();
    await this.dialog.getByLabel('Consumer').fill(consumer);
    await this.dialog.getByLabel('Label').fill(label);
    await this.dialog.getByRole('button', { name: 'Issue token' }).click();
    await expect(this.dialog.getByRole('heading', { name: 'Token issued and stored' })).toBeVisible();
  }

  /** Ticks every risk that the open dialog asks about. */
  async takeRisks(): Promise<void> {
    const verb = this.dialog.getByRole('button', { name: /^Revoke / });
    await expect(verb).toBeVisible();
    for (const risk of await this.dialog.getByRole('checkbox').all()) await risk.check();
  }

  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toHaveCount(0);
  }

  async openDetails(row: Locator): Promise<void> {
    await row.focus();
    await this.page.keyboard.press('Enter');
    await expect(this.drawer).toBeVisible();
  }

  async searchPalette(text: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await expect(this.paletteField).toBeFocused();
    await this.page.keyboard.type(text);
  }

  /** Drags a file over the page and lets it go there. */
  async dropFile(name: string, content: string): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(
      ([fileName, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], fileName));
        return transfer;
      },
      [name, content] as const,
    );
    const target = this.page.getByRole('main').getByRole('heading', { level: 1 });
    for (const type of ['dragenter', 'dragover']) await target.dispatchEvent(type, { dataTransfer });
    await expect(this.page.getByText('Drop the file to import its key')).toBeVisible();
    await target.dispatchEvent('drop', { dataTransfer });
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** What any program would paste now. */
  clipboard(): Promise<string> {
    return this.app.evaluate(async ({ clipboard }) => clipboard.readText());
  }

  async putOnClipboard(text: string): Promise<void> {
    await this.app.evaluate(async ({ clipboard }, value) => clipboard.writeText(value), text);
  }

  /** What the app wanted to open in a browser. */
  opened(): Promise<readonly string[]> {
    return this.app.evaluate(() => (Reflect.get(globalThis, 'openedByTheApp') as string[] | undefined) ?? []);
  }

  /** Calls the bridge as a script in the page would. */
  call(name: string, input: unknown = {}): Promise<unknown> {
    return this.page.evaluate(
      ([operation, given]) => {
        const bridge = Reflect.get(window, 'kagibako') as {
          operations: Record<string, (input: unknown) => Promise<unknown>>;
        };
        return bridge.operations[operation]?.(given);
      },
      [name, input] as const,
    );
  }
}
