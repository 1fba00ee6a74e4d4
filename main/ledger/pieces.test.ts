import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from './connection.ts';
import { by, temporaryFolder } from './ledger-test-support.ts';
import { createPieceWorker, inOneGo, type InPieces } from './pieces.ts';
import { Transactions } from './transactions.ts';

async function transactions(): Promise<Transactions> {
  const folder = await temporaryFolder(onTestFinished);
  const file = join(folder, 'some.sqlite');
  writeFileSync(file, '');
  const opened = new Transactions(connect(file), folder, {
    ensure: () => Promise.resolve(),
    release: () => Promise.resolve(false),
  });
  onTestFinished(() => opened.close());
  return opened;
}

/** Work of so many pieces that says when it begins and ends. */
function* worked(name: string, pieces: number, said: string[]): InPieces<string> {
  said.push(`${name} begins`);
  for (let piece = 1; piece < pieces; piece += 1) yield;
  said.push(`${name} ends`);
  return name;
}

/** As many pieces as cannot be done in one turn: each takes a millisecond. */
function* slowly(pieces: number): InPieces<number> {
  for (let piece = 1; piece < pieces; piece += 1) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return pieces;
}

test('work in one go gives its result', () => {
  expect(inOneGo(worked('it', 9, []))).toBe('it');
});

describe('pieces', () => {
  test('of a newer job are done before those of an older one, and a short job ends within the call', async () => {
    const said: string[] = [];
    const worker = createPieceWorker();
    const add = (name: string, pieces: number) =>
      new Promise<void>((resolve) => {
        const work = worked(name, pieces, said);
        worker.add({
          step() {
            const { done } = work.next();
            if (done) resolve();
            return done === true;
          },
        });
      });
    await Promise.all([add('old', 3), add('short', 1), add('new', 3)]);
    expect(said).toEqual(['old begins', 'short begins', 'short ends', 'new begins', 'new ends', 'old ends']);
  });
});

describe('reading in pieces', () => {
  test('lets everything else go on in between', async () => {
    const opened = await transactions();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await opened.readInPieces(() => slowly(40));
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test('begins anew where something was written in between, and is done in one go in the end', async () => {
    const opened = await transactions();
    let begun = 0;
    const result = opened.readInPieces(() => {
      begun += 1;
      return slowly(12);
    });
    const writing = setInterval(() => void opened.write(by(), () => undefined), 1);
    expect(await result).toBe(12);
    clearInterval(writing);
    expect(begun).toBe(5);
  });

  test('tells whoever remembers of every write', async () => {
    const opened = await transactions();
    let forgotten = 0;
    opened.whenWritten(() => (forgotten += 1));
    await opened.write(by(), () => undefined);
    await opened.read(() => undefined);
    expect(forgotten).toBe(1);
  });

  test('is refused once the ledger is closed, also in the middle', async () => {
    const opened = await transactions();
    const result = opened.readInPieces(() => slowly(12));
    opened.close();
    await expect(result).rejects.toMatchObject({ code: 'vault-locked' });
  });

  test('passes on what is thrown', async () => {
    const opened = await transactions();
    const failing = function* (): InPieces<never> {
      yield;
      throw new Error('this piece fails');
    };
    await expect(opened.readInPieces(failing)).rejects.toThrow('this piece fails');
  });
});
