import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OperationName, OutputOf, ParsedInputOf } from '../shared/contract.ts';
import type { Result } from '../shared/result.ts';
import { createAbout, type NamedVersion } from './about/about.ts';
import { adoptionHandlers } from './adoption/adoption-handlers.ts';
import { assertionHandlers } from './assertions/assertion-handlers.ts';
import { importHandlers } from './channel-import/import-handlers.ts';
import { channelHandlers } from './channels/channel-handlers.ts';
import { connectionHandlers } from './connection/connection-handlers.ts';
import { createNetworkBook } from './connection/network-book.ts';
import { containmentHandlers } from './containment/containment-handlers.ts';
import { createExportFiles } from './handover/export-files.ts';
import { handoverHandlers } from './handover/handover-handlers.ts';
import { saveExport } from './handover/save-export.ts';
import { identifyHandlers } from './identify/identify-handlers.ts';
import { createFileLogger, type Logger } from './log.ts';
import type { Surroundings } from './open-session.ts';
import { operationHandlers } from './operations/operation-handlers.ts';
import type {
  Clipboard,
  Clock,
  Door,
  EventSink,
  ExternalOpener,
  FileChooser,
  FolderOpener,
  HttpTransport,
} from './ports.ts';
import { createPracticeHost } from './practice-host.ts';
import { createReminderHandlers } from './reminders/reminder-handlers.ts';
import { rotationHandlers } from './rotation/rotation-handlers.ts';
import { createRouter } from './router.ts';
import type { Reading } from './reports/reading.ts';
import { reportHandlers } from './reports/report-handlers.ts';
import { reportStatus } from './reports/status.ts';
import { VAULT_FILE } from './secrets/vault-file.ts';
import { instantOf, type Pause, type Session } from './session.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { keyHandlers } from './signing-keys/key-handlers.ts';
import { lintPublicKey } from './signing-keys/lint-public-key.ts';
import { tokenHandlers } from './tokens/token-handlers.ts';
import { createVaultLifecycle } from './vault-lifecycle.ts';

/** What a door gives the engine. */
export interface EngineOptions {
  /** The vault's folder; made when a vault is created. */
  readonly folder: string;
  readonly door: Door;
  readonly transport: HttpTransport;
  readonly emit?: EventSink;
  readonly clipboard?: Clipboard;
  readonly openExternal?: ExternalOpener;
  readonly openFolder?: FolderOpener;
  readonly fileChooser?: FileChooser;
  readonly clock?: Clock;
  /** Waits between tries; tests give one that does not wait. */
  readonly pause?: Pause;
  /** How long a platform has for an answer; the default is `TIMEOUT_MS` of `line-client.ts`. */
  readonly answerWithinMs?: number;
  /** Variables of this process's environment that hold a secret: commands that receive a token do not get them. */
  readonly secretVariables?: readonly string[];
  /** Of the app; shown to the platform as `User-Agent`. */
  readonly version?: string;
  /** What the door runs on, besides what the engine knows of itself. */
  readonly runsOn?: readonly NamedVersion[];
  /** What the build wrote of the licences of what is in it. */
  readonly licencesFile?: string;
  /** What the desktop can do, where the door is one. */
  readonly desktop?: () => Promise<NonNullable<OutputOf<'about.show'>['desktop']>>;
}

/** The engine, as a door sees it. */
export interface Engine {
  /** The typed way in. Total: never throws. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>>;
  /** The same for a caller that cannot be trusted to know the types, such as the IPC door. */
  callUnknown(name: unknown, input: unknown): Promise<Result<unknown>>;
  /**
   * What the system says of its network. False: nothing but this machine can be reached. True promises nothing, but what waits in the queue is
   * tried. A door that knows tells it at its start and whenever it may have changed; `anew` where the machine slept, and may be elsewhere now.
   */
  networkChanged(online: boolean, anew?: boolean): void;
  /** Stops what runs, waits for what LINE may still answer, forgets every secret, closes the ledger. The engine is of no use afterwards. */
  shutdown(): Promise<void>;
}

const sessionHandlers = {
  ...channelHandlers,
  ...keyHandlers,
  ...assertionHandlers,
  ...tokenHandlers,
  ...operationHandlers,
  ...importHandlers,
  ...handoverHandlers,
  ...identifyHandlers,
  ...adoptionHandlers,
  ...connectionHandlers,
  ...containmentHandlers,
  ...rotationHandlers,
};

const systemClock: Clock = { now: () => Date.now() };

