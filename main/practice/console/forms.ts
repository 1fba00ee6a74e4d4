/** What the console page's forms do. Each returns where to go next, or the page that says why not. */
import type { PracticeChannel } from '../platform-face.ts';
import { isWhole } from '../parsing.ts';
import { LONG_LIVED_OVERLAP_MAX_HOURS } from '../practice-rules.ts';
import { PracticeError } from '../practice-error.ts';
import type { Html } from './html.ts';
import { channelListPage } from './pages/channel-list.ts';
import { messagingApiPage } from './pages/messaging-api.ts';
import { registerKeyPage } from './pages/register-key.ts';
import { CLOCK_MOVES, isClockMove, isRehearsal, REHEARSALS } from './rehearsals.ts';
import { channelPath, href, type Visit } from './visit.ts';

/** How a form ends. */
export type FormOutcome =
  | { readonly kind: 'go'; readonly location: string }
  | { readonly kind: 'show'; readonly status: 200 | 422; readonly page: Html };

function go(visit: Visit, path: string, parameters: Readonly<Record<string, string>> = {}): FormOutcome {
  return { kind: 'go', location: href(visit, path, parameters) };
}

/** `POST /console/channels` */
export function createChannel(visit: Visit, fields: URLSearchParams): FormOutcome {
  try {
    const { channelId } = visit.operations.addChannel({ name: (fields.get('name') ?? '').trim() });
    return go(visit, channelPath(channelId));
  } catch (error) {
    if (!(error instanceof PracticeError) || error.code !== 'name-malformed') throw error;
    return { kind: 'show', status: 422, page: channelListPage({ ...visit, path: '/console' }, true) };
  }
}

/** `POST /console/channels/:channelId/register-public-key` */
export function registerKey(visit: Visit, fields: URLSearchParams, channel: PracticeChannel): FormOutcome {
  const pasted = fields.get('public_key') ?? '';
  const registration = visit.operations.registerPublicKey(channel.channelId, pasted);
  if ('kid' in registration) return go(visit, channelPath(channel.channelId), { registered: registration.kid });
  return {
    kind: 'show',
    status: 422,
    page: registerKeyPage(visit, channel, { problems: registration.problems, pasted }),
  };
}

/** `POST /console/channels/:channelId/public-keys/:kid/delete` */
export function deleteKey(visit: Visit, channel: PracticeChannel, kid: string): FormOutcome {
  visit.operations.deletePublicKey(channel.channelId, kid);
  return go(visit, channelPath(channel.channelId), { deleted: '1' });
}

/** `POST /console/channels/:channelId/channel-secret/issue` */
export function issueSecret(visit: Visit, channel: PracticeChannel): FormOutcome {
  visit.operations.reissueChannelSecret(channel.channelId);
  return go(visit, channelPath(channel.channelId), { 'secret-issued': '1' });
}

/** `POST /console/channels/:channelId/messaging-api` */
export function issueLongLived(visit: Visit, fields: URLSearchParams, channel: PracticeChannel): FormOutcome {
  const hours = Number(fields.get('keep_old_hours') ?? '0');
  const keepOldHours = isWhole(hours, 0, LONG_LIVED_OVERLAP_MAX_HOURS) ? hours : 0;
  const { accessToken } = visit.operations.issueLongLivedToken(channel.channelId, keepOldHours);
  return { kind: 'show', status: 200, page: messagingApiPage(visit, channel, accessToken) };
}

function issueUnlessFull(visit: Visit, channelId: string): void {
  try {
    visit.operations.issueForeignToken(channelId);
  } catch (error) {
    // Somebody took the last slot since the page was made; the page that follows says so.
    if (!(error instanceof PracticeError) || error.code !== 'token-limit') throw error;
  }
}

/** `POST /console/channels/:channelId/rehearse/:action`. What is not understood changes nothing. */
export function rehearse(visit: Visit, fields: URLSearchParams, channel: PracticeChannel, action: string): FormOutcome {
  const { operations } = visit;
  const { channelId } = channel;
  const what = fields.get('what') ?? '';
  if (action === 'foreign-token') issueUnlessFull(visit, channelId);
  else if (action === 'revoke') operations.revokeAsAnotherTool(channelId, what);
  else if (action === 'clock' && isClockMove(what)) operations.clock.offsetSeconds = CLOCK_MOVES[what];
  else if (action === 'fault' && isRehearsal(what)) operations.failNext({ ...REHEARSALS[what], channelId });
  else if (action === 'fault') operations.clearFaults(channelId);
  return go(visit, channelPath(channelId, 'rehearse'));
}
