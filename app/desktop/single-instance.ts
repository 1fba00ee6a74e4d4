import { app } from 'electron';

/** True for the first instance on this vault. A second one ends, and tells the first one how it was started. */
export function claimSingleInstance(onSecond: (args: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecond(argv.slice(1)));
  return true;
}
