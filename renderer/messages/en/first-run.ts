import { plural } from './words.ts';

export const firstRun = {
  firstRun: {
    title: 'A box for your keys',
    what: 'Kagibako makes the signing keys of your LINE channels, issues their channel access tokens, says which of them still work, and revokes them with proof, all on this computer.',
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
    passphraseHint:
      'At least 12 characters. Five words that have nothing to do with each other are strong, and easy to remember.',
    strength: {
      short: (missing: number) => `Too short: ${plural(missing, 'character', 'characters')} more.`,
      weak: 'Weak: somebody with the file could find it by trying. Add two unrelated words.',
      fair: 'Fair. One more unrelated word makes it strong.',
      strong: 'Strong. Write it down and keep the paper safe.',
    },
    passphraseDiffers: 'The two passphrases are different.',
    passphraseEmpty: 'Choose a passphrase.',
    folder: 'The vault will be in',
    honest: {
      os: 'Whoever is logged in as you can open the vault. Lock your screen.',
      file: 'Whoever has the file and guesses the passphrase can open the vault. It is as strong as the passphrase.',
    },
    keychainAsking: 'Looking for the keychain of this computer…',
    next: 'What comes then',
    nextSteps: ['Add a channel', 'Make its key', 'Register it at LINE', 'Issue tokens'],
    begin: 'Create the vault',
    beginWhat: 'An empty vault for your own channels at LINE.',
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
    keychainUnavailable: {
      'no-session': 'The keychain of this computer does not answer: this session has no keychain service.',
      locked: 'The keychain of this computer is locked. Unlock it first, then this vault opens.',
      failed: 'The keychain of this computer answered with an error.',
    },
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    unlocking: 'Opening…',
    folder: 'Vault in',
  },

  broken: {
    title: 'The vault cannot be opened',
    what: 'Nothing in it was changed. Your tokens at LINE go on working.',
    folder: 'Vault in',
  },
};

export type FirstRunMessages = typeof firstRun;
