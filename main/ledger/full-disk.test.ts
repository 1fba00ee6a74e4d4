import { expect, test } from 'vitest';
import { CHANNEL_ID, runOnSmallDisk } from './ledger-test-support.ts';

const onDisk = (kibibytes: number, scenario: string) =>
  runOnSmallDisk(kibibytes * 1024, 'full-disk.child.ts', scenario);

test('a full disk costs no row, can be read from, and is done with once there is room', async () => {
  expect(await onDisk(1024, 'rows')).toEqual({
    someAdded: true,
    readable: true,
    kept: true,
    stillFull: 'vault-full',
    afterwards: 'done',
  });
});

test('a disk that fills up between request and answer does not cost LINE’s answer, and the next issue is refused before it is sent', async () => {
  expect(await onDisk(4096, 'answer')).toEqual({
    kept: true,
    state: 'active',
    spent: true,
    next: 'vault-full',
    issues: ['done'],
    value: 'sealed key-1',
    afterwards: { outcome: 'prepared' },
    keptAgain: true,
  });
});

test('on a full disk nothing is sent, and what was sent is still settled', async () => {
  expect(await onDisk(4096, 'otherEnds')).toEqual({
    sent: 'vault-full',
    rejecting: 'done',
    losing: 'done',
    states: ['2 unknown', `${CHANNEL_ID} rejected`, '3 prepared'].toSorted(),
  });
});

test('a ledger that does not fit is refused as such, and made once there is room', async () => {
  expect(await onDisk(1024, 'creating')).toEqual({ refused: 'vault-full', afterwards: 'done' });
});