/** Logs into the vault's folder. Where no vault is, only bugs are worth making a folder for. */
function createLogger(folder: string, clock: Clock): Logger {
  const file = createFileLogger(folder, clock);
  return {
    info: (event, fields) => {
      if (existsSync(join(folder, VAULT_FILE))) file.info(event, fields);
    },
    bug: (ref, operation, error) => {
      file.bug(ref, operation, error);
    },
    flush: () => file.flush(),
  };
}

/** Wires the parts together: the composition root that every door calls. Nothing is opened until something is asked. */
export function createEngine(options: EngineOptions): Engine {
  const { folder, clock = systemClock } = options;
  const log = createLogger(folder, clock);
  const practice = createPracticeHost(folder);
  const emit: EventSink = (event) => options.emit?.(event);
  const settings = createSettingsStore(folder, emit);
  const about = createAbout(options);
  const network = createNetworkBook(clock);
  const surroundings: Surroundings = {
    folder,
    door: options.door,
    transport: options.transport,
    emit,
    clock,
    log,
    userAgent: `Kagibako/${options.version ?? '0'}`,
    clipboard: options.clipboard,
    openExternal: options.openExternal,
    fileChooser: options.fileChooser,
    settings,
    pause: options.pause,
    answerWithinMs: options.answerWithinMs,
    secretVariables: options.secretVariables ?? [],
    network,
  };
  const vault = createVaultLifecycle(surroundings, (session) => {
    // Whoever practised in this vault before finds the practice platform running.
    if (options.door === 'desktop' && practice.hasState()) {
      practice.start(session).catch((error: unknown) => log.bug('practice', 'practice.start', error));
    }
  });

  const reminders = createReminderHandlers(folder, () => vault.isOpen());

  /** Reads the plain part of the ledger, also while the vault is locked. */
  const reading = async <Value>(work: (reading: Reading) => Promise<Value>) => {
    const current = await settings.current();
    return vault.read((ledger) => work({ ledger, at: instantOf(clock.now()), settings: current }));
  };

  /** What works without an open vault, or makes one. */
  const vaultHandlers: {
    readonly [Name in Exclude<OperationName, keyof typeof sessionHandlers>]: (
      input: ParsedInputOf<Name>,
    ) => Promise<OutputOf<Name>>;
  } = {
    'vault.status': () => vault.status(),
    'vault.create': (input) => vault.create(input),
    'vault.unlock': (input) => vault.unlock(input),
    'vault.lock': () => vault.lock(),
    'key.lint': ({ material }) => Promise.resolve(lintPublicKey(material)),
    'settings.show': () => settings.show(),
    'settings.change': (input) => settings.change(input),
    'status.show': async () => {
      const status = await vault.status();
      return reading((each) => reportStatus(each, status));
    },
    'token.needsRotation': (input) => reading((each) => reportHandlers['token.needsRotation'](each, input)),
    'reminder.calendar': (input) => reading((each) => reportHandlers['reminder.calendar'](each, input)),
    'export.metadata': (input) => reading((each) => reportHandlers['export.metadata'](each, input)),
    'export.save': (input) =>
      reading((each) => saveExport(each, input, options.fileChooser && createExportFiles(options.fileChooser))),
    'reminder.show': (input) => reading((each) => reminders['reminder.show'](each, input)),
    'reminder.markSaid': (input) => reading((each) => reminders['reminder.markSaid'](each, input)),
    'reminder.snooze': (input) => reading((each) => reminders['reminder.snooze'](each, input)),
    'about.show': () => about.show(),
    'about.openFolder': () => about.openFolder(),
    'practice.start': async () => practice.start(await vault.requireSession()),
  };

  async function dispatch(name: OperationName, input: unknown): Promise<unknown> {
    // The router has parsed `input` with this very operation's schema, which is what the handler's type says.
    if (name in vaultHandlers)
      return (vaultHandlers[name as keyof typeof vaultHandlers] as (input: unknown) => Promise<unknown>)(input);
    const handler = sessionHandlers[name as keyof typeof sessionHandlers] as (
      session: Session,
      input: unknown,
    ) => Promise<unknown>;
    return handler(await vault.requireSession(), input);
  }

  const callUnknown = createRouter(dispatch, log);

  return {
    call: (name, input) => callUnknown(name, input) as Promise<Result<OutputOf<typeof name>>>,
    callUnknown,
    networkChanged: (online, anew) => network.told(online, anew),
    async shutdown() {
      await vault.end();
      await practice.stop();
      await log.flush();
    },
  };
}
