import type { Place } from '../model/place.ts';
import { Lazy } from './lazy.svelte.ts';

/** What stands in the window besides its frame. */
export const PAGES: Readonly<Record<Place['name'], Lazy>> = {
  overview: new Lazy(() => import('../overview/OverviewPage.svelte')),
  tokens: new Lazy(() => import('../tokens/TokensPage.svelte')),
  channels: new Lazy(() => import('../channels/ChannelsPage.svelte')),
  channel: new Lazy(() => import('../channels/ChannelPage.svelte')),
  rotations: new Lazy(() => import('../rotations/RotationsPage.svelte')),
  activity: new Lazy(() => import('../activity/ActivityPage.svelte')),
  settings: new Lazy(() => import('../settings/SettingsPage.svelte')),
};
export const DIALOGS = new Lazy(() => import('./Dialogs.svelte'));
export const DRAWER = new Lazy(() => import('./Drawer.svelte'));
export const PALETTE = new Lazy(() => import('../palette/Palette.svelte'));

/** Fetches the pages that most starts lead to, while the vault is still being asked how it is. One that does not come is asked for again. */
export function loadFirstParts(): void {
  for (const page of [PAGES.overview, PAGES.tokens]) page.load().catch(() => undefined);
}

/** Brings in everything: once the first page stands, nobody shall wait for the next. */
export async function loadParts(): Promise<void> {
  await Promise.all([...Object.values(PAGES), DIALOGS, DRAWER, PALETTE].map((part) => part.load()));
}
