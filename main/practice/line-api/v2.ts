/**
 * Short-lived and long-lived channel access tokens, the v2 family.
 * LINE: Messaging API reference, "Issue short-lived channel access token" and what follows it.
 */
import { GRANT_TYPE, LONG_LIVED_EXPIRES_IN_SECONDS, SHORT_LIVED_LIFETIME_SECONDS } from '../practice-rules.ts';
import { refuse } from '../refusals.ts';
import { isSameSecret } from '../register/channels.ts';
import { isBase64Token } from '../register/token-values.ts';
import { parameter, type LineHandler } from './line-desk.ts';
import { scopeField } from './scope.ts';

/** `POST /v2/oauth/accessToken`: the 31st live token silently ends the oldest. */
export const issueShortLived: LineHandler = (desk, call) => {
  const channelId = parameter(call, 'client_id');
  const secret = parameter(call, 'client_secret');
  if (parameter(call, 'grant_type') !== GRANT_TYPE || channelId === undefined || secret === undefined)
    return refuse('parameters', desk.knobs);
  const channel = desk.channels.find(channelId);
  if (channel === undefined) return refuse('v2-client-id', desk.knobs);
  if (!isSameSecret(secret, channel.channelSecret)) return refuse('v2-client-secret', desk.knobs);
  const issued = desk.tokens.issue({
    kind: 'short-lived',
    channelId,
    lifetimeSeconds: SHORT_LIVED_LIFETIME_SECONDS,
    signingKid: null,
  });
  if (issued === undefined) return refuse('token-limit', desk.knobs);
  return {
    status: 200,
    body: { access_token: issued.value, expires_in: SHORT_LIVED_LIFETIME_SECONDS, token_type: 'Bearer' },
  };
};

/** `POST /v2/oauth/verify`, for short-lived and long-lived tokens. */
export const verifyV2: LineHandler = (desk, call) => {
  const value = parameter(call, 'access_token');
  if (value === undefined) return refuse('parameters', desk.knobs);
  if (!isBase64Token(value)) return refuse('v2-token-format', desk.knobs);
  const token = desk.tokens.find(value);
  if (token === undefined || desk.tokens.standingOf(token) !== 'live') return refuse('v2-token-invalid', desk.knobs);
  const secondsLeft = desk.tokens.secondsLeft(token) ?? LONG_LIVED_EXPIRES_IN_SECONDS;
  return { status: 200, body: { client_id: token.channelId, expires_in: secondsLeft, ...scopeField(desk) } };
};

/** `POST /v2/oauth/revoke`: the token alone is enough. An unknown token of the right format is no error. */
export const revokeV2: LineHandler = (desk, call) => {
  const value = parameter(call, 'access_token');
  if (value === undefined || !isBase64Token(value)) return refuse('v2-revoke-format', desk.knobs);
  const token = desk.tokens.find(value);
  if (token !== undefined) desk.tokens.revoke(token);
  return { status: 200, body: null };
};
