import type { ConnectionReport, PlatformConnection } from '../../shared/connection.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import type { Handlers } from './fake-failure.ts';

/** A platform of which nothing is known yet. */
export function fakeWay(more: Partial<PlatformConnection> = {}): PlatformConnection {
  return {
    platform: LINE_PLATFORM_URL,
    platformKind: 'line',
    reachable: null,
    since: null,
    problem: null,
    askedAt: null,
    clockSkewSeconds: null,
    clockMeasuredAt: null,
    ...more,
  };
}

/** What a vault says of its connections before anybody was asked. */
export function fakeConnection(more: Partial<ConnectionReport> = {}): ConnectionReport {
  return {
    networkThere: true,
    platforms: [fakeWay()],
    queued: 0,
    clock: { verdict: 'unknown', seconds: 0, measuredAt: null },
    ...more,
  };
}

/** What is asked about the connections, answered with what `report` says. */
export function connectionHandlers(report: () => ConnectionReport): Pick<Handlers, 'connection.show'> {
  return { 'connection.show': report };
}
