import { expect, vi } from 'vitest';
import { tick } from 'svelte';
import { render } from 'vitest-browser-svelte';
import App from '../App.svelte';
import { Desk, type DeskOptions } from '../model/desk.svelte.ts';
import { loadParts } from '../shell/parts.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import { FakeBridge } from './fake-bridge.ts';
import { FakeVault, type FakeVaultOptions } from './fake-vault.ts';

/** The whole window in a real browser, over the in-memory vault, as it stands once everything was read. */
export async function renderWindow(options: FakeVaultOptions = {}, desk: Partial<DeskOptions> = {}) {
  const vault = new FakeVault(options);
  const bridge = new FakeBridge(vault);
  const shown = new Desk(bridge, { preferred: 'en', ...desk });
  await loadParts();
  const { container } = await render(App, { desk: shown });
  // The window's own page gives it this place, and with it its height.
  container.id = 'app';
  await vi.waitUntil(() => shown.phase !== 'starting');
  await settled();
  return { desk: shown, bridge, vault, container };
}

/** Until nothing on the page is being loaded any more. */
export async function settled(): Promise<void> {
  await tick();
  await expect.poll(() => document.querySelectorAll('[aria-busy="true"]').length).toBe(0);
  await document.fonts.ready;
}
