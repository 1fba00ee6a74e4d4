/** The control endpoints as a table. */
import { faultProblem, isPracticeFault } from '../faults/read-fault.ts';
import { resetKnobs, turnKnobs, UNKNOWN_AT_LINE } from '../knobs.ts';
import type { PracticeOperations } from '../platform-operations.ts';

/** What a control endpoint answers; no body at all where `body` is undefined. */
export interface ControlAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** What a control endpoint works with. */
export interface ControlCall {
  readonly operations: PracticeOperations;
  readonly port: number;
  /** The named parts of the path. */
  readonly parts: Readonly<Record<string, string>>;
  /** The JSON body; empty where there was none. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** One control endpoint. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Throws only `PracticeError`s. */
  readonly handle: (call: ControlCall) => ControlAnswer;
}

const NOTHING: ControlAnswer = { status: 204 };

function unfit(fields: readonly string[]): ControlAnswer {
  return {
    status: 422,
    body: { error: { code: 'invalid-input', message: `Does not fit: ${fields.join(', ')}`, fields } },
  };
}

/** A text field of the input; undefined where it is absent. */
function text(input: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** The fields of `input` that are there but not of the type that is wanted. */
function wrongFields(
  input: Readonly<Record<string, unknown>>,
  types: Readonly<Record<string, 'string' | 'number'>>,
): string[] {
  return Object.entries(input)
    .filter(([name, value]) => typeof value !== types[name])
    .map(([name]) => name);
}

function channelIdIn(call: ControlCall): string {
  return call.parts['channelId'] ?? '';
}

function clockOf({ operations }: ControlCall): unknown {
  const { clock } = operations;
  return { offsetSeconds: clock.offsetSeconds, now: new Date(clock.nowMs()).toISOString() };
}

function addChannel({ operations, input }: ControlCall): ControlAnswer {
  const wrong = wrongFields(input, { channelId: 'string', name: 'string', channelSecret: 'string' });
  if (wrong.length > 0) return unfit(wrong);
  const channelId = text(input, 'channelId');
  const name = text(input, 'name');
  const channelSecret = text(input, 'channelSecret');
  const channel = operations.addChannel({
    ...(channelId === undefined ? {} : { channelId }),
    ...(name === undefined ? {} : { name }),
    ...(channelSecret === undefined ? {} : { channelSecret }),
  });
  return { status: 201, body: channel };
}

function registerKey(call: ControlCall): ControlAnswer {
  const registration = call.operations.registerPublicKey(channelIdIn(call), call.input['publicJwk']);
  return { status: 'kid' in registration ? 201 : 422, body: registration };
}

function issueForeign(call: ControlCall): ControlAnswer {
  const wrong = wrongFields(call.input, { lifetimeSeconds: 'number' });
  if (wrong.length > 0) return unfit(wrong);
  const { lifetimeSeconds } = call.input;
  const channelId = channelIdIn(call);
  const issued =
    typeof lifetimeSeconds === 'number'
      ? call.operations.issueForeignToken(channelId, lifetimeSeconds)
      : call.operations.issueForeignToken(channelId);
  return { status: 201, body: issued };
}

function issueLongLived(call: ControlCall): ControlAnswer {
  const wrong = wrongFields(call.input, { keepOldHours: 'number' });
  if (wrong.length > 0) return unfit(wrong);
  const { keepOldHours } = call.input;
  return {
    status: 201,
    body: call.operations.issueLongLivedToken(channelIdIn(call), typeof keepOldHours === 'number' ? keepOldHours : 0),
  };
}

function scriptFault({ operations, input }: ControlCall): ControlAnswer {
  if (!isPracticeFault(input)) return unfit([faultProblem(input) ?? '']);
  operations.failNext(input);
  return { status: 201, body: { pending: operations.pendingFaults() } };
}

function turn({ operations, input }: ControlCall): ControlAnswer {
  const wrong = turnKnobs(operations.knobs, input);
  return wrong.length > 0 ? unfit(wrong) : { status: 200, body: operations.knobs };
}

function setClock(call: ControlCall): ControlAnswer {
  const { clock } = call.operations;
  const wrong = wrongFields(call.input, { offsetSeconds: 'number', advanceSeconds: 'number' });
  if (wrong.length > 0) return unfit(wrong);
  const { offsetSeconds, advanceSeconds } = call.input;
  if (typeof offsetSeconds === 'number') clock.offsetSeconds = offsetSeconds;
  if (typeof advanceSeconds === 'number') clock.advance(advanceSeconds);
  return { status: 200, body: clockOf(call) };
}

/** Every control endpoint. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/practice',
    handle: (call) => {
      const url = `http://127.0.0.1:${call.port}`;
      return { status: 200, body: { url, consoleUrl: `${url}/console`, clock: clockOf(call) } };
    },
  },
  {
    method: 'GET',
    path: '/practice/channels',
    handle: ({ operations }) => ({ status: 200, body: { channels: operations.channels() } }),
  },
  { method: 'POST', path: '/practice/channels', handle: addChannel },
  {
    method: 'POST',
    path: '/practice/channels/:channelId/channel-secret',
    handle: (call) => ({
      status: 201,
      body: { channelSecret: call.operations.reissueChannelSecret(channelIdIn(call)) },
    }),
  },
  {
    method: 'GET',
    path: '/practice/channels/:channelId/public-keys',
    handle: (call) => ({ status: 200, body: { publicKeys: call.operations.publicKeys(channelIdIn(call)) } }),
  },
  { method: 'POST', path: '/practice/channels/:channelId/public-keys', handle: registerKey },
  {
    method: 'DELETE',
    path: '/practice/channels/:channelId/public-keys/:kid',
    handle: (call) => {
      call.operations.deletePublicKey(channelIdIn(call), call.parts['kid'] ?? '');
      return NOTHING;
    },
  },
  {
    method: 'GET',
    path: '/practice/channels/:channelId/tokens',
    handle: (call) => ({ status: 200, body: { tokens: call.operations.liveTokens(channelIdIn(call)) } }),
  },
  { method: 'POST', path: '/practice/channels/:channelId/foreign-tokens', handle: issueForeign },
  {
    method: 'DELETE',
    path: '/practice/channels/:channelId/tokens/:keyId',
    handle: (call) => ({
      status: call.operations.revokeAsAnotherTool(channelIdIn(call), call.parts['keyId'] ?? '') ? 204 : 404,
    }),
  },
  { method: 'POST', path: '/practice/channels/:channelId/long-lived-tokens', handle: issueLongLived },
  {
    method: 'GET',
    path: '/practice/knobs',
    handle: ({ operations }) => ({ status: 200, body: { knobs: operations.knobs, unknownAtLine: UNKNOWN_AT_LINE } }),
  },
  { method: 'PATCH', path: '/practice/knobs', handle: turn },
  {
    method: 'DELETE',
    path: '/practice/knobs',
    handle: ({ operations }) => {
      resetKnobs(operations.knobs);
      return { status: 200, body: operations.knobs };
    },
  },
  {
    method: 'GET',
    path: '/practice/faults',
    handle: ({ operations }) => ({ status: 200, body: { pending: operations.pendingFaults() } }),
  },
  { method: 'POST', path: '/practice/faults', handle: scriptFault },
  {
    method: 'DELETE',
    path: '/practice/faults',
    handle: ({ operations }) => {
      operations.clearFaults();
      return NOTHING;
    },
  },
  { method: 'GET', path: '/practice/clock', handle: (call) => ({ status: 200, body: clockOf(call) }) },
  { method: 'PATCH', path: '/practice/clock', handle: setClock },
  {
    method: 'GET',
    path: '/practice/requests',
    handle: ({ operations }) => ({ status: 200, body: { requests: operations.requests } }),
  },
  {
    method: 'DELETE',
    path: '/practice/requests',
    handle: ({ operations }) => {
      operations.clearRequests();
      return NOTHING;
    },
  },
];
