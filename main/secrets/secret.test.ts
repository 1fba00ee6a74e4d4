import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from './secret.ts';

describe('a secret', () => {
  test('cannot be printed by accident', () => {
    const secret = Secret.fromText('top secret');
    const printed = [
      String(secret),
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 9 }),
      secret.toString(),
    ];
    expect(printed.join(' ')).not.toContain('top');
    expect(printed).toEqual(['[secret]', '{"secret":"[secret]"}', '{ secret: [secret] }', '[secret]']);
  });

  test('gives its content to whoever asks for it by name', () => {
    const secret = Secret.fromText('鍵');
    expect([secret.reveal(), secret.bytes(), secret.byteLength]).toEqual(['鍵', Buffer.from('鍵'), 3]);
  });

  test('is zeros and then nothing once it is wiped, however often', () => {
    const bytes = Buffer.from('top secret');
    const secret = Secret.fromBytes(bytes);
    secret.wipe();
    secret.wipe();
    expect([bytes.every((byte) => byte === 0), secret.byteLength, secret.reveal()]).toEqual([true, 0, '']);
  });
});
