import { EXPORT_FORMATS, HANDOVER_FORMATS, type ExportSubject } from '../../../shared/reports.ts';
import type { InputOf } from '../../../shared/contract.ts';
import { flag, requiredFlag, switchFlag, type Flags, type Given } from '../arguments/shape.ts';
import { oneOf, path, text } from '../arguments/value-kinds.ts';
import { refuseExisting, writeOutput, type OutputManner } from '../output/output-file.ts';
import type { Session } from '../session.ts';
import { usageError, type Saying } from '../usage-error.ts';
import { defineCommand, done, type Answer, type Command } from './command.ts';
import { checkInput, defined } from './operation-command.ts';

/** What goes into files of other programs: calendars, spreadsheets, and tokens by explicit reveal. */

/** The file that was named, where that is not standard output. */
const realFile = (file: string | undefined) => (file === '-' ? undefined : file);

/** A text into the file that was named, or to standard output as it is. */
async function answerWith(
  content: string,
  named: string | undefined,
  manner: OutputManner,
  facts: { readonly json: object; readonly whole: object; readonly said: (file: string) => Saying },
): Promise<Answer> {
  const file = realFile(named);
  if (file === undefined) return { ...done(facts.whole, () => content), verbatim: true };
  await writeOutput(file, content, manner);
  return done({ file, ...facts.json }, ({ texts }) => facts.said(file)(texts));
}

/** `reminders --ics`: may be run again and again, so that a file that is there is replaced. */
const reminders = defineCommand({
  positionals: {},
  flags: { ics: requiredFlag('ics', path('FILE')) },
  async run({ flags: { ics } }, session) {
    const language = session.language;
    const output = await session.call('reminder.calendar', { language });
    const { calendar, live, cancelled } = output;
    const manner = { flag: '--ics', secret: false, replace: true };
    return answerWith(calendar, ics, manner, {
      json: { live, cancelled },
      whole: output,
      said:
        (file) =>
        ({ say }) =>
          say.calendarWritten(live, file),
    });
  },
});

const exportFlags = {
  format: requiredFlag('exportFormat', oneOf(EXPORT_FORMATS)),
  output: flag('output', path('FILE')),
  channel: flag('channel', text('ID')),
  bom: switchFlag('bom'),
} as const satisfies Flags;

function exportCommand(subject: ExportSubject): Command {
  return defineCommand({
    positionals: {},
    flags: exportFlags,
    async run({ flags: { format, output: file, channel, bom } }, session) {
      if (bom && format !== 'csv') throw usageError('--bom', (texts) => texts.usage.needs('--format csv'));
      const input = defined({ subject, format, channelId: channel, byteOrderMark: bom });
      checkInput('export.metadata', input, {
        positionals: {},
        flags: exportFlags,
        fieldNames: { channelId: '--channel' },
      });
      const output = await session.call('export.metadata', input);
      const { rows } = output;
      const manner = { flag: '--output', secret: false, replace: true };
      return answerWith(output.text, file, manner, {
        json: { rows },
        whole: output,
        said:
          (written) =>
          ({ say }) =>
            say.exported(rows, written),
      });
    },
  });
}

const tokenPositionals = { tokenId: 'any' } as const;
const tokenFlags = {
  channel: flag('exportChannel', text('ID')),
  consumer: flag('execConsumer', text('C')),
  format: requiredFlag('handoverFormat', oneOf(HANDOVER_FORMATS)),
  output: flag('outputSecret', path('FILE')),
  force: switchFlag('force'),
} as const satisfies Flags;

/** Either some tokens or those of one channel. */
function handoverOf({
  arguments: { tokenId },
  flags: { channel, consumer, format },
}: Given<typeof tokenPositionals, typeof tokenFlags>): InputOf<'token.export'> {
  if (tokenId.length > 0) {
    if (channel !== undefined || consumer !== undefined)
      throw usageError('<tokenId>', (texts) => texts.usage.excludes('--channel, --consumer'));
    return { tokenIds: [...tokenId], format };
  }
  if (channel === undefined) throw usageError(null, (texts) => texts.usage.exportNothing);
  return defined({ channelId: channel, consumer, format });
}

async function exportTokens(
  given: Given<typeof tokenPositionals, typeof tokenFlags>,
  session: Session,
): Promise<Answer> {
  const file = realFile(given.flags.output);
  const { force } = given.flags;
  const input = handoverOf(given);
  const fieldNames = { tokenIds: '<tokenId>', channelId: '--channel' };
  checkInput('token.export', input, { positionals: tokenPositionals, flags: tokenFlags, fieldNames });
  const manner = { flag: '--output', secret: true, replace: force === true };
  // Before a value is revealed for nothing, and logged.
  if (file !== undefined) await refuseExisting(file, manner);
  await session.openVault();
  const output = await session.call('token.export', input);
  const { tokenIds } = output;
  return answerWith(output.text, file, manner, {
    json: { tokenIds },
    whole: output,
    said:
      (written) =>
      ({ say }) =>
        say.handedOver(tokenIds.length, written),
  });
}

const tokenExport = defineCommand({ positionals: tokenPositionals, flags: tokenFlags, run: exportTokens });

/** The commands that write for other programs. */
export const reportCommands = {
  reminders,
  'export tokens': exportCommand('tokens'),
  'export channels': exportCommand('channels'),
  'token export': tokenExport,
} as const;
