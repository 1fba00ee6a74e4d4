import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addReadyChannel, issueToken, openDeskWithVault, PASSPHRASE, type Desk } from './support/desk.ts';

describe('what is printed without being asked to reveal', () => {
  let desk: Desk;
  let canaries: readonly string[];
  let commands: readonly (readonly string[])[];

  beforeAll(async () => {
    desk = await openDeskWithVault();
    const { channelId, channelSecret } = desk.channel;
    const signingKeyId = await addReadyChannel(desk);
    const tokenId = await issueToken(desk, channelId, '--label', 'a', '--consumer', 'b');
    const doomed = await issueToken(desk, channelId);
    const values = [];
    for (const id of [tokenId, doomed]) values.push((await desk.json(['token', 'reveal', id]))['accessToken']);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keyFile = join(desk.folder, 'key.pem');
    await writeFile(
      keyFile,
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary-of-the-key' }),
    );
    const { d = '' } = privateKey.export({ format: 'jwk' });
    canaries = [PASSPHRASE, channelSecret, 'canary-of-the-key', d.slice(0, 40), ...values.map(String)];
    commands = [
      ['vault', 'status'],
      ['channel', 'list'],
      ['channel', 'show', channelId],
      ['channel', 'set-secret', channelId, '--secret-env', 'SECRET'],
      ['channel', 'rename', channelId, '--name', '魚屋'],
      ['key', 'import', channelId, keyFile, '--passphrase-env', 'KEY_PASSPHRASE'],
      ['key', 'generate', channelId],
      ['key', 'list'],
      ['key', 'public', signingKeyId],
      ['key', 'prove', signingKeyId],
      ['token', 'list'],
      ['token', 'show', tokenId],
      ['token', 'count'],
      ['token', 'check'],
      ['token', 'verify', '--stdin'],
      ['token', 'issue', channelId],
      ['token', 'revoke', doomed, '--dry-run'],
      ['token', 'revoke', doomed],
      ['issue', 'list', '--all'],
      ['operation', 'list'],
      ['audit', 'list', '--limit', '200'],
      ['status'],
      ['needs-rotation', '--within', '30d'],
      ['reminders', '--ics', '-'],
      ['export', 'tokens', '--format', 'csv'],
      ['export', 'channels', '--format', 'json'],
      ['token', 'export', tokenId, '--format', 'dotenv', '--output', join(desk.folder, 'bot.env'), '--force'],
      ['token', 'identify', '--stdin'],
      ['channel', 'import', '-', '--dry-run'],
      ['channel', 'import', '-'],
      ['exec', '--channel', channelId, '--consumer', 'b', '--', 'node', '-p', '"done"'],
      ['channel', 'remove', channelId],
    ];
  });
  afterAll(() => desk.close());

  test('holds no secret, for people and for programs', async () => {
    const [, , , , value = ''] = canaries;
    const environment = { SECRET: desk.channel.channelSecret, KEY_PASSPHRASE: 'canary-of-the-key' };
    const found: string[] = [];
    for (const argv of commands) {
      for (const [flags, LANG] of [
        [[], 'ja_JP.UTF-8'],
        [['--json'], 'C'],
      ] as const) {
        const { stdout, stderr } = await desk.run([...argv, ...flags], {
          environment: { ...environment, LANG },
          stdin: value,
        });
        if (stdout + stderr === '') found.push(`${argv.join(' ')} printed nothing`);
        for (const canary of canaries)
          if ((stdout + stderr).includes(canary)) found.push(`${argv.join(' ')} printed a secret`);
        if (/eyJ[\w-]{20}/.test(stdout + stderr)) found.push(`${argv.join(' ')} printed a token or an assertion`);
      }
    }
    expect(found).toEqual([]);
  }, 240_000);
});
