import { plural } from './words.ts';

export const connection = {
  connection: {
    title: 'Connection',
    show: 'Show the connection',
    reached: (host: string) => `${host} reached`,
    notReached: (host: string) => `${host} not reached`,
    nobodyAsked: 'No platform asked yet',
    offline: (host: string) => `${host} cannot be reached.`,
    localWorks: 'Everything local works.',
    waiting: (count: number) => `${plural(count, 'operation waits', 'operations wait')}.`,
    runsAlone: 'They run when the platform answers again, or now:',
    tryNow: 'Try now',
    trying: 'Trying…',
    network: 'Network',
    networkThere: 'There is one.',
    noNetwork: 'There is none.',
    platforms: 'Platforms',
    reachedSince: (when: string) => `Reached since ${when}`,
    notReachedSince: (when: string) => `Not reached since ${when}`,
    notAsked: 'Not asked since the vault was opened',
    lastAsked: (when: string) => `Asked ${when}`,
    queue: 'Queue',
    nothingWaits: 'Nothing waits.',
    seeActivity: 'See them',
    clock: 'Clock',
    clockUnknown: 'Not compared with LINE’s yet.',
    clockRight: 'Right.',
    clockWrong: (span: string) => `Off by ${span}.`,
    clockAhead: (span: string) => `This computer’s clock is ${span} ahead of LINE’s.`,
    clockBehind: (span: string) => `This computer’s clock is ${span} behind LINE’s.`,
    clockMeans:
      'The vault signs with the corrected time. What it says of ends and reminders follows this computer, and is off by as much.',
    seconds: (count: number) => `${count} s`,
    issueUnreached: (host: string, when: string) =>
      `${host} could not be reached ${when}. You can try: nothing is issued unless LINE answers first.`,
    issueNoNetwork: 'There is no network. You can try: nothing is issued unless LINE answers first.',
  },
};

export type ConnectionMessages = typeof connection;
