import { type ReportServer, serveReports } from '../../main/beside/serve-reports.ts';
import type { Engine } from '../../main/vault.ts';

/** Lets cron and monitoring ask for reports while this program has the vault open. */
export interface ReportDoor {
  /** Opens it, where there is a folder to open it in. Harmless where it is open. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export function createReportDoor(folder: string, engine: Pick<Engine, 'callUnknown'>): ReportDoor {
  let opening: Promise<ReportServer | undefined> | undefined;
  return {
    async open() {
      opening ??= serveReports(folder, (name, input) => engine.callUnknown(name, input));
      // Before a vault is made there is no folder yet: it is tried again when there is one.
      if (!(await opening)) opening = undefined;
    },
    async close() {
      await (await opening)?.close();
    },
  };
}
