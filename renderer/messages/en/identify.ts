import { number, plural } from './words.ts';

export const identify = {
  identify: {
    what: 'Paste anything: a token, a log line, a commit, a mail. The vault looks for its own tokens in it, without asking anybody. The text is not kept.',
    field: 'Text in which a token was found',
    looking: 'Looking…',
    nothing: 'Nothing in this looks like a channel access token.',
    ours: (count: number) =>
      count === 1 ? 'This vault issued it.' : `${plural(count, 'token', 'tokens')} of this vault are in it.`,
    unknown: (count: number) =>
      count === 1
        ? '1 place looks like a token that this vault does not have.'
        : `${number(count)} places look like tokens that this vault does not have.`,
    clock: (span: string) => `Found ${span} ago`,
    clockWhat: 'A live token works for whoever reads it, until it is revoked.',
    dead: 'It works no more, as far as known. Nothing needs to be done with it.',
    noConsumer: 'No consumer is named: it can be revoked, but nobody is known who needs another one.',
    ends: (when: string) => `ends ${when}`,
    contain: 'Replace and revoke',
    containWhat: 'Issues a new token, lets you hand it over, revokes this one without overlap, and proves it.',
    beginning: 'Issuing the new token…',
    revoke: 'Revoke now…',
    revokeWhat: (consumer: string) => `Quickest. ${consumer} stands still until it gets another token.`,
    channel: 'Contain the channel…',
    details: 'Details',
    underWay: 'Show the rotation',
    ask: 'Ask LINE whether it works',
    askAgain: 'Ask again',
    askWhat: 'Sends the one token that was found to its platform, to nobody else.',
    asking: 'Asking…',
    adopt: 'Take in…',
    adoptWhat: 'It works, and the vault does not have it: taken in, it can be watched and revoked.',
    channelNotHere: (channelId: string) => `Channel ${channelId} is not in this vault; add it to take the token in.`,
    revokeElsewhere: 'Whoever issued it must revoke it.',
  },
};

export type IdentifyMessages = typeof identify;
