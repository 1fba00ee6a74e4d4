import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileLogger, scrub } from './log.ts';

test('what is long enough to be a secret is taken out of a message', () => {
  expect(scrub('Unexpected token in eyJhbGciOiJIUzI1NiJ9.e30.abcdefghijkl at 3')).toBe('Unexpected token in […] at 3');
  expect(scrub('short words stay as they are')).toBe('short words stay as they are');
});

test('a bug is logged with its name, scrubbed message and frames, and nothing else of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-log-'));
  const log = createFileLogger(folder, { now: () => 0 });
  log.bug('0a1b2c3d', 'token.list', new TypeError(`cannot read ${'s3cretvalue'.repeat(4)}`));
  log.info('refused', { code: 'not-found' });
  await log.flush();
  const lines = (await readFile(join(folder, 'logs', 'kagibako.log'), 'utf8')).trim().split('\n');
  await rm(folder, { recursive: true });
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    event: 'bug',
    ref: '0a1b2c3d',
    operation: 'token.list',
    name: 'TypeError',
    message: 'cannot read […]',
    frames: expect.stringMatching(/^at .*log\.test\.ts/),
  });
  expect(JSON.parse(lines[1] ?? '')).toEqual({ at: '1970-01-01T00:00:00.000Z', event: 'refused', code: 'not-found' });
});
