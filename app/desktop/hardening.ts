import { app, type Session, session, type WebContents } from 'electron';
import { isOurPage } from './our-page.ts';
import { foreignSwitch } from './start-options.ts';

/** Things that Chromium would fetch or announce by itself, though nobody asked. */
const QUIET_SWITCHES = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-sync',
  'no-pings',
  'no-first-run',
];

const QUIET_FEATURES = [
  'MediaRouter',
  'OptimizationHints',
  'Translate',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'InterestFeedContentSuggestions',
];

/** Must run before the app is ready. False where the app must not start. */
export function hardenProcess(): boolean {
  if (app.isPackaged && foreignSwitch(process.argv.slice(1)) !== undefined) return false;
  // As root Chromium starts only without its sandbox; that is accepted from a development launcher, never in a packaged app.
  if (app.isPackaged || process.getuid?.() !== 0) app.enableSandbox();
  for (const name of QUIET_SWITCHES) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch('disable-features', QUIET_FEATURES.join(','));
  // Chromium's own secrets (it has none here) must not make it ask the keychain for a password at start.
  app.commandLine.appendSwitch('password-store', 'basic');
  // HTTP/2 and QUIC send a request again by themselves when a shared connection breaks; an issue must be sent once. See transport.ts.
  app.commandLine.appendSwitch('disable-http2');
  app.commandLine.appendSwitch('disable-quic');
  // Each session would fetch a dictionary for its spell checker at once, from a server of its own choosing.
  app.on('session-created', (created) => {
    created.setSpellCheckerEnabled(false);
    created.setSpellCheckerLanguages([]);
  });
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  return true;
}

/** Every page that this process will ever hold, ours or not: it stays where it is, opens nothing and embeds nothing. */
function hardenContents(contents: WebContents): void {
  const deny = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on('will-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Must run when the app is ready, before the first window. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', (event) => event.preventDefault());
  // The window has no business with any address but its own, whatever its policy says.
  target.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurPage(url) && !isDevelopersTool(url) }));
}

function isDevelopersTool(url: string): boolean {
  return !app.isPackaged && url.startsWith('devtools://');
}
