/**
 * Channel access tokens v2.1: issue, key ID list, verify, revoke.
 * LINE: Messaging API reference, "Channel access token", and "Issue channel access token v2.1".
 */
import { CLIENT_ASSERTION_TYPE, GRANT_TYPE, TOKEN_EXP_MAX_SECONDS } from '../practice-rules.ts';
import { refuse } from '../refusals.ts';
import { isSameSecret } from '../register/channels.ts';
import { jwsShapeOf } from '../register/token-values.ts';
import { verifyAssertion, type AssertionOutcome } from './assertion.ts';
import { parameter, type LineCall, type LineDesk, type LineHandler } from './line-desk.ts';
import { scopeField } from './scope.ts';

/** Reads and verifies the assertion of a call; a missing or odd parameter is a refusal like any other. */
export function assertionOf(desk: LineDesk, call: LineCall, forIssue: boolean): AssertionOutcome {
  const assertion = parameter(call, 'client_assertion');
  if (assertion === undefined || parameter(call, 'client_assertion_type') !== CLIENT_ASSERTION_TYPE)
    return { ok: false, reason: 'parameters' };
  return verifyAssertion(assertion, desk, forIssue);
}

/** `POST /oauth2/v2.1/token` */
export const issueV21: LineHandler = (desk, call) => {
  if (parameter(call, 'grant_type') !== GRANT_TYPE) return refuse('parameters', desk.knobs);
  const assertion = assertionOf(desk, call, true);
  if (!assertion.ok) return refuse(assertion.reason, desk.knobs);
  const lifetimeSeconds = assertion.tokenExpSeconds ?? TOKEN_EXP_MAX_SECONDS;
  const issued = desk.tokens.issue({
    kind: 'v2.1',
    channelId: assertion.channel.channelId,
    lifetimeSeconds,
    signingKid: assertion.kid,
  });
  if (issued === undefined) return refuse('token-limit', desk.knobs);
  return {
    status: 200,
    body: {
      access_token: issued.value,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      key_id: issued.record.keyId,
    },
  };
};

/** `GET /oauth2/v2.1/tokens/kid`: key IDs only. There is no way to ask for dates or values. */
export const listKeyIds: LineHandler = (desk, call) => {
  const assertion = assertionOf(desk, call, false);
  if (!assertion.ok) return refuse(assertion.reason, desk.knobs);
  const keyIds = desk.tokens.listedKeyIds(assertion.channel.channelId, assertion.kid);
  return { status: 200, body: { kids: desk.knobs.keyIdOrder === 'shuffled' ? desk.chance.shuffled(keyIds) : keyIds } };
};

/** `GET /oauth2/v2.1/verify` */
export const verifyV21: LineHandler = (desk, call) => {
  const value = parameter(call, 'access_token');
  if (value === undefined) return refuse('parameters', desk.knobs);
  if (jwsShapeOf(value) !== 'jws') return refuse('token-not-jws', desk.knobs);
  const token = desk.tokens.find(value);
  const isKnown = token !== undefined && (token.kind === 'v2.1' || desk.knobs.verifyStatelessTokens);
  if (!isKnown) return refuse('token-unknown', desk.knobs);
  const standing = desk.tokens.standingOf(token);
  if (standing === 'expired') return refuse('token-expired', desk.knobs);
  if (standing === 'revoked') return refuse('token-revoked', desk.knobs);
  return {
    status: 200,
    body: { client_id: token.channelId, expires_in: desk.tokens.secondsLeft(token), ...scopeField(desk) },
  };
};

/**
 * `POST /oauth2/v2.1/revoke`: needs the channel secret, although issuing does not.
 * It answers 200 with an empty body for every well-formed token, known or not ("No error occurs if an invalid channel access token is
 * specified"); the reference's table of errors also lists a non-existent token, which contradicts that. So a 200 proves nothing.
 */
export const revokeV21: LineHandler = (desk, call) => {
  const channelId = parameter(call, 'client_id');
  const secret = parameter(call, 'client_secret');
  const value = parameter(call, 'access_token');
  if (channelId === undefined || secret === undefined || value === undefined) return refuse('parameters', desk.knobs);
  const channel = desk.channels.find(channelId);
  if (channel === undefined || !isSameSecret(secret, channel.channelSecret))
    return refuse('revoke-wrong-secret', desk.knobs);
  const shape = jwsShapeOf(value);
  if (shape === 'not-jws') return refuse('token-not-jws', desk.knobs);
  if (shape === 'malformed') return refuse('token-malformed', desk.knobs);
  const token = desk.tokens.find(value);
  if (token?.kind !== 'v2.1') return { status: 200, body: null };
  if (token.channelId === channelId) desk.tokens.revoke(token);
  else if (desk.knobs.revokeOfOtherChannel === 'refuse') return refuse('revoke-other-channel', desk.knobs);
  return { status: 200, body: null };
};
