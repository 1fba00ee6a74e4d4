/**
 * Stateless channel access tokens: 15 minutes, no limit, not revocable, in no list.
 * LINE: Messaging API reference, "Issue stateless channel access token".
 */
import { GRANT_TYPE, STATELESS_LIFETIME_SECONDS } from '../practice-rules.ts';
import { refuse } from '../refusals.ts';
import { isSameSecret } from '../register/channels.ts';
import type { Answer } from './answer.ts';
import { parameter, type LineDesk, type LineHandler } from './line-desk.ts';
import { assertionOf } from './v2-1.ts';

function issueTo(desk: LineDesk, channelId: string, signingKid: string | null): Answer {
  const issued = desk.tokens.issue({
    kind: 'stateless',
    channelId,
    lifetimeSeconds: STATELESS_LIFETIME_SECONDS,
    signingKid,
  });
  if (issued === undefined) return refuse('token-limit', desk.knobs);
  return {
    status: 200,
    body: { token_type: 'Bearer', access_token: issued.value, expires_in: STATELESS_LIFETIME_SECONDS },
  };
}

/** `POST /oauth2/v3/token`, with a JWT assertion or with the channel secret. */
export const issueStateless: LineHandler = (desk, call) => {
  if (parameter(call, 'grant_type') !== GRANT_TYPE) return refuse('parameters', desk.knobs);
  if (call.parameters.has('client_assertion')) {
    const assertion = assertionOf(desk, call, false);
    return assertion.ok
      ? issueTo(desk, assertion.channel.channelId, assertion.kid)
      : refuse(assertion.reason, desk.knobs);
  }
  const channelId = parameter(call, 'client_id');
  const secret = parameter(call, 'client_secret');
  if (channelId === undefined || secret === undefined) return refuse('parameters', desk.knobs);
  const channel = desk.channels.find(channelId);
  if (channel === undefined || !isSameSecret(secret, channel.channelSecret))
    return refuse('client-credentials', desk.knobs);
  return issueTo(desk, channelId, null);
};
