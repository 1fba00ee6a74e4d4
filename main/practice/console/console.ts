/**
 * The page for people: LINE's console, as far as it is needed to register a public key. Plain HTML and forms, no script.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Page, PageSide } from '../http/page.ts';
import { fitPath } from '../http/path-pattern.ts';
import { mediaTypeOf, readBody } from '../http/request-body.ts';
import { messagesFor, messagesNamed } from '../messages/languages.ts';
import type { PracticeChannel } from '../platform-face.ts';
import type { PracticeOperations } from '../platform-operations.ts';
import { isSameSecret } from '../register/channels.ts';
import {
  createChannel,
  deleteKey,
  issueLongLived,
  issueSecret,
  registerKey,
  rehearse,
  type FormOutcome,
} from './forms.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { basicSettingsPage } from './pages/basic-settings.ts';
import { channelListPage } from './pages/channel-list.ts';
import { deleteKeyPage, issueSecretPage } from './pages/confirmations.ts';
import { messagingApiPage } from './pages/messaging-api.ts';
import { registerKeyPage } from './pages/register-key.ts';
import { rehearsePage } from './pages/rehearse.ts';
import { ICON, STYLESHEET } from './stylesheet.ts';
import { FORM_TOKEN_FIELD, type Visit } from './visit.ts';

interface ChannelRoute {
  readonly path: string;
  readonly show?: (visit: Visit, channel: PracticeChannel, parts: Readonly<Record<string, string>>) => Html | undefined;
  readonly submit?: (
    visit: Visit,
    fields: URLSearchParams,
    channel: PracticeChannel,
    parts: Readonly<Record<string, string>>,
  ) => FormOutcome;
}

const CHANNEL = '/console/channels/:channelId';

const CHANNEL_ROUTES: readonly ChannelRoute[] = [
  { path: CHANNEL, show: basicSettingsPage },
  {
    path: `${CHANNEL}/register-public-key`,
    show: (visit, channel) => registerKeyPage(visit, channel),
    submit: registerKey,
  },
  {
    path: `${CHANNEL}/public-keys/:kid/delete`,
    show: (visit, channel, { kid = '' }) => deleteKeyPage(visit, channel, kid),
    submit: (visit, _fields, channel, { kid = '' }) => deleteKey(visit, channel, kid),
  },
  {
    path: `${CHANNEL}/channel-secret/issue`,
    show: issueSecretPage,
    submit: (visit, _fields, channel) => issueSecret(visit, channel),
  },
  {
    path: `${CHANNEL}/messaging-api`,
    show: (visit, channel) => messagingApiPage(visit, channel),
    submit: issueLongLived,
  },
  { path: `${CHANNEL}/rehearse`, show: rehearsePage },
  {
    path: `${CHANNEL}/rehearse/:action`,
    submit: (visit, fields, channel, { action = '' }) => rehearse(visit, fields, channel, action),
  },
];

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function htmlPage(status: number, page: Html): Page {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': CONTENT_SECURITY_POLICY },
    body: page.text,
  };
}

function file(contentType: string, body: string): Page {
  return { status: 200, headers: { 'Content-Type': contentType }, body };
}

function goTo(location: string): Page {
  return { status: 303, headers: { Location: location }, body: '' };
}

function outcomePage(outcome: FormOutcome): Page {
  return outcome.kind === 'go' ? goTo(outcome.location) : htmlPage(outcome.status, outcome.page);
}

function saying(visit: Visit, status: number, { heading, about }: { heading: string; about: string }): Page {
  const { console: home } = visit.messages.common;
  const content = html`<h1>${heading}</h1>
    <p class="lead">${about}</p>`;
  return htmlPage(status, layout(visit, heading, [{ name: home, path: '/console' }, { name: heading }], content));
}

/** The fields of a form that one of our own pages sent; undefined for any other. */
async function ownFields(request: IncomingMessage, formToken: string): Promise<URLSearchParams | undefined> {
  if (mediaTypeOf(request) !== 'application/x-www-form-urlencoded') return undefined;
  const fields = new URLSearchParams((await readBody(request)) ?? '');
  return isSameSecret(fields.get(FORM_TOKEN_FIELD) ?? '', formToken) ? fields : undefined;
}

function show(visit: Visit): Page {
  if (visit.path === '/') return goTo('/console');
  if (visit.path === '/console') return htmlPage(200, channelListPage(visit));
  if (visit.path === '/console/style.css') return file('text/css; charset=utf-8', STYLESHEET);
  if (visit.path === '/console/icon.svg') return file('image/svg+xml', ICON);
  const found = channelRoute(visit);
  const page = found?.route.show?.(visit, found.channel, found.parts);
  return page === undefined ? saying(visit, 404, visit.messages.missing) : htmlPage(200, page);
}

function submit(visit: Visit, fields: URLSearchParams): Page {
  if (visit.path === '/console/channels') return outcomePage(createChannel(visit, fields));
  const found = channelRoute(visit);
  const outcome = found?.route.submit?.(visit, fields, found.channel, found.parts);
  return outcome === undefined ? saying(visit, 404, visit.messages.missing) : outcomePage(outcome);
}

function channelRoute(visit: Visit) {
  for (const route of CHANNEL_ROUTES) {
    const parts = fitPath(route.path, visit.path);
    const channel = visit.operations.channels().find(({ channelId }) => channelId === parts?.['channelId']);
    if (parts !== undefined && channel !== undefined) return { route, parts, channel };
  }
  return undefined;
}

/** Makes the side that shows the console page. Its form token lives as long as the platform runs. */
export function createConsole(operations: PracticeOperations): PageSide {
  const formToken = randomBytes(32).toString('base64url');
  return async (request, url) => {
    const named = messagesNamed(url.searchParams.get('lang'));
    const visit: Visit = {
      operations,
      messages: named ?? messagesFor(request.headers['accept-language']),
      namedLanguage: named?.language,
      path: url.pathname,
      query: url.searchParams,
      formToken,
    };
    if (request.method === 'GET' || request.method === 'HEAD') return show(visit);
    const fields = request.method === 'POST' ? await ownFields(request, formToken) : undefined;
    if (fields === undefined) return saying(visit, 403, visit.messages.refusedForm);
    const page = submit(visit, fields);
    await operations.saved();
    return page;
  };
}
