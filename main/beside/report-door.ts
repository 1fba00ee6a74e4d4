import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * The way in for reports while another process has the vault open: a program that stays in the tray must not keep cron and monitoring from asking.
 * It answers what is not sealed anyway (whoever can open the socket can read the ledger's file), and nothing else: no secret, and no change.
 */

/** The operations that are answered. */
export const REPORTS = ['status.show', 'token.needsRotation', 'reminder.calendar', 'export.metadata'] as const;
export type Report = (typeof REPORTS)[number];

export function isReport(name: unknown): name is Report {
  return (REPORTS as readonly unknown[]).includes(name);
}

/** Longest path of a Unix socket that every system takes, in bytes (macOS: 104 with its end). */
const LONGEST_SOCKET_PATH = 103;

/**
 * Where the socket of a vault is: in its folder, which only its owner may enter; where that path is too long, in the person's own runtime folder.
 * Undefined where there is neither. On Windows a named pipe.
 */
export function socketOf(folder: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return `\\\\.\\pipe\\kagibako-${mark}`;
  const beside = join(folder, 'reports.sock');
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  const runtime = environment['XDG_RUNTIME_DIR'];
  return runtime === undefined || runtime === '' ? undefined : join(runtime, `kagibako-${mark}.sock`);
}
