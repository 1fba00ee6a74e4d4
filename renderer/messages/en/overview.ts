import { counted, number, plural } from './words.ts';

const tokensOf = (tokens: number, channels: number) =>
  `${plural(tokens, 'token', 'tokens')} of ${plural(channels, 'channel', 'channels')}`;
const channelCount = (channels: number) => plural(channels, 'channel', 'channels');

export const overview = {
  overview: {
    needs: (count: number) => (count === 1 ? 'One thing needs you' : `${counted(count)} things need you`),
    nothing: 'Nothing needs you',
    list: 'What needs you',
    well: (well: number, total: number) =>
      well === total
        ? total === 1
          ? 'Your token is well.'
          : `All ${number(total)} tokens are well.`
        : `${number(well)} of ${number(total)} tokens are well.`,
    nextExpiry: (name: string, when: string) => `Next expiry: ${name}, ${when}.`,
    nextAfterThese: (name: string, when: string) => `Next expiry after these: ${name}, ${when}.`,
    noTokens: 'No live tokens yet.',
    showAll: (count: number) => `Show all ${number(count)}`,
    showFewer: 'Show fewer',

    timeline: 'Next 30 days',
    timelineLabel: 'Expiries of each channel over the next 30 days',
    timelineSum: (tokens: number, channels: number) => `${tokensOf(tokens, channels)} end in these days`,
    timelineNone: 'Nothing ends in the next 30 days.',
    asTable: 'Show as table',
    asTimeline: 'Show as timeline',
    column: { channel: 'Channel', day: 'Day', tokens: 'Tokens', what: 'State' },
    rowLabel: (channel: string) => `Expiries of ${channel}`,
    dayOf: (channel: string, day: string) => `${channel}, ${day}`,
    moreChannels: (count: number) => `and ${plural(count, 'more channel', 'more channels')}`,
    today: 'today',
    of: (count: number, state: string) => `${number(count)} ${state}`,

    slots: 'Slots at LINE, 30 per channel',
    slotsFree: 'free',
    slotsLabel: (taken: string, parts: string) => `${taken}: ${parts}`,
    within24h: (count: number) => `${number(count)} within 24 h`,
    revokingShort: 'revoking',
    allChannels: (count: number) => `All ${channelCount(count)}`,

    todayAt: (time: string) => `today at ${time}`,
    expires: (when: string) => `expires ${when}`,
    expiresLast: (when: string) => `expires ${when}, and it is the only live token of this consumer`,
    todayGroup: (count: number, name: string) => `${number(count)} tokens of ${name}`,
    todayGroupEnds: (time: string) => `end within 24 h, the first at ${time}`,
    todayMore: (count: number) => plural(count, 'more token', 'more tokens'),
    todayMoreEnds: (count: number): string => (count === 1 ? 'ends within 24 h' : 'end within 24 h'),
    soonOf: (count: number, channel: string) => `${plural(count, 'token', 'tokens')} of ${channel}`,
    soonOfMany: tokensOf,
    soon: (count: number): string =>
      count === 1 ? 'has passed two thirds of its life' : 'have passed two thirds of their life',
    foreign: (count: number) =>
      count === 1
        ? 'has a token that this vault did not issue'
        : `has ${number(count)} tokens that this vault did not issue`,
    since: (when: string) => `seen ${when}`,
    orphan: (count: number) =>
      count === 1
        ? 'lost LINE’s answer to one issue; its slot is burnt until it expires'
        : `lost LINE’s answer to ${number(count)} issues; their slots are burnt until they expire`,
    revoking: (count: number) =>
      count === 1
        ? 'has 1 revocation that is not proved; the token may still work'
        : `has ${number(count)} revocations that are not proved; they may still work`,
    unknown: 'has an issue with an unknown outcome; a check settles it',
    noKey: 'has no assertion signing key yet',
    keyGenerated: 'has a signing key that is not registered at LINE yet',
    keyRegistered: 'has a signing key that is not proved yet',
    noSecret: 'has no channel secret here, so its tokens cannot be revoked',
    full: 'has no free slot; LINE would refuse another token',
    by: (date: string) => `first on ${date}`,

    rotations: (count: number) => plural(count, 'rotation', 'rotations'),
    leaked: (count: number): string =>
      count === 1 ? 'leaked, and its rotation waits for you' : 'after a leak wait for you',
    rotationWaits: (count: number): string => (count === 1 ? 'has a rotation that waits for you' : 'wait for you'),

    /** Many things of one kind on one line: of whom, and what. */
    group: {
      revoking: { who: tokensOf, what: 'are revoked without a proof; they may still work' },
      today: { who: tokensOf, what: 'end within 24 h' },
      foreign: { who: tokensOf, what: 'were not issued by this vault' },
      unknown: {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have an issue with an unknown outcome; a check settles it',
      },
      full: {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have no free slot; LINE would refuse another token',
      },
      orphan: { who: tokensOf, what: 'are lost: LINE holds them, and their values never arrived' },
      soon: { who: tokensOf, what: 'have passed two thirds of their life' },
      'no-secret': {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have no channel secret here, so their tokens cannot be revoked',
      },
      'key-generated': {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have a signing key that is not registered at LINE yet',
      },
      'key-registered': {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have a signing key that is not proved yet',
      },
      'no-key': {
        who: (_tokens: number, channels: number) => channelCount(channels),
        what: 'have no assertion signing key yet',
      },
    },
    act: {
      replace: 'Rotate…',
      revoke: 'Revoke again…',
      tokens: 'Show',
      check: 'Check now',
      checkMany: (count: number) => `Check ${number(count)}`,
      key: 'Set up',
      register: 'Continue',
      secret: 'Add it',
      channels: 'List them',
      fold: 'Fold',
    },
    startTitle: 'Add your first channel',
    startWhat:
      'You need its channel ID from the LINE Developers Console, and 10 minutes for the signing key. Or practise first: the practice platform behaves like LINE and runs on this computer.',
    addChannel: 'Add channel',
    practise: 'Practise without LINE',
  },
};

export type OverviewMessages = typeof overview;
