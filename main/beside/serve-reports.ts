import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Result } from '../../shared/result.ts';
import { toFailure, newRef } from '../failure.ts';
import { VaultError } from '../vault-error.ts';
import { isReport, socketOf } from './report-door.ts';

/** A question is a line of JSON; nothing that may be asked is longer. */
const LONGEST_QUESTION_BYTES = 64 * 1_024;
/** Whoever connects and says nothing is shown out. */
const PATIENCE_MS = 10_000;

export interface ReportServer {
  close(): Promise<void>;
}

function readQuestion(line: string): { readonly operation: unknown; readonly input: unknown } | undefined {
  try {
    const question: unknown = JSON.parse(line);
    if (typeof question !== 'object' || question === null) return undefined;
    return {
      operation: 'operation' in question ? question.operation : undefined,
      input: 'input' in question ? question.input : {},
    };
  } catch {
    return undefined;
  }
}

/** Reads one line, answers one line, and hangs up. */
function serve(socket: Socket, answer: (name: unknown, input: unknown) => Promise<Result<unknown>>): void {
  let heard = '';
  let asked = false;
  socket.setEncoding('utf8');
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    if (asked) return;
    heard += text;
    if (heard.length > LONGEST_QUESTION_BYTES) return void socket.destroy();
    const end = heard.indexOf('\n');
    if (end < 0) return;
    asked = true;
    socket.setTimeout(0);
    const question = readQuestion(heard.slice(0, end));
    const told: Promise<Result<unknown>> =
      question && isReport(question.operation)
        ? answer(question.operation, question.input)
        : Promise.resolve({ ok: false, error: toFailure(new VaultError('forbidden-sender'), newRef()) });
    void told.then((result) => {
      // Whoever asks and does not listen is shown out too.
      socket.setTimeout(PATIENCE_MS);
      socket.end(`${JSON.stringify(result)}\n`);
    });
  });
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const failed = () => resolve(false);
    server.once('error', failed);
    server.listen(path, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/**
 * Answers reports about the vault of a folder to other processes of the same person, for as long as this one lives. Only whoever holds the vault, or is
 * the only one of its kind, may call it: a socket that was left behind is taken over. Undefined where no socket can be had; everything else works without.
 */
export async function serveReports(
  folder: string,
  answer: (name: unknown, input: unknown) => Promise<Result<unknown>>,
): Promise<ReportServer | undefined> {
  const path = socketOf(folder);
  if (path === undefined) return undefined;
  const isFile = process.platform !== 'win32';
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serve(socket, answer);
  });
  try {
    if (isFile) rmSync(path, { force: true });
    if (!(await listen(server, path))) return undefined;
    if (isFile) chmodSync(path, 0o600);
  } catch {
    server.close();
    return undefined;
  }
  // Nobody stays alive for the sake of this.
  server.unref();
  server.on('error', () => undefined);
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
