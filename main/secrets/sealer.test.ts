import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isVaultError } from '../vault-error.ts';
import { createSealer } from './sealer.ts';
import { Secret } from './secret.ts';

const VALUE = Buffer.from('the value of a channel access token');
const AAD = 'token|1|1';

const sealerOf = (key = randomBytes(32), folder?: string) => createSealer(Secret.fromBytes(Buffer.from(key)), folder);

function refusal(work: () => Secret): unknown {
  try {
    return work().reveal();
  } catch (error) {
    return isVaultError(error) ? { code: error.code, ...error.details } : error;
  }
}

describe('a sealed value', () => {
  test('opens to what it was, also with another sealer of the same key, and leaves the plaintext alone', () => {
    const key = randomBytes(32);
    const plaintext = Buffer.from(VALUE);
    const sealed = sealerOf(key).seal(plaintext, AAD);
    expect(sealerOf(key).open(sealed, AAD).bytes()).toEqual(VALUE);
    expect(plaintext).toEqual(VALUE);
  });

  test('begins with its version, is never the same twice, and shows nothing of what is in it', () => {
    const sealer = sealerOf();
    const [one, other] = [sealer.seal(VALUE, AAD), sealer.seal(VALUE, AAD)];
    expect([one[0], other[0], one.length]).toEqual([1, 1, 1 + 12 + VALUE.length + 16]);
    expect(one.equals(other)).toBe(false);
    expect(one.includes(VALUE.subarray(0, 8))).toBe(false);
  });

  test('may be empty', () => {
    const sealer = sealerOf();
    expect(sealer.open(sealer.seal(Buffer.alloc(0), ''), '').byteLength).toBe(0);
  });

  test('does not open with any byte of it changed, cut off or added', () => {
    const sealer = sealerOf(randomBytes(32), '/vault');
    const sealed = sealer.seal(VALUE, AAD);
    const altered = { code: 'vault-damaged', folder: '/vault', problem: 'a sealed value in it was altered' };
    const changed = [...sealed.keys()].map((index) => {
      const copy = Buffer.from(sealed);
      copy[index] = (copy[index] ?? 0) ^ 1;
      return copy;
    });
    const spoiled = [
      ...changed,
      sealed.subarray(0, -1),
      sealed.subarray(0, 20),
      Buffer.alloc(0),
      Buffer.concat([sealed, Buffer.alloc(1)]),
    ];
    expect(spoiled.map((bytes) => refusal(() => sealer.open(bytes, AAD)))).toEqual(spoiled.map(() => altered));
  });

  test('does not open in another place, or with another vault’s key', () => {
    const sealer = sealerOf();
    const sealed = sealer.seal(VALUE, AAD);
    expect(refusal(() => sealer.open(sealed, 'token|2|1'))).toMatchObject({ code: 'vault-damaged' });
    expect(refusal(() => sealerOf().open(sealed, AAD))).toMatchObject({ code: 'vault-damaged' });
  });
});

describe('an index of a value', () => {
  test('is the same for the same value and vault, and for nothing else', () => {
    const key = randomBytes(32);
    const index = sealerOf(key).index(VALUE);
    expect(index.length).toBe(32);
    expect(sealerOf(key).index(VALUE)).toEqual(index);
    expect(sealerOf(key).index(Buffer.from('another value'))).not.toEqual(index);
    expect(sealerOf().index(VALUE)).not.toEqual(index);
  });
});

describe('a sealer', () => {
  test('needs the vault key no longer than it takes to make it', () => {
    const vaultKey = Secret.fromBytes(randomBytes(32));
    const sealer = createSealer(vaultKey);
    vaultKey.wipe();
    expect(sealer.open(sealer.seal(VALUE, AAD), AAD).bytes()).toEqual(VALUE);
  });

  test('that was wiped is of no use, rather than sealing under a key of zeros', () => {
    const sealer = sealerOf();
    const sealed = sealer.seal(VALUE, AAD);
    sealer.wipe();
    for (const work of [() => sealer.seal(VALUE, AAD), () => sealer.open(sealed, AAD), () => sealer.index(VALUE)]) {
      expect(work).toThrow(expect.objectContaining({ code: 'vault-locked' }));
    }
  });

  test('takes a key of 32 bytes and no other', () => {
    expect(() => sealerOf(randomBytes(16))).toThrow('a vault key has 32 bytes');
  });
});
