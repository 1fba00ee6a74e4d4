import type { ContainmentStep } from '../../shared/containment.ts';
import type { RotationCause } from '../../shared/rotation.ts';
import type { ExportChoice } from './exporting.svelte.ts';
import type { ToRotate } from './rotating-many.svelte.ts';
import type { ChosenTokens } from './token-selection.svelte.ts';

/** Where one can be in the window. */
export type Place =
  | { readonly name: 'overview' | 'tokens' | 'channels' | 'rotations' | 'activity' | 'settings' }
  | { readonly name: 'channel'; readonly channelId: string };

export const PLACE_NAMES = ['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings'] as const;

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
  /** `tokenId`: the one from which it is begun; the person may choose to replace only that. */
  | {
      readonly kind: 'begin-rotation';
      readonly channelId: string;
      readonly consumer: string;
      readonly tokenId?: string;
      readonly cause?: RotationCause;
    }
  | { readonly kind: 'continue-rotations'; readonly channelId: string | null }
  | { readonly kind: 'skip-step' | 'stop-rotation' | 'revoke-rotation'; readonly rotationId: string }
  | { readonly kind: 'rotation-policy'; readonly channelId: string; readonly consumer: string }
  | { readonly kind: 'stop-operation' | 'retry-operation'; readonly operationId: string }
  | { readonly kind: 'issue-many'; readonly channelIds: readonly string[] }
  | { readonly kind: 'rotate-many'; readonly wanted: ToRotate }
  | { readonly kind: 'saved-filters' }
  | { readonly kind: 'verify'; readonly pasted: string }
  | { readonly kind: 'adopt'; readonly pasted: string }
  | { readonly kind: 'contain'; readonly channelId: string }
  | { readonly kind: 'contain-revoke' | 'close-containment' }
  | { readonly kind: 'skip-containment-step'; readonly step: ContainmentStep }
  | { readonly kind: 'import-channels' }
  | { readonly kind: 'export'; readonly what: ExportChoice }
  | { readonly kind: 'hand-over'; readonly chosen: ChosenTokens }
  | { readonly kind: 'shortcuts' | 'about' };
