/** For tests: one start of the program by the clock of the system; tells what is due, notes it as said, and writes what it was. */
import { createNodeTransport } from '../../main/line/node-transport.ts';
import { createEngine } from '../../main/vault.ts';

/** What was told. */
export interface TimedReminders {
  readonly told: readonly string[];
  readonly digestDay: string | null;
}

const [folder = ''] = process.argv.slice(2);
const engine = createEngine({ folder, door: 'test', transport: createNodeTransport() });
const shown = await engine.call('reminder.show', {});
if (!shown.ok) throw new Error(shown.error.code);
const told = shown.value.due.map(({ reminderId }) => reminderId);
const digestDay = shown.value.digest?.day ?? null;
const noted = await engine.call('reminder.markSaid', {
  reminderIds: told,
  ...(digestDay === null ? {} : { digestDay }),
});
if (!noted.ok) throw new Error(noted.error.code);
await engine.shutdown();
process.stdout.write(JSON.stringify({ told, digestDay } satisfies TimedReminders));
