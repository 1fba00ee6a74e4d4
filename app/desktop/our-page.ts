/** The scheme and host that the window is served from. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'kagibako';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** Whether a URL is a page of ours, exactly: no other scheme, host, port, user name, or something that only starts like it. */
export function isOurPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}
