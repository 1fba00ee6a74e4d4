import { number, plural } from './words.ts';

export const containment = {
  slotAccount: {
    title: 'What LINE lists',
    what: 'A check compares LINE’s list of key IDs with the ledger. LINE tells nothing but key IDs: no value, no owner, no date.',
    never: 'This channel was not compared with LINE yet. Below is what the vault did itself.',
    compared: (when: string) => `Compared with LINE ${when}.`,
    failed: 'The account could not be read',
    taken: (taken: number, limit: number) => `${number(taken)} of ${plural(limit, 'slot', 'slots')} taken`,
    heading: {
      foreign: 'Foreign',
      orphan: 'Lost',
      unknown: 'Outcome unknown',
      gone: 'Gone',
      live: 'Live, issued here',
    },
    none: {
      foreign: 'Nothing foreign: LINE lists no key ID that this vault cannot explain.',
      orphan: 'Nothing is lost.',
      gone: 'Nothing vanished.',
      live: 'No live token.',
    },
    foreignWhat: 'LINE lists these key IDs, and this vault never issued them. It can be:',
    foreignCauses: [
      'another tool that issues for this channel: take its tokens in, or stop it;',
      'a colleague who issued one elsewhere: ask for the value and take it in;',
      'an intruder who has a signing key of this channel: contain the channel.',
    ],
    firstSeen: (when: string) => `first seen ${when}`,
    freesLatest: (date: string) => `its slot frees by ${date} at the latest`,
    frees: (date: string) => `its slot frees ${date}`,
    adopt: 'Take in…',
    adoptThis: (keyId: string) => `Take in the token with Key ID ${keyId}`,
    contain: 'Contain this channel…',
    goOn: 'Go on with the run-book',
    orphanWhat:
      'LINE issued these, but its answer never arrived whole, so that nobody has the value. They cannot be used or revoked; the slot is burnt until it frees.',
    asked: (when: string, consumer: string) =>
      consumer === '' ? `asked for ${when}` : `asked for ${when}, for ${consumer}`,
    requestId: 'Request ID',
    noRequestId: 'no request ID came back',
    noIssue: 'the issue that made it is not among the latest ones on record',
    unknownWhat: 'It is not known whether LINE issued these. Each may hold a slot; a check settles it.',
    goneWhat: 'These were live and vanished from LINE’s list before their time: revoked elsewhere, or ended by LINE.',
    goneLast: (when: string) => `last seen live ${when}`,
    goneNoticed: (when: string) => `missed ${when}`,
    liveWhat: (live: number, draining: number) =>
      draining === 0
        ? plural(live, 'token', 'tokens')
        : `${plural(live, 'token', 'tokens')}, ${number(draining)} of them draining`,
    liveUnseen: (count: number) =>
      `${plural(count, 'token', 'tokens')} issued since the last check, not seen in LINE’s list yet.`,
    firstOf: (shown: number, total: number) => `The latest ${number(shown)} of ${number(total)}`,
  },

  adopt: {
    title: 'Take in a token',
    what: 'A token that was issued elsewhere: by another tool, or by a colleague. The vault asks LINE whether it works, pairs it with its key ID, and keeps it from then on.',
    field: 'Channel access token',
    fieldHint: 'It is cleared from here as soon as it is handed over, also where that fails.',
    keyId: 'Key ID (key_id)',
    keyIdHint: 'Whoever issued the token got it in the same answer. Leave it empty: often only one fits.',
    again: 'The value was not kept. Paste it once more.',
    ambiguous:
      'LINE never says which key ID belongs to a value. Several listed key IDs have no value here, and more than one can end when this token does. The answer to the issue names it as key_id, beside access_token.',
    submit: 'Take in',
    submitting: 'Asking LINE…',
    done: 'Taken in',
    pairedBy: {
      'only-one': 'Paired: LINE lists only one key ID without a value here.',
      'by-end': 'Paired by its end: of the key IDs without a value, only one can end when this token does.',
      named: 'Paired with the key ID that you named, which LINE lists as live.',
    },
    details: 'Details',
    another: 'Take in another',
    openKnown: 'Show it',
  },

  containment: {
    begin: {
      title: (name: string) => `Contain ${name}?`,
      what: 'For a channel whose signing key, secret or console may be in other hands. The run-book leads through eleven steps:',
      phases: [
        'every token of this channel is revoked, with proof: its bots stop until they have new ones;',
        'the old signing keys are removed at LINE, and a new one is registered;',
        'the channel secret is issued anew, and access to the console is looked through;',
        'tokens are issued anew for those that had one, and handed over.',
      ],
      nothingYet: 'Beginning revokes nothing. Each step waits for your word, and is logged.',
      reason: 'What happened?',
      reasonHint: 'For the log: where it was found, by whom. No secrets.',
      reasonPlaceholder: 'token found in a public repository',
      submit: 'Begin the run-book',
      submitting: 'Beginning…',
    },
    banner: (done: number, total: number) => `Being contained: ${number(done)} of ${plural(total, 'step', 'steps')}`,
    bannerNext: (step: string) => `Next: ${step}`,
    goOn: 'Go on',
    title: 'Run-book for a compromised channel',
    since: (when: string) => `begun ${when}`,
    state: { 'under-way': 'Under way', done: 'Contained', closed: 'Closed with open steps' },
    doneWhat: 'Every step is done or was skipped with a reason.',
    closedWhat: (count: number) => `${plural(count, 'step', 'steps')} stayed open, on record.`,
    remains: (count: number) => (count === 0 ? 'Nothing remains.' : plural(count, 'step remains', 'steps remain')),
    progress: (done: number, total: number) => `${number(done)} of ${number(total)}`,
    consumers: 'Had live tokens when it began',
    noConsumers: 'no consumer had a live token',
    steps: 'Steps',
    stepState: {
      open: 'open',
      'under-way': 'under way',
      failed: 'failed',
      done: 'done',
      skipped: 'skipped',
    },
    step: {
      'revoke-all': {
        title: 'Revoke every token',
        what: 'Whoever has a value can use it until it is revoked. All live tokens that this vault holds are revoked, and LINE’s list proves it. Foreign ones cannot be revoked without their value: the next steps see to it that no more of them are issued.',
        run: 'Revoke all…',
      },
      'console-delete-keys': {
        title: 'Remove the old keys in the console',
        what: 'While an old public key is registered, whoever has its private half can issue tokens. What LINE does with tokens of a removed key is not documented, which is why they are revoked first.',
        run: '',
      },
      'new-key': {
        title: 'Make a new signing key',
        what: 'A new RSA key pair. Its private half goes to the secret store.',
        run: 'Make the key',
      },
      'register-key': {
        title: 'Register the new key',
        what: 'The guide of the key leads through the console. It is done when LINE accepts an assertion signed with it.',
        run: 'See whether it is proved',
      },
      'retire-keys': {
        title: 'Retire the old keys here',
        what: 'So that nothing is signed with them by mistake. Only the new one signs from then on.',
        run: 'Retire them',
      },
      'console-reissue-secret': {
        title: 'Issue the channel secret anew',
        what: 'With the old secret, webhooks can be forged. The old one ends at once: every bot server of this channel needs the new one.',
        run: '',
      },
      'set-secret': {
        title: 'Store the new channel secret',
        what: 'Revoking needs it.',
        run: 'See whether it is stored',
      },
      'console-members': {
        title: 'Look who has access',
        what: 'Remove whoever does not belong there, of the channel and of its provider. An Admin can register keys and see the secret.',
        run: '',
      },
      'check-again': {
        title: 'Check again',
        what: 'LINE’s list is asked once more. It must hold nothing that is not ours; a foreign key ID that appears now was issued with a key that still works.',
        run: 'Check now',
      },
      reissue: {
        title: 'Issue new tokens',
        what: 'One for each consumer that had a live token when this began.',
        run: 'Issue them',
      },
      'hand-over': {
        title: 'Hand the new tokens over',
        what: 'Each consumer gets its own, and is back.',
        run: '',
      },
    },
    clicks: {
      'console-delete-keys': {
        labels: ['Basic settings', 'Assertion Signing Key'],
        steps: [
          'Open the tab “Basic settings” and find the row “Assertion Signing Key”. You need the Admin role.',
          'Delete the keys whose kids stand below, and any other that nobody can explain.',
        ],
      },
      'console-reissue-secret': {
        labels: ['Basic settings', 'Channel secret', 'Issue'],
        steps: [
          'Open the tab “Basic settings” and find “Channel secret”. You need the Admin role.',
          'Press “Issue” beside it and confirm. Copy the new secret for the next step.',
        ],
      },
      'console-members': {
        labels: ['Roles'],
        steps: [
          'Open the tab “Roles” of the channel, then the one of its provider.',
          'Remove everybody whom you do not know, and whoever need not be Admin any more.',
        ],
      },
    },
    oldKids: 'The kids of the old keys:',
    openConsole: 'Open the console',
    guide: 'Open the guide of the key',
    setSecret: 'Store the secret…',
    handOver: 'Hand over…',
    running: 'Working…',
    operation: (finished: number, total: number) => `${number(finished)} of ${number(total)}`,
    /** What a step of the vault's own found. */
    found: {
      revoked: (count: number) => `${number(count)} revoked and proved`,
      orphan: (count: number) => `${number(count)} lost`,
      foreign: (count: number) => `${number(count)} foreign`,
      live: (count: number) => `${number(count)} live`,
      issued: (count: number) => `${number(count)} issued`,
    },
    foundUntil: (found: string, date: string) => `${found} (until ${date} at the latest)`,
    showOperation: 'Show the operation',
    tick: 'It is done',
    note: 'Note',
    noteHint: 'For the log: what was found, who was told.',
    skip: 'Skip this step…',
    by: {
      desktop: (when: string) => `${when}, in the window`,
      cli: (when: string) => `${when}, on the command line`,
      test: (when: string) => `${when}, in a test`,
    },
    skipDialog: {
      title: (step: string) => `Skip the step “${step}”?`,
      what: 'The step counts as skipped, with your reason on record. It can still be done later.',
      reason: 'Reason',
      submit: 'Skip the step',
      submitting: 'Noting…',
    },
    revokeDialog: {
      title: (count: number, name: string) => `Revoke ${plural(count, 'token', 'tokens')} of ${name}?`,
      what: 'They stop working at once and cannot be brought back. These have no other and stand still until they get a new one:',
      submit: (count: number) => `Revoke ${plural(count, 'token', 'tokens')}`,
      submitting: 'Revoking…',
    },
    close: 'Close the run-book…',
    closeDialog: {
      title: 'Close this run-book?',
      open: (count: number) =>
        count === 1
          ? '1 step is open and stays open on record:'
          : `${number(count)} steps are open and stay open on record:`,
      nothingOpen: 'Every step is done or skipped.',
      reason: 'Reason',
      submit: 'Close it',
      submitting: 'Closing…',
    },
    earlier: (count: number) => `Earlier run-books of this channel: ${number(count)}`,
    again: 'Contain again…',
    setting: 'Compromised?',
    settingWhat: 'The run-book: revoke all with proof, new key, new secret, issue anew.',
  },
};

export type ContainmentMessages = typeof containment;
