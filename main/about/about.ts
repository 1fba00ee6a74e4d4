import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import type { OutputOf } from '../../shared/contract.ts';
import type { About } from '../../shared/domain.ts';
import { sqliteVersion } from '../ledger/sqlite-version.ts';
import { logFileOf } from '../log.ts';
import type { FolderOpener } from '../ports.ts';
import { VaultError } from '../vault-error.ts';
import { readLicences } from './licences.ts';

/** Something that the program runs on, and which one. */
export type NamedVersion = About['versions'][number];

/** What the doors say of themselves. `EngineOptions` fits. */
export interface AboutOptions {
  readonly folder: string;
  readonly version?: string;
  readonly runsOn?: readonly NamedVersion[];
  readonly licencesFile?: string;
  readonly openFolder?: FolderOpener;
  readonly desktop?: () => Promise<NonNullable<About['desktop']>>;
}

const SYSTEM_NAMES: { readonly [platform: string]: string } = { darwin: 'macOS', win32: 'Windows', linux: 'Linux' };

/** What the engine can say of itself in any door. */
function ownVersions(): NamedVersion[] {
  return [
    { name: 'Node.js', version: process.versions.node },
    { name: 'SQLite', version: sqliteVersion() },
    { name: SYSTEM_NAMES[process.platform] ?? os.type(), version: `${os.release()} (${process.arch})` },
  ];
}

/** What the program says about itself. */
export interface AboutDesk {
  show(): Promise<About>;
  /** Throws `not-supported-here` where nothing can show a folder. */
  openFolder(): Promise<OutputOf<'about.openFolder'>>;
}

/** Works whether there is a vault in the folder or not. */
export function createAbout({
  folder,
  version,
  runsOn = [],
  licencesFile,
  openFolder,
  desktop,
}: AboutOptions): AboutDesk {
  return {
    async show() {
      const known = new Set(runsOn.map(({ name }) => name));
      return {
        version: version ?? '0',
        versions: [...runsOn, ...ownVersions().filter(({ name }) => !known.has(name))],
        folder,
        logFile: logFileOf(folder),
        licences: licencesFile === undefined ? [] : await readLicences(licencesFile),
        desktop: (await desktop?.()) ?? null,
      };
    },
    async openFolder() {
      const refused = (cause?: unknown) =>
        new VaultError('not-supported-here', { feature: 'A file manager' }, { cause });
      if (!openFolder) throw refused();
      try {
        // A vault that is not made yet has no folder to show.
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await openFolder.open(folder);
      } catch (error) {
        throw refused(error);
      }
      return { done: true };
    },
  };
}
