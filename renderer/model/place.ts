/** Where one can be in the window. */
export type Place =
  | { readonly name: 'overview' | 'tokens' | 'channels' | 'activity' | 'settings' }
  | { readonly name: 'channel'; readonly channelId: string };

export const PLACE_NAMES = ['overview', 'tokens', 'channels', 'activity', 'settings'] as const;

/** A dialog that something in the window asked for. Only one is open at a time. */
export type DialogRequest =
  | { readonly kind: 'add-channel' }
  | { readonly kind: 'channel-secret' | 'rename-channel' | 'remove-channel' | 'import-key'; readonly channelId: string }
  | { readonly kind: 'retire-key'; readonly signingKeyId: string }
  | { readonly kind: 'issue'; readonly channelId: string | null }
  | { readonly kind: 'token' | 'reveal'; readonly tokenId: string }
  | { readonly kind: 'revoke'; readonly tokenIds: readonly string[] }
  | { readonly kind: 'verify'; readonly pasted: string }
  | { readonly kind: 'shortcuts' };
