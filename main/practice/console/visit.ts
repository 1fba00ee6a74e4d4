/** One visit to the console page: who reads it in which language, and how its links and forms are made. */
import type { Language } from '../messages/languages.ts';
import type { Messages } from '../messages/messages.ts';
import type { PracticeOperations } from '../platform-operations.ts';
import { html, type Html } from './html.ts';

/** What a page is made with. */
export interface Visit {
  readonly operations: PracticeOperations;
  readonly messages: Messages;
  /** The language that the address asks for by name, and that links therefore carry on. */
  readonly namedLanguage: Language | undefined;
  /** The path of the page. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Known to our own pages only, so that a form without it comes from elsewhere. */
  readonly formToken: string;
}

/** The name of the hidden field with the form token. */
export const FORM_TOKEN_FIELD = 'form_token';

/** The address of a page of ours, in the same language. `parameters` are added to it. */
export function href(visit: Visit, path: string, parameters: Readonly<Record<string, string>> = {}): string {
  const language = visit.namedLanguage === undefined ? {} : { lang: visit.namedLanguage };
  const query = new URLSearchParams({ ...parameters, ...language }).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** A form that sends `content` to a path of ours. */
export function form(visit: Visit, path: string, content: Html, className = 'form'): Html {
  return html`<form class="${className}" method="post" action="${href(visit, path)}">
    <input type="hidden" name="${FORM_TOKEN_FIELD}" value="${visit.formToken}" />${content}
  </form>`;
}

/** A moment in the visitor's language and this machine's time zone. */
export function dateAndTime(visit: Visit, moment: number | string): string {
  return new Intl.DateTimeFormat(visit.messages.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );
}

/** The path of a channel's page. */
export function channelPath(channelId: string, ...rest: readonly string[]): string {
  return ['/console/channels', channelId, ...rest].join('/');
}
