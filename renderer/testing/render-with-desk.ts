import type { Component } from 'svelte';
import { render } from 'vitest-browser-svelte';
import { Desk } from '../model/desk.svelte.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import DeskFrame from './DeskFrame.svelte';
import { FakeBridge } from './fake-bridge.ts';
import { FakeVault, type FakeVaultOptions } from './fake-vault.ts';

/** A component of the window in a real browser, over the in-memory vault, with everything that was read at the start. */
export async function renderWithDesk<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
  options: FakeVaultOptions = {},
) {
  const vault = new FakeVault(options);
  const bridge = new FakeBridge(vault);
  const desk = new Desk(bridge, { preferred: 'en' });
  await desk.start();
  const screen = await render(DeskFrame<Props>, { props: { desk, of: component, props } });
  return { desk, bridge, vault, ...screen };
}
