import * as v from 'valibot';
import { ChannelId, OperationId, RotationId, TokenId } from './domain.ts';

/** Where one can be sent in the window, by a deep link, a menu or a reminder. Going somewhere never does anything else. */
export const Destination = v.variant('name', [
  v.strictObject({ name: v.picklist(['overview', 'tokens', 'channels', 'rotations', 'activity', 'settings']) }),
  v.strictObject({ name: v.literal('channel'), channelId: ChannelId }),
  v.strictObject({ name: v.literal('token'), tokenId: TokenId }),
  v.strictObject({ name: v.literal('rotation'), rotationId: RotationId }),
  v.strictObject({ name: v.literal('operation'), operationId: OperationId }),
]);
export type Destination = v.InferOutput<typeof Destination>;

/** What the menu may ask the window to do. Each opens something or looks something up; nothing here is destructive. */
export const WINDOW_COMMANDS = [
  'issue-token',
  'add-channel',
  'check-all',
  'verify-token',
  'find',
  'palette',
  'shortcuts',
  'about',
  'lock',
  'back',
  'forward',
] as const;
export type WindowCommand = (typeof WINDOW_COMMANDS)[number];

export const DEEP_LINK_SCHEME = 'kagibako';

const ID_FIELDS: ReadonlyMap<string, string> = new Map([
  ['channel', 'channelId'],
  ['token', 'tokenId'],
  ['rotation', 'rotationId'],
  ['operation', 'operationId'],
]);

/** The place that a deep link names: `kagibako://overview`, `kagibako://channel/1234567890`, `kagibako://token/UUID`. Null for anything else. */
export function parseDeepLink(link: string): Destination | null {
  const parts = /^kagibako:\/\/([a-z]+)(?:\/([0-9a-z-]+))?\/?$/i.exec(link);
  if (!parts) return null;
  const [, name, id] = parts;
  const idField = ID_FIELDS.get(name ?? '');
  const wanted = idField ? { name, [idField]: id } : id === undefined ? { name } : null;
  const parsed = v.safeParse(Destination, wanted);
  return parsed.success ? parsed.output : null;
}
