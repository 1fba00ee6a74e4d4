import { connect } from 'node:net';
import * as v from 'valibot';
import type { InputOf, OutputOf } from '../../shared/contract.ts';
import { FailureSchema } from '../../shared/domain.ts';
import { parseOutput } from '../../shared/parse.ts';
import type { Result } from '../../shared/result.ts';
import { type Report, socketOf } from './report-door.ts';

/** How long the other process may be silent. It may read a million rows before it says anything. */
const PATIENCE_MS = 120_000;

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), error: FailureSchema }),
]);

function exchange(path: string, question: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(path);
    const give = (text: string | undefined) => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(PATIENCE_MS, () => give(undefined));
    socket.on('error', () => give(undefined));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => give(Buffer.concat(chunks).toString('utf8')));
    socket.write(`${question}\n`);
  });
}

/** Asks the process that has the vault open for a report. Undefined where nobody answers, or answers nonsense. */
export async function askReports<Name extends Report>(
  folder: string,
  operation: Name,
  input: InputOf<Name>,
): Promise<Result<OutputOf<Name>> | undefined> {
  const path = socketOf(folder);
  if (path === undefined) return undefined;
  const text = await exchange(path, JSON.stringify({ operation, input }));
  if (text === undefined) return undefined;
  try {
    const answer = v.parse(Answer, JSON.parse(text));
    return answer.ok ? { ok: true, value: parseOutput(operation, answer.value) } : answer;
  } catch {
    return undefined;
  }
}
