/** A protected endpoint, to see whether a token still opens anything. LINE: Messaging API reference, "Get bot info". */
import { createHash } from 'node:crypto';
import { refuse } from '../refusals.ts';
import type { LineHandler } from './line-desk.ts';

/** `GET /v2/bot/info`: takes a live token of any type. */
export const botInfo: LineHandler = (desk, call) => {
  const token = call.bearer === undefined ? undefined : desk.tokens.find(call.bearer);
  const channel = token === undefined ? undefined : desk.channels.find(token.channelId);
  if (token === undefined || channel === undefined || desk.tokens.standingOf(token) !== 'live')
    return refuse('authentication-failed', desk.knobs);
  const digest = createHash('sha256').update(channel.channelId).digest('hex');
  return {
    status: 200,
    body: {
      userId: `U${digest.slice(0, 32)}`,
      basicId: `@${digest.slice(32, 35)}practice`,
      displayName: channel.name,
      chatMode: 'bot',
      markAsReadMode: 'auto',
    },
  };
};
