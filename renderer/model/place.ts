import type { ChosenTokens } from './token-selection.svelte.ts';

/** Where one can be in the window. */
export type Place =
  | { readonly name: 'overview' | 'tokens' | 'channels' | 'activity' | 'settings' }
  | { readonly name: 'channel'; readonly channelId: string };

export const PLACE_NAMES = ['overview', 'tokens', 'channels', 'activity', 'settings'] as const;

/** A dialog that something in the window asked for. Only one is open at a time. */
export type DialogRequest =
  | { readonly kind: 'add-channel' }
  | {
      readonly kind: 'channel-secret' | 'rename-channel' | 'channel-tags' | 'remove-channel';
      readonly channelId: string;
    }
  /** `file`: one that was dropped on the channel's page. */
  | { readonly kind: 'import-key'; readonly channelId: string; readonly file?: File }
  | { readonly kind: 'retire-key'; readonly signingKeyId: string }
  /** `consumer` and `label`: of the token that is to be replaced. */
  | { readonly kind: 'issue'; readonly channelId: string | null; readonly consumer?: string; readonly label?: string }
  | { readonly kind: 'reveal'; readonly tokenId: string }
  | { readonly kind: 'revoke'; readonly tokenIds: readonly string[] }
  | { readonly kind: 'revoke'; readonly selection: ChosenTokens }
  | { readonly kind: 'stop-operation'; readonly operationId: string }
  | { readonly kind: 'saved-filters' }
  | { readonly kind: 'verify'; readonly pasted: string }
  | { readonly kind: 'shortcuts' | 'about' };
