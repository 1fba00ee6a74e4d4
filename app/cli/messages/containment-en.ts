import type { ContainmentState, ContainmentStep, ContainmentStepState } from '../../../shared/containment.ts';

/** What the run-book for a compromised channel says in English. Labels of LINE's console are LINE's own. */
export const containmentEn = {
  states: { 'under-way': 'under way', done: 'done', closed: 'closed' } satisfies Record<ContainmentState, string>,
  stepStates: {
    open: 'to do',
    'under-way': 'begun',
    failed: 'failed',
    done: 'done',
    skipped: 'skipped',
  } satisfies Record<ContainmentStepState, string>,
  steps: {
    'revoke-all': 'Revoke every token and prove it',
    'console-delete-keys': 'In the console: delete the public keys',
    'new-key': 'Make a new signing key',
    'register-key': 'Register its public key and prove it',
    'retire-keys': 'Retire the old signing keys',
    'console-reissue-secret': 'In the console: issue a new channel secret',
    'set-secret': 'Store the new channel secret',
    'console-members': 'In the console: see who has access',
    'check-again': 'See that LINE lists nothing foreign',
    reissue: 'Issue new tokens',
    'hand-over': 'Hand the new tokens over',
  } satisfies Record<ContainmentStep, string>,
  /** What to do. `key` is the ID of the new signing key, or `<signingKeyId>` where there is none yet. */
  how: {
    'revoke-all': () =>
      'Revokes every live token that this vault holds for the channel, whoever uses it. It needs the channel secret, and a signing key that LINE knows.',
    'console-delete-keys': () =>
      'LINE Developers Console → Basic settings → Assertion Signing Key: delete every public key whose private half may be in other hands. Do this after the tokens are revoked, because the proof is signed with such a key.',
    'new-key': () => 'Generates a key pair. Its private half stays in this vault.',
    'register-key': (_channelId: string, key: string) =>
      `Print the public key: kagibako key public ${key}\nRegister it: LINE Developers Console → Basic settings → Assertion Signing Key → Register a public key\nStore the kid that the console shows: kagibako key register ${key} --kid KID`,
    'retire-keys': () => 'The other signing keys of the channel sign no more from this vault.',
    'console-reissue-secret': () =>
      'LINE Developers Console → Basic settings → Channel secret → Issue. The old secret stops working at once, also for checking webhook signatures on your servers.',
    'set-secret': (channelId: string) => `Store it: kagibako channel set-secret ${channelId} --secret-stdin`,
    'console-members': () =>
      'LINE Developers Console → the channel’s tab “Roles”, and the provider’s: remove everybody who should not be there.',
    'check-again': () =>
      'Asks for LINE’s key ID list. A foreign token whose value you have can be taken in and revoked: kagibako token adopt --stdin',
    reissue: () =>
      'Each consumer that had a live token gets one new token; of those without a consumer, each label gets one.',
    'hand-over': (channelId: string) =>
      `Give each consumer its token, for example: kagibako token export --channel ${channelId} --format dotenv --output FILE`,
  } satisfies Record<ContainmentStep, (channelId: string, key: string) => string>,
  next: (number: number, title: string) => `Next, step ${number}: ${title}`,
  thenRun: (command: string) => `Then: ${command}`,
  run: (command: string) => `Run: ${command}`,
  passOver: (command: string) => `Or pass over it: ${command}`,
  over: 'This run-book has ended.',
  none: 'No run-books here.',
  containmentId: 'Containment ID',
  begun: 'Begun',
  step: 'Step',
  what: 'What',
};

/** The shape of these texts: every language has every one. */
export type ContainmentTexts = {
  readonly [Name in keyof typeof containmentEn]: (typeof containmentEn)[Name];
};
