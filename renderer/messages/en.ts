const plural = (count: number, one: string, many: string) => `${String(count)} ${count === 1 ? one : many}`;

const COUNTED = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** A number at the start of a sentence: a word up to twelve, digits above. */
const counted = (count: number) => COUNTED[count] ?? String(count);

/** Every text of the window. Japanese has exactly these keys: the compiler says so. LINE's own names of things are LINE's. */
export const en = {
  locale: 'en',
  languageName: 'English',

  common: {
    cancel: 'Cancel',
    close: 'Close',
    loading: 'Loading',
    loadMore: 'Load more',
    tryAgain: 'Try again',
    never: 'never',
    advanced: 'Advanced',
    optional: 'optional',
    copyId: (what: string) => `Copy ${what}`,
    list: (items: readonly string[]) =>
      items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`,
    practice: 'PRACTICE',
    otherPlatform: 'NOT LINE',
    tokens: (count: number) => plural(count, 'token', 'tokens'),
    channels: (count: number) => plural(count, 'channel', 'channels'),
    dismiss: 'Dismiss',
  },

  duration: {
    underMinute: 'under 1 min',
    minutes: (count: number) => `${String(count)} min`,
    hours: (count: number) => `${String(count)} h`,
    days: (count: number) => `${String(count)} d`,
    join: (large: string, small: string) => `${large} ${small}`,
    in: (span: string) => `in ${span}`,
    ago: (span: string) => `${span} ago`,
    justNow: 'just now',
  },

  rail: {
    label: 'Places',
    overview: 'Overview',
    tokens: 'Tokens',
    channels: 'Channels',
    activity: 'Activity',
    settings: 'Settings',
    channelsCaption: 'CHANNELS',
    lock: 'Lock',
    lockTitle: 'Lock the vault',
    notAskedYet: 'No platform asked yet',
    reached: (host: string, when: string) => `${host} reached ${when}`,
    notReached: (host: string) => `${host} not reached`,
    slotsTaken: (taken: number, limit: number) => `${String(taken)} of ${String(limit)} slots taken`,
    needsYou: (count: number) => `${plural(count, 'thing needs', 'things need')} you`,
  },

  bar: {
    search: 'Find a token, or paste a leaked one',
    searchLabel: 'Find a token',
    checkAll: 'Check all',
    checking: 'Checking…',
    issue: 'Issue token',
    offline: (host: string, when: string) =>
      `${host} could not be reached ${when}. Everything that needs no network still works.`,
  },

  firstRun: {
    title: 'A box for your keys',
    what: 'Kagibako makes the signing key for your LINE channels, issues channel access tokens with it, says which ones still work, and revokes them with proof. Everything stays on this computer.',
    where: 'Where the secrets will live',
    keychain: (name: string) => `The keychain of this computer (${name})`,
    keychainReady:
      'It answers and is unlocked. It opens together with your login, so that there is no further passphrase.',
    keychainUnavailable: {
      'no-session': 'It does not answer: this session has no keychain service.',
      locked: 'It is locked. Unlock your login keychain, then look again.',
      failed: 'It answered with an error.',
    },
    lookAgain: 'Look again',
    file: 'A sealed file, opened with a passphrase',
    fileWhat:
      'Works without a keychain. You type the passphrase whenever the vault is opened; nobody can recover it for you.',
    passphrase: 'Passphrase',
    passphraseAgain: 'The same once more',
    passphraseHint: 'Four or five words are easier to remember than symbols.',
    passphraseDiffers: 'The two passphrases are different.',
    passphraseEmpty: 'Choose a passphrase.',
    folder: 'The vault will be in',
    begin: 'Create the vault',
    practise: 'Practise without LINE',
    practiseWhat:
      'Creates the vault and adds a practice channel on this computer. No account needed, nothing reaches LINE.',
    creating: 'Creating the vault…',
    startingPractice: 'Preparing the practice platform…',
  },

  unlock: {
    title: 'The vault is locked',
    file: 'Type its passphrase to open it.',
    keychain: 'Its secrets are in the keychain of this computer.',
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    unlocking: 'Opening…',
    folder: 'Vault in',
  },

  broken: {
    title: 'The vault cannot be opened',
  },

  overview: {
    needs: (count: number) => (count === 1 ? 'One thing needs you' : `${counted(count)} things need you`),
    nothing: 'Nothing needs you',
    well: (well: number, total: number) =>
      well === total
        ? total === 1
          ? 'Your token is well.'
          : `All ${String(total)} tokens are well.`
        : `${String(well)} of ${String(total)} tokens are well.`,
    nextExpiry: (name: string, when: string) => `Next expiry: ${name}, ${when}.`,
    noTokens: 'No live tokens yet.',
    slots: 'Slots at LINE, 30 per channel',
    timeline: 'Next 30 days',
    timelineLabel: 'Expiries of each channel over the next 30 days',
    today: 'today',
    todayAt: (time: string) => `today at ${time}`,
    expires: (when: string) => `expires ${when}`,
    expiresLast: (when: string) => `expires ${when}, and it is the only live token of this consumer`,
    soon: (count: number): string =>
      count === 1 ? 'has passed two thirds of its life' : 'have passed two thirds of their life',
    foreign: (count: number) =>
      count === 1
        ? 'has a token that this vault did not issue'
        : `has ${String(count)} tokens that this vault did not issue`,
    orphan: (count: number) =>
      count === 1
        ? 'lost LINE’s answer to one issue; its slot is burnt until it expires'
        : `lost LINE’s answer to ${String(count)} issues; their slots are burnt until they expire`,
    revoking: (count: number) =>
      count === 1
        ? 'has 1 revocation that is not proved; the token may still work'
        : `has ${String(count)} revocations that are not proved; they may still work`,
    todayGroup: (count: number, name: string) => `${String(count)} tokens of ${name}`,
    todayGroupEnds: (time: string) => `end within 24 h, the first at ${time}`,
    moreChannels: (count: number) => `and ${plural(count, 'more channel', 'more channels')}`,
    unknown: 'has an issue with an unknown outcome; a check settles it',
    noKey: 'has no assertion signing key yet',
    keyGenerated: 'has a signing key that is not registered at LINE yet',
    keyRegistered: 'has a signing key that is not proved yet',
    noSecret: 'has no channel secret here, so its tokens cannot be revoked',
    full: 'has no free slot; LINE would refuse another token',
    by: (date: string) => `by ${date}`,
    act: {
      token: 'Open',
      tokens: 'Show them',
      check: 'Check now',
      key: 'Set up',
      register: 'Continue',
      secret: 'Add it',
    },
    startTitle: 'Add your first channel',
    startWhat:
      'You need its channel ID from the LINE Developers Console, and 10 minutes for the signing key. Or practise first: the practice platform behaves like LINE and runs on this computer.',
    addChannel: 'Add channel',
    practise: 'Practise without LINE',
  },

  marks: {
    live: 'Live',
    soon: 'Live, rotate soon',
    today: 'Live, ends within 24 h',
    draining: 'Draining',
    revoking: 'Revoking',
    orphan: 'Lost',
    foreign: 'Foreign',
    revoked: 'Revoked',
    gone: 'Gone',
    expired: 'Expired',
    short: {
      live: 'live',
      soon: 'soon',
      today: '24 h',
      draining: 'draining',
      orphan: 'lost',
      foreign: 'foreign',
      unknown: 'unknown',
    },
  },
  markExplained: {
    live: 'Issued here and, as far as known, accepted by LINE.',
    soon: 'More than two thirds of its life is over: time to replace it.',
    today: 'It ends within 24 hours.',
    draining: 'Still live while its consumer moves to another token.',
    revoking: 'Its revocation was started and is not proved yet.',
    orphan:
      'LINE holds it, but its value never arrived here. It cannot be used or revoked; its slot frees when it expires.',
    foreign: 'Live at LINE, but never issued by this vault: another tool, a colleague, or an intruder.',
    revoked: 'LINE’s list was asked afterwards and does not hold it any more.',
    gone: 'It vanished from LINE’s list: revoked elsewhere, or ended early.',
    expired: 'Its time is over.',
  },

  channels: {
    title: 'Channels',
    add: 'Add channel',
    empty: 'No channels yet',
    emptyWhat:
      'Add a Messaging API channel by its ID. The vault then makes its signing key and walks you through registering it.',
    column: {
      name: 'Channel',
      id: 'Channel ID',
      key: 'Signing key',
      secret: 'Channel secret',
      slots: 'Slots',
      checked: 'Checked',
    },
    keyState: { none: 'None', generated: 'Not registered', registered: 'Not proved', proved: 'Proved' },
    secretStored: 'Stored',
    secretMissing: 'Missing',
  },

  addChannel: {
    title: 'Add a channel',
    id: 'Channel ID',
    idHint: 'LINE Developers Console → your channel → Basic settings → Channel ID',
    name: 'Name',
    nameHint: 'For you; LINE never sees it.',
    namePlaceholder: 'Sakura Store',
    secret: 'Channel secret',
    secretHint: 'On the same page. Needed to revoke tokens; you can add it later.',
    platform: 'Platform',
    platformHint: 'Where this channel lives. Leave it empty for LINE itself. It cannot be changed later.',
    submit: 'Add channel',
  },

  /** What is wrong with a field, in one sentence that says how to mend it. */
  fields: {
    required: 'This is needed.',
    channelId: 'A channel ID is made of digits only.',
    name: 'A name has 1 to 80 characters and no line breaks.',
    channelSecret: 'A channel secret has no spaces and at least 8 characters.',
    platform: 'This is too long to be a platform’s address.',
    label: 'A label has at most 120 characters and no line breaks.',
    consumer: 'A consumer’s name has at most 80 characters and no line breaks.',
    lifetimeSeconds: 'The lifetime is between 1 minute and 30 days.',
    passphrase: 'This passphrase is too long.',
    accessToken: 'This is too long to be a token.',
    material: 'This is far too long to be a key.',
    kid: 'This is too long to be a kid.',
  },

  channel: {
    id: 'Channel ID',
    checkNow: 'Check',
    issue: 'Issue token',
    showTokens: 'Show tokens',
    slots: 'Slots at LINE',
    slotsFree: (free: number, limit: number) => `${String(free)} of ${String(limit)} free`,
    nextFrees: (when: string) => `Next one frees ${when}`,
    keys: 'Assertion signing keys',
    noKeys: 'No signing key yet',
    noKeysWhat:
      'The vault makes an RSA key pair. The private half goes to the secret store and never leaves it; the public half you register at LINE.',
    generate: 'Generate key',
    generating: 'Generating…',
    import: 'Import key',
    facts: 'About this channel',
    secret: 'Channel secret',
    secretStored: 'Stored in the vault',
    secretMissing: 'Not stored: tokens of this channel cannot be revoked from here',
    setSecret: 'Set secret',
    replaceSecret: 'Replace',
    platform: 'Platform',
    added: 'Added',
    checked: 'Last check',
    rename: 'Rename',
    remove: 'Remove channel',
    unresolvedWhat: (when: string) =>
      `LINE’s answer to an issue did not arrive whole (${when}). A check tells whether a token exists.`,
  },

  secretDialog: {
    title: (name: string) => `Channel secret of ${name}`,
    what: 'Copy it from the LINE Developers Console: Basic settings → Channel secret. It goes straight to the secret store.',
    field: 'Channel secret',
    submit: 'Store secret',
    stored: 'Channel secret stored',
  },
  renameDialog: {
    title: 'Rename channel',
    field: 'Name',
    submit: 'Rename',
  },
  removeDialog: {
    title: (name: string) => `Remove ${name}?`,
    what: 'Its signing keys and its secret are deleted from this computer. What was registered at LINE stays there. A channel with live tokens is not removed.',
    submit: 'Remove 1 channel',
  },

  key: {
    state: {
      generated: 'Not registered at LINE',
      registered: 'Registered, not proved',
      proved: 'Proved',
      retired: 'Retired',
    },
    origin: { generated: 'Generated here', imported: 'Imported' },
    kid: 'kid',
    noKid: 'no kid yet',
    made: (when: string) => `made ${when}`,
    provedAt: (when: string) => `proved ${when}`,
    prove: 'Prove again',
    proving: 'Asking…',
    changeKid: 'Change kid',
    retire: 'Retire',
    copyPublic: 'Copy public key',
    publicCopied: 'Public key copied',
  },

  guide: {
    title: 'Register this key at LINE',
    what: 'LINE has no API for this step, so it is done by hand, once per key. You can leave and come back at any time.',
    copy: {
      title: 'Copy the public key',
      what: 'Exactly what the console takes. It holds nothing secret.',
      form: 'Form',
      useForm: 'use: sig',
      opsForm: 'key_ops: verify',
      formHint: 'The console takes either form. Use the second one only if your tools need it.',
      button: 'Copy public key',
      copied: 'Copied. Now paste it in the console.',
    },
    open: {
      title: 'Register it in the console',
      button: 'Open the LINE Developers Console',
      buttonPractice: 'Open the practice console',
      opened: (url: string) => `Opened ${url}`,
      steps: (name: string, channelId: string) => [
        `Choose your provider, then the channel “${name}” (${channelId}). You need the Admin role there.`,
        'Open the tab “Basic settings” and find the row “Assertion Signing Key”.',
        'Press “Register a public key”, paste the key, press “Register”.',
        'The console now shows the key’s kid, a UUID. Copy it.',
      ],
    },
    kid: {
      title: 'Bring back the kid',
      field: 'kid from the console',
      placeholder: '00000000-0000-0000-0000-000000000000',
      button: 'Save and prove',
      buttonSaving: 'Asking…',
      saveOnly: 'Save without asking',
      hint: 'Proving asks for the list of key IDs with this key. It spends no slot and issues nothing.',
      look: {
        empty: '',
        good: 'Looks right: a UUID.',
        unfinished: 'A kid is a UUID: 8-4-4-4-12 characters.',
        'key-id':
          'This looks like the key_id of a token. The kid is a UUID with dashes, shown under Basic settings → Assertion Signing Key.',
        thumbprint: 'This is the key’s thumbprint. LINE gives a kid of its own, a UUID.',
        'our-id': 'This is the vault’s own ID of the key. LINE gives a kid of its own; copy it from the console.',
        jwk: 'This is the key itself. Paste that in the console; here belongs the kid that the console then shows.',
        'channel-id': 'This looks like a channel ID. The kid is a UUID with dashes.',
        'something-else': 'This is not a UUID. The console shows the kid under Basic settings → Assertion Signing Key.',
      },
    },
    proved: 'Proved',
    provedWhat: (live: number) =>
      `LINE accepted an assertion signed with this key. ${live === 0 ? 'The channel has no live tokens yet.' : `The channel has ${plural(live, 'live token', 'live tokens')}.`}`,
    clockSkew: (seconds: number) =>
      `This computer’s clock and LINE’s are ${String(Math.abs(seconds))} seconds apart; assertions are corrected for it.`,
    failedTitle: 'The kid is stored, but it is not proved',
    notAsked: 'The kid is stored. Prove it when LINE can be reached.',
    proveNow: 'Prove now',
    issueNext: 'Issue the first token',
  },

  importKey: {
    title: 'Import a signing key',
    what: 'A private key that you made elsewhere: a JWK (JSON), or PEM in PKCS#8 or PKCS#1. LINE’s own download from before 2021 works too.',
    paste: 'Private key',
    placeholder: '{"kty":"RSA", …}  or  -----BEGIN PRIVATE KEY-----',
    choose: 'Choose a file',
    passphrase: 'Passphrase of the key file',
    passphraseHint: 'Only for an encrypted PEM file.',
    submit: 'Import key',
    imported: 'Key imported',
  },

  retire: {
    title: 'Retire this key?',
    what: 'It signs nothing any more, so that tokens can no longer be issued or listed with it. Tokens that were issued with it go on working. This cannot be undone.',
    submit: 'Retire 1 key',
  },

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
      proved: 'Proved',
      actions: 'Actions',
    },
    noConsumer: 'no consumer',
    shown: (shown: number, total: number | null, more: boolean) =>
      total === null || total <= shown
        ? more
          ? `${String(shown)}+ tokens`
          : plural(shown, 'token', 'tokens')
        : `${String(shown)} of ${plural(total, 'token', 'tokens')}`,
    atMost: (span: string) => `≤ ${span}`,
    revokedWhen: (when: string) => `revoked ${when}`,
    endedWhen: (when: string) => `ended ${when}`,
    selectAll: 'Select all loaded tokens',
    selectRow: (name: string) => `Select ${name}`,
    selected: (count: number) => `${String(count)} selected`,
    clearSelection: 'Clear',
    check: 'Check',
    revoke: (count: number) => `Revoke ${String(count)}…`,
    keyIdCopied: 'Key ID copied',
    idCopied: 'ID copied',
    copy: 'Copy',
    copyTitle: 'Copy this token; the clipboard is cleared after 20 seconds',
    details: 'Details',
    detailsOf: (name: string) => `Details of ${name}`,
    empty: 'No live tokens',
    emptyWhat: 'A token lives for up to 30 days and takes one of the 30 slots of its channel.',
    nothingFound: 'No token fits',
    nothingFoundWhat: 'Try another search, or take a filter away.',
    clearFilters: 'Show all live tokens',
    newRows: 'Loading more tokens',
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
  },

  copyToast: {
    copied: 'Token copied. The clipboard will be cleared.',
    countdown: (seconds: number) => `cleared in ${String(seconds)} s`,
    cleared: 'Clipboard cleared',
  },

  reveal: {
    title: 'Show the value of this token?',
    what: 'Anyone who sees it can send messages as your channel. It hides again after 30 seconds, and the log notes that it was shown. Copying does not need this.',
    submit: 'Show for 30 seconds',
    shownTitle: 'Token value',
    hides: (seconds: number) => `Hides in ${String(seconds)} s`,
    hidesAnnounced: 'The value is shown for 30 seconds.',
    hideNow: 'Hide now',
    hidden: 'Hidden again',
  },

  check: {
    summary: (channels: number) => `${plural(channels, 'channel', 'channels')} checked`,
    asExpected: 'all as expected',
    gone: (count: number) => `${String(count)} gone`,
    orphans: (count: number) => `${String(count)} lost`,
    foreign: (count: number) => `${String(count)} foreign`,
    settled: (count: number) => `${plural(count, 'issue', 'issues')} settled`,
    failed: (count: number, all: number, names: string) =>
      `${String(count)} of ${plural(all, 'channel', 'channels')} could not be checked: ${names}`,
    nothingToCheck: 'No channel to check yet',
  },

  revoke: {
    title: (count: number) => (count === 1 ? 'Revoke this token?' : `Revoke ${String(count)} tokens?`),
    titleOfOne: (name: string, channel: string) => `Revoke ${name} of ${channel}?`,
    more: (count: number) => `and ${String(count)} more`,
    what: 'A revoked token stops working at once and cannot be brought back. LINE’s list is asked afterwards, so that each revocation is proved.',
    lastOfConsumer: (count: number, total: number) =>
      count === total
        ? count === 1
          ? 'It is the only live token of its consumer:'
          : `All ${String(count)} are the only live tokens of their consumers:`
        : count === 1
          ? '1 is the only live token of its consumer:'
          : `${String(count)} are the only live tokens of their consumers:`,
    noSecret: (count: number) =>
      `The channel secret is missing for ${plural(count, 'channel', 'channels')}; those tokens will not be revoked.`,
    noSigningKey: (count: number) =>
      `${plural(count, 'channel has', 'channels have')} no registered signing key, so that nothing can be proved there; those tokens will not be revoked.`,
    noValue: (count: number) =>
      `The vault does not hold the value of ${plural(count, 'token', 'tokens')}; they cannot be revoked.`,
    notLive: (count: number) => `${plural(count, 'token is', 'tokens are')} not live any more.`,
    perChannel: (name: string, count: number) => `${name}: ${String(count)}`,
    submit: (revocable: number, total: number) =>
      revocable === total
        ? `Revoke ${plural(total, 'token', 'tokens')}`
        : `Revoke ${String(revocable)} of ${plural(total, 'token', 'tokens')}`,
    nothingToRevoke: (total: number): string =>
      total === 1
        ? 'It cannot be revoked from here, for the reason above.'
        : 'None of them can be revoked from here, for the reasons above.',
    runningTitle: 'Revoking',
    progress: (finished: number, total: number) => `${String(finished)} of ${String(total)}`,
    stop: 'Stop: finish only what is under way',
    stopping: 'Stopping…',
    closeWhileRunning: 'It goes on if you close this; the outcome is kept under Activity.',
    doneTitle: {
      all: (count: number) => (count === 1 ? 'Revoked and proved' : `${String(count)} revoked and proved`),
      some: (good: number, total: number) => `${String(good)} of ${String(total)} revoked and proved`,
      none: 'Nothing was revoked',
      unproved: (count: number) => `Not proved: ${String(count)} may or may not still work`,
    },
    outcome: {
      revoked: 'Revoked, proved by its absence from LINE’s list',
      'already-invalid': 'Was not live any more',
      unproved: 'Not proved: it may still work',
      failed: 'Failed',
    },
    notTried: 'Not tried: stopped',
    repeat: (count: number) => `Try ${plural(count, 'token', 'tokens')} again`,
  },

  verify: {
    open: 'Verify a token…',
    title: 'Whose token is this?',
    what: 'Paste any channel access token. The vault looks whether it issued it, then asks the platform whether it works. The value is not stored.',
    field: 'Channel access token',
    platform: 'Platform',
    submit: 'Verify',
    verifying: 'Asking…',
    works: 'It works',
    worksWhat: (channelId: string, span: string) => `It belongs to channel ${channelId} and lives for another ${span}.`,
    worksNoExpiry: (channelId: string) => `It belongs to channel ${channelId}.`,
    refused: 'It does not work',
    refusedWhat: (status: number, said: string) => `The platform answered ${String(status)}: “${said}”`,
    ours: 'This vault issued it:',
    notOurs: 'This vault did not issue it.',
    platformOfToken: 'Automatic: its channel’s own, where it is known',
    asked: (host: string) => `Asked: ${host}`,
    revoke: 'Revoke this token…',
    details: 'Details',
    scope: 'Scope',
  },

  activity: {
    title: 'Activity',
    operations: 'Operations',
    noOperations: 'Nothing yet. Revocations of many tokens appear here, with the outcome of each.',
    kind: { revoke: 'Revoke', check: 'Check' },
    state: {
      running: 'Running',
      done: 'Done',
      'some-failed': 'Some failed',
      failed: 'Failed',
      cancelled: 'Stopped',
      interrupted: 'Interrupted',
    },
    of: (kind: string, count: number) => `${kind} ${plural(count, 'token', 'tokens')}`,
    failedItems: (count: number) => `${String(count)} not done`,
    outcome: 'Outcome',
    cancel: 'Stop',
    log: 'Log',
    logWhat: 'What was done, when and through which door. It holds IDs, never a secret.',
    noLog: 'Nothing was done yet.',
    column: { at: 'When', what: 'What', channel: 'Channel', subject: 'ID', door: 'Door' },
    door: { desktop: 'Window', cli: 'Command line', test: 'Test' },
    audit: {
      'vault-created': 'Vault created',
      'vault-opened': 'Vault opened',
      'channel-added': 'Channel added',
      'channel-renamed': 'Channel renamed',
      'channel-removed': 'Channel removed',
      'channel-secret-set': 'Channel secret stored',
      'key-generated': 'Signing key generated',
      'key-imported': 'Signing key imported',
      'key-registered': 'kid stored',
      'key-proved': 'Registration proved',
      'key-retired': 'Signing key retired',
      'assertion-created': 'JWT assertion handed out',
      'token-issued': 'Token issued',
      'token-copied': 'Token copied',
      'token-revealed': 'Token shown',
      'token-revoked': 'Token revoked, proved',
      'token-orphaned': 'Lost token found',
      'token-foreign-seen': 'Foreign token seen',
      'token-gone': 'Token gone',
      'stateless-issued': 'Stateless token handed out',
      'issue-rejected': 'Issue refused',
      'issue-unknown': 'Issue with unknown outcome',
      'issue-resolved': 'Unknown issue settled',
    },
  },

  settings: {
    title: 'Settings',
    language: 'Language',
    secrets: 'Secrets',
    inKeychain: (name: string) => `In the keychain of this computer (${name})`,
    inFile: 'In a file sealed under your passphrase',
    health: {
      available: 'It answers and is unlocked.',
      'no-session': 'It does not answer.',
      locked: 'It is locked.',
      failed: 'It answered with an error.',
    },
    folder: 'Vault folder',
    copyFolder: 'Copy path',
    folderCopied: 'Path copied',
    created: 'Created',
    version: 'Version',
    ledger: (version: number) => `ledger ${String(version)}`,
    practice: 'Practice',
    practiceWhat: 'A LINE platform on this computer, to learn and to try things.',
    startPractice: 'Start practice',
    practiceReady: 'The practice channel is ready',
    shortcuts: 'Keyboard',
    showShortcuts: 'Show shortcuts',
    network: 'Network',
    networkWhat:
      'The window itself has no network access. The vault talks only to the platforms of your channels, and only when you ask.',
  },

  shortcuts: {
    title: 'Keyboard',
    groups: { anywhere: 'Anywhere', table: 'In the table of tokens' },
    search: 'Find a token',
    issue: 'Issue a token',
    places: 'Overview, Tokens, Channels, Activity, Settings',
    help: 'This list',
    escape: 'Close a dialog, clear the selection',
    lock: 'Lock the vault',
    move: 'Move between rows',
    ends: 'First, last row',
    select: 'Select a row',
    range: 'Select a range',
    all: 'Select all loaded rows',
    details: 'Open the details',
    copy: 'Copy the token',
  },
};

export type Messages = typeof en;
