import { app } from 'electron';

/** What the system's own "About" shows: on macOS always, elsewhere while the window has nothing open. */
export function setAboutPanel(): void {
  app.setAboutPanelOptions({
    applicationName: 'Kagibako',
    applicationVersion: app.getVersion(),
    version: '',
    copyright: 'Copyright © 2026 the Kagibako authors',
  });
}
