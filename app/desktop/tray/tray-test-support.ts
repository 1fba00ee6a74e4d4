import type { EndingToken } from '../../../shared/reports.ts';
import type { ReminderReport } from '../../../shared/reminders.ts';

export const NOW = Date.parse('2026-11-24T00:00:00.000Z');
const HOUR_MS = 3_600_000;

export function endingIn(hours: number, more: Partial<EndingToken> = {}): EndingToken {
  return {
    tokenId: '0d5f6a52-6a0e-4f3a-9b3e-2f7f6d1f0c11',
    keyId: 'abcdefghijklmnop',
    channelId: '2006123401',
    channelName: 'Sakura & Store',
    platformKind: 'line',
    consumer: 'web',
    label: '',
    issuedAt: new Date(NOW + (hours - 720) * HOUR_MS).toISOString(),
    expiresAt: new Date(NOW + hours * HOUR_MS).toISOString(),
    ...more,
  };
}

export function reportOf(more: Partial<ReminderReport> = {}): ReminderReport {
  return {
    at: new Date(NOW).toISOString(),
    shape: 'well',
    ending: null,
    ended: 0,
    next: [],
    due: [],
    digest: null,
    snoozedUntil: null,
    nextAt: null,
    ...more,
  };
}
