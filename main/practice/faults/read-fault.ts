/** Checks a fault that came as JSON. */
import { isEndpointName } from '../endpoints.ts';
import { isChannelId, isRecord, isWhole } from '../parsing.ts';
import type { FaultKind, PracticeFault } from './fault.ts';

interface FieldRule {
  readonly needed: boolean;
  readonly fits: (value: unknown) => boolean;
}

const needed = (fits: (value: unknown) => boolean): FieldRule => ({ needed: true, fits });
const optional = (fits: (value: unknown) => boolean): FieldRule => ({ needed: false, fits });

const isText = (value: unknown): boolean => typeof value === 'string';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isStatus = (value: unknown): boolean => isWhole(value, 200, 599);
const isPeriodMs = (value: unknown): boolean => isWhole(value, 0, 600_000);
const isSize = (value: unknown): boolean => isWhole(value, 0, 64 * 1_048_576);
const isSeconds = (value: unknown): boolean => isWhole(value, Number.MIN_SAFE_INTEGER);

const SCOPE_FIELDS: Readonly<Record<string, FieldRule>> = {
  endpoint: needed((value) => value === 'any' || isEndpointName(value)),
  channelId: optional(isChannelId),
  skip: optional((value) => isWhole(value, 0)),
  times: optional((value) => value === 'always' || isWhole(value, 1)),
};

const KIND_FIELDS: Readonly<Record<FaultKind['kind'], Readonly<Record<string, FieldRule>>>> = {
  status: {
    status: needed(isStatus),
    message: optional(isText),
    retryAfterSeconds: optional((value) => isWhole(value, 0)),
    processed: optional(isFlag),
  },
  delay: { delayMs: needed(isPeriodMs) },
  hang: {},
  'hang-after': {},
  'drop-before': {},
  'drop-after': {},
  'half-body': {},
  html: { status: optional(isStatus) },
  'failed-to-parse': { status: optional(isStatus) },
  redirect: { status: optional((value) => isWhole(value, 301, 308)), location: optional(isText) },
  'empty-body': {},
  'broken-json': {},
  'missing-field': { field: optional(isText) },
  'unknown-fields': {},
  'wrong-types': {},
  'huge-body': { bytes: optional(isSize), declareLength: optional(isFlag) },
  'no-date': {},
  'wrong-date': { errorSeconds: needed(isSeconds) },
  slow: { overMs: needed(isPeriodMs) },
};

function isKind(value: unknown): value is FaultKind['kind'] {
  return typeof value === 'string' && Object.hasOwn(KIND_FIELDS, value);
}

/** The names of all kinds of fault. */
export const FAULT_KINDS: readonly FaultKind['kind'][] = Object.keys(KIND_FIELDS).filter(isKind);

/** The first field that keeps `value` from being a fault; undefined where it is one. */
export function faultProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return '(not an object)';
  const { kind, ...others } = value;
  if (!isKind(kind)) return 'kind';
  const rules: Readonly<Record<string, FieldRule>> = { ...SCOPE_FIELDS, ...KIND_FIELDS[kind] };
  const unknown = Object.keys(others).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) return unknown;
  const wrong = Object.entries(rules).find(([name, rule]) =>
    others[name] === undefined ? rule.needed : !rule.fits(others[name]),
  );
  return wrong?.[0];
}

/** True for a fault that can be scripted. */
export function isPracticeFault(value: unknown): value is PracticeFault {
  return faultProblem(value) === undefined;
}
