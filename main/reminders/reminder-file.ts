import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { errnoOf, replaceFile } from '../secrets/replace-file.ts';
import { NOTHING_SAID, ReminderState } from './reminder-state.ts';

/** The file of what was told, in the vault's folder. */
export const REMINDER_FILE = 'reminders.json';
/** Where a file that could not be understood is put. */
export const DAMAGED_REMINDER_FILE = 'reminders.json.damaged';

const FileContent = v.object({ version: v.literal(1), ...ReminderState.entries });

function parse(text: string): ReminderState | undefined {
  try {
    const parsed = v.safeParse(FileContent, JSON.parse(text));
    if (!parsed.success) return undefined;
    const { said, digestDays, snoozedUntil } = parsed.output;
    return { said, digestDays, snoozedUntil };
  } catch {
    return undefined;
  }
}

/** Reads what was told. A damaged file is kept aside and counts as nothing said; so does one that cannot be read. Never throws. */
export async function readReminderState(folder: string): Promise<ReminderState> {
  const file = join(folder, REMINDER_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'EISDIR') await setAside(folder);
    return NOTHING_SAID;
  }
  const state = parse(text);
  if (!state) await setAside(folder);
  return state ?? NOTHING_SAID;
}

async function setAside(folder: string): Promise<void> {
  await rename(join(folder, REMINDER_FILE), join(folder, DAMAGED_REMINDER_FILE)).catch(() => undefined);
}

/** Writes what was told, whole or not at all. Throws `vault-full` and `vault-read-only`. */
export async function writeReminderState(folder: string, state: ReminderState): Promise<void> {
  const content = `${JSON.stringify({ version: 1, ...state })}\n`;
  // Two doors may write at once, each under a temporary name of its own.
  await replaceFile(folder, REMINDER_FILE, content, `.reminders.${String(process.pid)}.new`);
}
