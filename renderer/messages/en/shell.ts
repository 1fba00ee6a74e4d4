import { number, plural } from './words.ts';

export const shell = {
  rail: {
    label: 'Places',
    overview: 'Overview',
    tokens: 'Tokens',
    channels: 'Channels',
    rotations: 'Rotations',
    activity: 'Activity',
    settings: 'Settings',
    pinnedCaption: 'PINNED',
    channelsCaption: 'CHANNELS',
    count: (count: number) => number(count),
    pinHint: 'Open a channel and press its pin to keep it here.',
    allChannels: (count: number) => `All ${plural(count, 'channel', 'channels')}`,
    pin: (name: string) => `Pin ${name}`,
    pinned: (name: string) => `${name} is pinned`,
    unpinned: (name: string) => `${name} is no longer pinned`,
    lock: 'Lock',
    lockTitle: 'Lock the vault',
    slotsTaken: (taken: number, limit: number) => `${number(taken)} of ${number(limit)} slots taken`,
    needsYou: (count: number) => `${plural(count, 'thing needs', 'things need')} you`,
  },

  bar: {
    label: 'Find and act',
    search: 'Find a token, or paste a leaked one',
    searchLabel: 'Find a token',
    searchIn: (channel: string) => `Find a token of ${channel}`,
    palette: 'Commands',
    back: 'Back',
    forward: 'Forward',
    checkAll: 'Check all',
    checking: 'Checking…',
    issue: 'Issue token',
  },

  shortcuts: {
    title: 'Keyboard',
    table: 'In the table of tokens',
    escape: 'Clear the selection',
    move: 'Move between rows',
    ends: 'First, last row',
    select: 'Select a row',
    range: 'Select a range',
    all: 'Select all that match',
    details: 'Open the details',
    copy: 'Copy the token',
    revoke: 'Revoke the selection, or the row',
    menu: 'Menu of the row',
  },
};

export type ShellMessages = typeof shell;
