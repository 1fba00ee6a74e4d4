/** What all console pages share: head, header, the notice that this is practice, and where one is. */
import { LANGUAGES } from '../messages/languages.ts';
import type { PracticeChannel } from '../platform-face.ts';
import { html, type Html } from './html.ts';
import { channelPath, href, type Visit } from './visit.ts';

/** A step of the way to a page; the last one has no path. */
export interface Crumb {
  readonly name: string;
  readonly path?: string;
}

const MARK = html`<svg class="mark" width="22" height="22" viewBox="0 0 20 20" aria-hidden="true">
  <rect x="2.5" y="6.5" width="15" height="11" rx="2" />
  <path d="M2.5 10.5h15M7 6.5V4.8A1.8 1.8 0 0 1 8.8 3h2.4A1.8 1.8 0 0 1 13 4.8v1.7" />
  <circle cx="10" cy="13.9" r="1.3" />
</svg>`;

function languageLinks(visit: Visit): Html {
  const links = LANGUAGES.map(({ language, name }) =>
    language === visit.messages.language
      ? html`<span lang="${language}" aria-current="true">${name}</span>`
      : html`<a lang="${language}" hreflang="${language}" href="${visit.path}?lang=${language}">${name}</a>`,
  );
  return html`<nav class="languages" aria-label="${visit.messages.common.languages}">${links}</nav>`;
}

function way(visit: Visit, crumbs: readonly Crumb[]): Html {
  const steps = crumbs.map(({ name, path }) =>
    path === undefined
      ? html`<li aria-current="page">${name}</li>`
      : html`<li><a href="${href(visit, path)}">${name}</a></li>`,
  );
  return html`<nav class="way" aria-label="${visit.messages.common.location}">
    <ol>
      ${steps}
    </ol>
  </nav>`;
}

/** A whole page. */
export function layout(visit: Visit, heading: string, crumbs: readonly Crumb[], content: Html): Html {
  const { common, language } = visit.messages;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${heading} · ${common.title}</title>
        <link rel="icon" href="/console/icon.svg" />
        <link rel="stylesheet" href="/console/style.css" />
      </head>
      <body>
        <header class="top">
          <div class="inner bar">
            <a class="brand" href="${href(visit, '/console')}">${MARK}<span>${common.title}</span></a>
            <span class="pill">${common.practice}</span>${languageLinks(visit)}
          </div>
          <p class="notice"><span class="inner">${common.notice}</span></p>
        </header>
        <main class="inner">${way(visit, crumbs)}${content}</main>
      </body>
    </html> `;
}

/** The way to a channel's page, and on to a page within it where one is named. */
export function channelCrumbs(visit: Visit, channel: PracticeChannel, within?: string): readonly Crumb[] {
  const { common } = visit.messages;
  const before = [{ name: common.console, path: '/console' }];
  return within === undefined
    ? [...before, { name: channel.name }]
    : [...before, { name: channel.name, path: channelPath(channel.channelId) }, { name: within }];
}

/** Name and tabs of a channel. */
export function channelHead(visit: Visit, channel: PracticeChannel): Html {
  const { channel: words } = visit.messages;
  const tabs = [
    { name: words.basicSettings, path: channelPath(channel.channelId) },
    { name: words.messagingApi, path: channelPath(channel.channelId, 'messaging-api') },
    { name: words.rehearse, path: channelPath(channel.channelId, 'rehearse') },
  ].map(({ name, path }) =>
    path === visit.path
      ? html`<a href="${href(visit, path)}" aria-current="page">${name}</a>`
      : html`<a href="${href(visit, path)}">${name}</a>`,
  );
  return html`<h1>${channel.name} <span class="kind">${words.kind}</span></h1>
    <nav class="tabs" aria-label="${words.tabs}">${tabs}</nav>`;
}

/** A message on top of a page: something was done, or was refused. */
export function flash(kind: 'done' | 'refused', content: Html): Html {
  return html`<div class="flash ${kind}" role="${kind === 'done' ? 'status' : 'alert'}">${content}</div>`;
}
