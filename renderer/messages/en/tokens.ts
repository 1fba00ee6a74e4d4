import { number, plural } from './words.ts';

export const tokens = {
  issue: {
    title: 'Issue a channel access token',
    channel: 'Channel',
    consumer: 'Consumer',
    consumerHint: 'Who will use it: a bot server, a team. LINE advises at most two live tokens each.',
    consumerPlaceholder: 'web',
    label: 'Label',
    labelHint: 'Anything that helps you find it again.',
    lifetime: 'Lifetime',
    presets: { month: '30 days', week: '7 days', day: '1 day', custom: 'Other' },
    customValue: 'Lifetime',
    units: { minutes: 'minutes', hours: 'hours', days: 'days' },
    ends: (when: string) => `Ends ${when}`,
    slots: (free: number) => (free === 0 ? 'No slot is free.' : `${plural(free, 'slot', 'slots')} free.`),
    needsKey: 'This channel has no registered signing key yet.',
    setUpKey: 'Set up its key',
    submit: 'Issue token',
    issuing: 'Asking LINE…',
    doneTitle: 'Token issued and stored',
    doneWhat: 'It is sealed in the vault. Copy it to its consumer now, or at any time later.',
    copy: 'Copy token',
    another: 'Issue another',
    noChannels: 'Add a channel first.',
    consumerHasEnough: (consumer: string, live: number) =>
      `${consumer} already has ${plural(live, 'live token', 'live tokens')}; LINE advises at most two.`,
    check: 'Check the channel',
  },

  tokens: {
    title: 'Tokens',
    gridLabel: 'Channel access tokens',
    allChannels: 'All channels',
    filterChannel: 'Channel',
    filterState: 'State',
    groups: { live: 'Live', lost: 'Lost or foreign', ended: 'Ended', all: 'All' },
    searchFor: (text: string) => `“${text}”`,
    clearSearch: 'Clear search',
    sortedBy: {
      expiresAt: 'by expiry',
      issuedAt: 'by issue',
      consumer: 'by consumer',
      channelId: 'by channel',
      state: 'by state',
    },
    column: {
      select: 'Select',
      consumer: 'Consumer',
      channel: 'Channel',
      state: 'State',
      keyId: 'Key ID',
      expires: 'Expires',
      issued: 'Issued',
      proved: 'Proved',
      actions: 'Actions',
    },
    noConsumer: 'no consumer',
    matching: (total: number) => plural(total, 'token', 'tokens'),
    sorted: (total: string, order: string) => `${total} · ${order}`,
    sortBy: (column: string) => `Sort by ${column}`,
    atMost: (span: string) => `≤ ${span}`,
    revokedWhen: (when: string) => `revoked ${when}`,
    endedWhen: (when: string) => `ended ${when}`,
    selectAll: (total: number) => `Select all ${number(total)} that match`,
    selectRow: (name: string) => `Select ${name}`,
    selected: (count: number) => `${number(count)} selected`,
    allSelected: (count: number) => `All ${number(count)} that match are selected`,
    allSelectedBut: (count: number, but: number) => `${number(count)} selected: all that match, except ${number(but)}`,
    rangeTooLong: (most: number) =>
      `A range holds at most ${number(most)} tokens. To select more, narrow the filter and select all that match.`,
    clearSelection: 'Clear',
    check: 'Check',
    revoke: (count: number) => `Revoke ${number(count)}…`,
    canBeRevoked: (count: number) => `${number(count)} can be revoked`,
    rotate: 'Rotate…',
    keyIdCopied: 'Key ID copied',
    idCopied: 'ID copied',
    copy: 'Copy',
    copyTitle: (seconds: number) => `Copy this token; the clipboard is cleared after ${number(seconds)} seconds`,
    copyKeyIdTitle: (keyId: string) => `${keyId}: press to copy`,
    details: 'Details',
    actionsOf: (name: string) => `Actions of ${name}`,
    empty: 'No live tokens',
    emptyWhat: 'A token lives for up to 30 days and takes one of the 30 slots of its channel.',
    nothingFound: 'No token fits',
    nothingFoundWhat: 'Try another search, or take a filter away.',
    clearFilters: 'Show all live tokens',
    findChannel: 'Find a channel',
    noChannelFound: 'No channel fits.',
    moreChannels: (count: number) => `${plural(count, 'more channel', 'more channels')}: type to find one`,
    saved: 'Saved filters',
    noSaved: 'None yet',
    editSaved: 'Save or edit filters…',
    savedTitle: 'Saved filters',
    savedWhat: 'A filter keeps the channel, the states, the search and the order.',
    saveAs: 'Save what is shown now as',
    save: 'Save',
    savedNow: (name: string) => `Filter “${name}” saved`,
    nameOf: (name: string) => `Name of ${name}`,
    nameTaken: 'Give it a name that no other saved filter has.',
    deleteOf: (name: string) => `Delete ${name}`,
    delete: 'Delete',
    tooManySaved: (most: number) => `At most ${number(most)} filters can be saved.`,
    view: 'View',
    columns: 'Columns',
    density: 'Rows',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
  },

  token: {
    title: 'Token',
    state: 'State',
    channel: 'Channel',
    keyId: 'Key ID (key_id)',
    consumer: 'Consumer',
    label: 'Label',
    issued: 'Issued',
    expires: 'Expires',
    atLatest: 'at the latest',
    proved: 'Last proved',
    checked: 'Last looked up',
    revoked: 'Revoked',
    tokenId: 'Vault ID',
    copy: 'Copy token',
    reveal: 'Reveal…',
    revoke: 'Revoke…',
    check: 'Check channel',
    replace: 'Issue a replacement…',
    noValue: 'The vault does not hold its value.',
    openChannel: 'Open the channel',
    copyKeyId: 'Copy key ID',
    details: 'Details of the token',
    closeDetails: 'Close the details',
    history: 'History',
    noHistory: 'The log says nothing of this token.',
    through: (door: string) => `through: ${door}`,
  },

  reveal: {
    title: 'Show the value of this token?',
    what: 'Anyone who sees it can send messages as your channel. It hides again after 30 seconds, and the log notes that it was shown. Copying does not need this.',
    submit: 'Show for 30 seconds',
    shownTitle: 'Token value',
    hides: (seconds: number) => `Hides in ${number(seconds)} s`,
    hidesAnnounced: 'The value is shown for 30 seconds.',
    hideNow: 'Hide now',
    hidden: 'Hidden again',
  },

  check: {
    summary: (channels: number) => `${plural(channels, 'channel', 'channels')} checked`,
    asExpected: 'all as expected',
    gone: (count: number) => `${number(count)} gone`,
    orphans: (count: number) => `${number(count)} lost`,
    foreign: (count: number) => `${number(count)} foreign`,
    settled: (count: number) => `${plural(count, 'issue', 'issues')} settled`,
    failed: (count: number, all: number, names: string) =>
      `${number(count)} of ${plural(all, 'channel', 'channels')} could not be checked: ${names}`,
    nothingToCheck: 'No channel to check yet',
  },

  revoke: {
    title: (revocable: number, total: number) =>
      revocable === total
        ? total === 1
          ? 'Revoke this token?'
          : `Revoke ${number(total)} tokens?`
        : `Revoke ${number(revocable)} of ${number(total)} tokens?`,
    titleOfOne: (name: string, channel: string) => `Revoke ${name} of ${channel}?`,
    more: (count: number) => `and ${number(count)} more`,
    what: 'A revoked token stops working and cannot be brought back. LINE’s list is asked afterwards, so that each revocation is proved.',
    lastOfConsumer: (count: number, total: number) =>
      count === total
        ? count === 1
          ? 'It is the only live token of its consumer:'
          : `All ${number(count)} are the only live tokens of their consumers:`
        : count === 1
          ? '1 is the only live token of its consumer:'
          : `${number(count)} are the only live tokens of their consumers:`,
    noSecret: (count: number) =>
      `The channel secret is missing for ${plural(count, 'channel; its', 'channels; their')} tokens will not be revoked.`,
    noSigningKey: (count: number) =>
      `${plural(count, 'channel has', 'channels have')} no registered signing key, so that nothing can be proved there; ${count === 1 ? 'its' : 'their'} tokens will not be revoked.`,
    noValue: (count: number) =>
      `The vault does not hold the value of ${plural(count, 'token; it', 'tokens; they')} cannot be revoked.`,
    notLive: (count: number) => `${plural(count, 'token is', 'tokens are')} not live any more.`,
    notAdopted: (count: number) =>
      `The successors of ${plural(count, 'token are', 'tokens are')} issued, and nobody has confirmed that they are in use. Hand them over and confirm it first, or these may stop working:`,
    slotsFull: (count: number) =>
      `No slot is free on ${plural(count, 'channel; it gets', 'channels; they get')} no token. Revoke one there first:`,
    manyOfConsumer: (count: number) =>
      `On ${plural(count, 'channel', 'channels')} the consumer would have more live tokens than the two that LINE advises:`,
    noKeyToIssue: (count: number) =>
      `${plural(count, 'channel has', 'channels have')} no registered signing key and ${count === 1 ? 'gets' : 'get'} no token:`,
    accept: {
      'last-of-consumer': 'I know that these consumers have no working token afterwards.',
      'successor-not-adopted': 'I know that what still uses the old tokens stops working.',
    },
    perChannel: (name: string, count: number) => `${name}: ${number(count)}`,
    submit: (revocable: number, total: number) =>
      revocable === total
        ? `Revoke ${plural(total, 'token', 'tokens')}`
        : `Revoke ${number(revocable)} of ${plural(total, 'token', 'tokens')}`,
    changed: 'What matches has changed since you looked. These are the figures now.',
    titleOfMatching: 'Revoke all that match?',
    typeNumber: (count: number) => `Type ${number(count)} to go on`,
    typeNumberHint: 'So many at once are not revoked by a slip.',
    moreChannels: (count: number) => plural(count, 'more channel', 'more channels'),
    moreNames: (count: number) => `${number(count)} others`,
    nothingToRevoke: (total: number): string =>
      total === 1
        ? 'It cannot be revoked from here, for the reason above.'
        : 'None of them can be revoked from here, for the reasons above.',
    runningTitle: 'Revoking',
    restingTitle: 'The revocation rests',
    doneTitle: {
      all: (count: number) => (count === 1 ? 'Revoked and proved' : `${number(count)} revoked and proved`),
      some: (good: number, total: number) => `${number(good)} of ${number(total)} revoked and proved`,
      none: 'Nothing was revoked',
      notLive: (count: number) =>
        count === 1 ? 'It was not live any more' : `All ${number(count)} were not live any more`,
      unproved: (count: number) => `Not proved: ${number(count)} may or may not still work`,
    },
  },

  issueMany: {
    title: (count: number) => `Issue for ${plural(count, 'channel', 'channels')}`,
    what: 'Each channel gets one token of its own, all for the same consumer. A failure of one does not hold up the others.',
    nobody: 'None of these channels can get a token, for the reasons above.',
    submit: (count: number) => `Issue ${plural(count, 'token', 'tokens')}`,
    runningTitle: 'Issuing',
    restingTitle: 'The issue rests',
    doneTitle: (issued: number, total: number) => `${number(issued)} of ${number(total)} issued and stored`,
    doneWhat: 'They are sealed in the vault. Copy each to its consumer from the table of tokens.',
  },

  rotateMany: {
    title: (count: number) => `Rotate ${plural(count, 'consumer', 'consumers')}`,
    titleOpen: 'Rotate the selection',
    what: 'Each consumer gets a new token now, by its policy. The old one stays live until the new one is handed over and confirmed.',
    nameless: (count: number) =>
      `${plural(count, 'token has', 'tokens have')} no consumer and ${count === 1 ? 'is' : 'are'} left out: nobody could be handed a new one.`,
    underWay: (count: number) =>
      `${plural(count, 'consumer has', 'consumers have')} a rotation under way and ${count === 1 ? 'is' : 'are'} left out.`,
    nobody: 'None of them can be rotated from here.',
    submit: (count: number) => `Begin ${plural(count, 'rotation', 'rotations')}`,
    runningTitle: 'Issuing the new tokens',
    restingTitle: 'The rotation rests',
    doneTitle: (issued: number, total: number) => `${number(issued)} of ${number(total)} new tokens issued`,
    doneWhat: 'Next, hand them over. Each rotation says what it waits for.',
    show: 'Show the rotations',
  },

  verify: {
    open: 'Verify a token…',
    title: 'Whose token is this?',
    platform: 'Platform',
    works: 'It works',
    worksWhat: (channelId: string, span: string) => `It belongs to channel ${channelId} and lives for another ${span}.`,
    worksNoExpiry: (channelId: string) => `It belongs to channel ${channelId}.`,
    refused: 'It does not work',
    refusedWhat: (status: number, said: string) => `The platform answered ${number(status)}: “${said}”`,
    platformOfToken: 'Automatic: its channel’s own, where it is known',
    asked: (host: string) => `Asked: ${host}`,
    scope: 'Scope',
  },
};

export type TokensMessages = typeof tokens;
