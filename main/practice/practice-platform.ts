/**
 * A LINE Platform on loopback, for practising, for demonstrations and as this project's own test double: api.line.me's channel access token
 * endpoints on the paths LINE has them on, a console page to register public keys on, and everything that can go wrong, on order.
 *
 * It listens on 127.0.0.1 only and calls nobody.
 */
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createChance } from './chance.ts';
import { createClock, type PracticeClock } from './clock.ts';
import { createFaultScript } from './faults/fault-script.ts';
import type { Wait } from './http/delivery.ts';
import { createReception, type Reception } from './http/reception.ts';
import { createKnobs } from './knobs.ts';
import type { LineSide } from './line-api/line-exchange.ts';
import { createRateLimits } from './line-api/rate-limits.ts';
import { isRecord } from './parsing.ts';
import { createOperations, type PracticeOperations } from './platform-operations.ts';
import type { PracticePlatform } from './platform-face.ts';
import { PracticeError } from './practice-error.ts';
import { ChannelRegister } from './register/channels.ts';
import { readState, writeState, type SavedState } from './register/saved-state.ts';
import { createStateKeeper, FORGETFUL, readStateFile, type StateKeeper } from './register/state-file.ts';
import { TokenRegister } from './register/tokens.ts';

export type {
  FaultKind,
  PracticeChannel,
  PracticeClock,
  PracticeFault,
  PracticeKnobs,
  PracticeLiveToken,
  PracticePlatform,
  PracticePublicKey,
  PracticeRequest,
  Registration,
} from './platform-face.ts';
export { PracticeError, type PracticeErrorCode } from './practice-error.ts';

/** How to start a practice platform. */
export interface PracticeStart {
  /** The port; without it, the one that the state file remembers, or any free one. */
  readonly port?: number;
  /** Where channels, keys and tokens outlive a restart; without it, nothing does. Read and written by one platform at a time. */
  readonly stateFile?: string;
  /** The machine's time in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Waits for real milliseconds: latency and slow answers. Tests may pass one that does not. */
  readonly wait?: Wait;
}

interface Parts {
  readonly side: LineSide;
  readonly clock: PracticeClock;
  readonly restore: (state: SavedState) => void;
}

const HOST = '127.0.0.1';

/** Long enough that no caller sends a request into a connection that is just being closed for idleness. */
const KEEP_ALIVE_MS = 65_000;

/** Waits without keeping the program alive. */
const realWait: Wait = async (milliseconds) => {
  await sleep(milliseconds, undefined, { ref: false });
};

async function savedState(stateFile: string | undefined): Promise<SavedState | undefined> {
  const text = stateFile === undefined ? undefined : await readStateFile(stateFile);
  if (text === undefined) return undefined;
  const reading = readState(text);
  if (reading.ok) return reading.state;
  throw reading.why === 'newer'
    ? new PracticeError('state-newer', 'The practice state file was written by a later version')
    : new PracticeError('state-damaged', 'The practice state file is damaged');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isTaken = isRecord(error) && error['code'] === 'EADDRINUSE';
      reject(isTaken ? new PracticeError('port-taken', `Port ${port} is in use by another program`) : error);
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}

function assemble(options: PracticeStart, port: number): Parts {
  const { stateFile } = options;
  const knobs = createKnobs();
  const keeper: StateKeeper = stateFile === undefined ? FORGETFUL : createStateKeeper(stateFile, () => snapshot());
  const changed = (): void => keeper.changed();
  const clock = createClock(options.now ?? Date.now, changed);
  const channels = new ChannelRegister(clock.nowMs, knobs, changed);
  const tokens = new TokenRegister(clock.nowMs, knobs, changed);
  const snapshot = (): string =>
    writeState({
      port,
      clockOffsetSeconds: clock.offsetSeconds,
      channels: channels.all(),
      tokens: tokens.all(),
    });
  const side: LineSide = {
    desk: { channels, tokens, knobs, chance: createChance(() => knobs.chanceSeed), nowMs: clock.nowMs },
    faults: createFaultScript(),
    rateLimits: createRateLimits(clock.nowMs),
    keeper,
    log: [],
    wait: options.wait ?? realWait,
  };
  return {
    side,
    clock,
    restore(state) {
      channels.restore(state.channels);
      tokens.restore(state.tokens);
      if (state.clockOffsetSeconds !== clock.offsetSeconds) clock.offsetSeconds = state.clockOffsetSeconds;
    },
  };
}

async function stop(server: Server, side: LineSide): Promise<void> {
  server.closeAllConnections();
  // Saved while the port is still ours: whoever gets it next reads the file.
  await side.keeper.saved().finally(async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
  });
}

/**
 * Starts a practice platform. Rejects with a `PracticeError`: `port-taken`, `state-damaged`, `state-newer`; and with whatever
 * the file system says where the state file cannot be read.
 */
export async function startPracticePlatform(options: PracticeStart = {}): Promise<PracticePlatform> {
  const before = await savedState(options.stateFile);
  const open: { reception?: Reception } = {};
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (open.reception === undefined) response.writeHead(503).end();
    else void open.reception.receive(request, response);
  });
  const port = await listen(server, options.port ?? before?.port ?? 0);
  const { side, clock, restore } = assemble(options, port);
  try {
    // Read again now that the port is ours: whoever had it before may have saved in between.
    const state = await savedState(options.stateFile);
    if (state !== undefined) restore(state);
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  }
  const operations: PracticeOperations = createOperations(side, clock);
  open.reception = createReception(side, operations, port);
  const url = `http://${HOST}:${port}`;
  return { ...operations, url, consoleUrl: `${url}/console`, port, close: () => stop(server, side) };
}
