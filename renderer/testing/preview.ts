import { mount } from 'svelte';
import App from '../App.svelte';
import { pseudo } from '../messages/pseudo.ts';
import { Desk } from '../model/desk.svelte.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import { FakeBridge } from './fake-bridge.ts';
import { busyContent, crowdedContent, emptyContent } from './fake-data.ts';
import { FakeVault, type FakeVaultOptions } from './fake-vault.ts';

/** The window over the in-memory vault, in any browser: `?vault=busy|crowded|empty|missing|no-keychain|locked|sealed&language=ja`; `&pseudo` for the pseudo-language. */
const query = new URLSearchParams(location.search);
const VAULTS: Record<string, FakeVaultOptions> = {
  busy: { content: busyContent(Date.now()), pause: () => new Promise((resolve) => setTimeout(resolve, 600)) },
  crowded: { content: crowdedContent(Date.now()) },
  empty: { content: emptyContent() },
  missing: { state: 'missing' },
  'no-keychain': {
    state: 'missing',
    keychain: { state: 'no-session', name: 'Secret Service', problem: 'Cannot autolaunch D-Bus without X11 $DISPLAY' },
  },
  locked: { state: 'locked' },
  sealed: { state: 'locked', keystore: 'file' },
};
const bridge = new FakeBridge(new FakeVault(VAULTS[query.get('vault') ?? 'busy'] ?? {}));
const target = document.getElementById('app');
if (target) {
  const desk = new Desk(bridge, {
    preferred: query.get('language') ?? navigator.language,
    ...(query.has('pseudo') ? { messages: () => pseudo } : {}),
  });
  mount(App, { target, props: { desk } });
  Object.assign(window, { fake: bridge, desk });
}
