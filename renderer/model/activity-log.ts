import type { AuditEntry, AuditKind } from '../../shared/domain.ts';

export const AUDIT_GROUPS = ['all', 'tokens', 'issues', 'keys', 'channels', 'vault'] as const;
export type AuditGroup = (typeof AUDIT_GROUPS)[number];

/** Which group of the log's filter a kind of entry belongs to. */
export const GROUP_OF: Readonly<Record<AuditKind, Exclude<AuditGroup, 'all'>>> = {
  'vault-created': 'vault',
  'vault-opened': 'vault',
  'channel-added': 'channels',
  'channel-renamed': 'channels',
  'channel-tagged': 'channels',
  'channel-removed': 'channels',
  'channel-secret-set': 'channels',
  'key-generated': 'keys',
  'key-imported': 'keys',
  'key-registered': 'keys',
  'key-proved': 'keys',
  'key-retired': 'keys',
  'assertion-created': 'keys',
  'token-issued': 'tokens',
  'token-copied': 'tokens',
  'token-revealed': 'tokens',
  'token-revoked': 'tokens',
  'token-orphaned': 'tokens',
  'token-foreign-seen': 'tokens',
  'token-gone': 'tokens',
  'stateless-issued': 'tokens',
  'issue-rejected': 'issues',
  'issue-unknown': 'issues',
  'issue-resolved': 'issues',
  'token-adopted': 'tokens',
  'operation-begun': 'tokens',
  'operation-paused': 'tokens',
  'operation-resumed': 'tokens',
  'operation-cancelled': 'tokens',
  'operation-ended': 'tokens',
  'policy-set': 'tokens',
  'policy-removed': 'tokens',
  'rotation-begun': 'tokens',
  'rotation-step-done': 'tokens',
  'rotation-step-skipped': 'tokens',
  'rotation-done': 'tokens',
  'rotation-stopped': 'tokens',
  'containment-begun': 'channels',
  'containment-step-done': 'channels',
  'containment-step-skipped': 'channels',
  'containment-done': 'channels',
  'containment-closed': 'channels',
};

export interface LogDay {
  /** The first instant of the group, newest first: what names the day. */
  readonly at: string;
  readonly entries: readonly AuditEntry[];
}

/** Lines of the log by local day, in the order in which they stand. `isSameDay` knows the calendar. */
export function byDay(
  entries: readonly AuditEntry[],
  isSameDay: (one: string, other: string) => boolean,
): readonly LogDay[] {
  const days: { at: string; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const last = days.at(-1);
    if (last && isSameDay(last.at, entry.at)) last.entries.push(entry);
    else days.push({ at: entry.at, entries: [entry] });
  }
  return days;
}
