/** Which code answers which endpoint, and whose channel a call is about. */
import type { EndpointName } from '../endpoints.ts';
import { claimedIssuer } from './assertion.ts';
import { botInfo } from './bot-info.ts';
import { parameter, type LineCall, type LineDesk, type LineHandler } from './line-desk.ts';
import { issueStateless } from './stateless.ts';
import { issueV21, listKeyIds, revokeV21, verifyV21 } from './v2-1.ts';
import { issueShortLived, revokeV2, verifyV2 } from './v2.ts';

/** The handler of every endpoint. */
export const HANDLERS: Readonly<Record<EndpointName, LineHandler>> = {
  token: issueV21,
  kids: listKeyIds,
  verify: verifyV21,
  revoke: revokeV21,
  stateless: issueStateless,
  'short-lived': issueShortLived,
  'verify-v2': verifyV2,
  'revoke-v2': revokeV2,
  'bot-info': botInfo,
};

/**
 * The channel that a call is about, by what it says of itself: good enough to count requests and to aim faults. Undefined for channels
 * that do not exist here.
 */
export function channelIdOf(desk: LineDesk, call: LineCall): string | undefined {
  const assertion = parameter(call, 'client_assertion');
  const token = parameter(call, 'access_token') ?? call.bearer;
  const claimed =
    (assertion === undefined ? undefined : claimedIssuer(assertion)) ??
    parameter(call, 'client_id') ??
    (token === undefined ? undefined : desk.tokens.find(token)?.channelId);
  return claimed === undefined ? undefined : desk.channels.find(claimed)?.channelId;
}
