import { number, plural } from './words.ts';

export const common = {
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
    /** A label and what belongs to it, with the colon of the language. */
    labelled: (label: string, text: string) => `${label}: ${text}`,
    /** Things in a row, with the comma of the language. */
    commas: (items: readonly string[]) => items.join(', '),
    show: 'Show',
    hide: 'Hide',
    copy: 'Copy',
    copied: 'Copied',
  },

  duration: {
    underMinute: 'under 1 min',
    minutes: (count: number) => `${number(count)} min`,
    hours: (count: number) => `${number(count)} h`,
    days: (count: number) => `${number(count)} d`,
    join: (large: string, small: string) => `${large} ${small}`,
    in: (span: string) => `in ${span}`,
    ago: (span: string) => `${span} ago`,
    justNow: 'just now',
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
    live: 'Issued here or taken in and, as far as known, accepted by LINE.',
    soon: 'More than two thirds of its life is over: time to rotate it.',
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

  copyToast: {
    copied: 'Token copied. The clipboard will be cleared.',
    countdown: (seconds: number) => `cleared in ${number(seconds)} s`,
    cleared: 'Clipboard cleared',
  },
};

export type CommonMessages = typeof common;
