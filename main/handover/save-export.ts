import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import { exportMetadata } from '../reports/export-metadata.ts';
import type { Reading } from '../reports/reading.ts';
import { reportHandlers } from '../reports/report-handlers.ts';
import { requireExportFiles, type ExportFiles } from './export-files.ts';

type Wanted = ParsedInputOf<'export.save'>;

async function textOf(reading: Reading, wanted: Wanted): Promise<string> {
  if (wanted.what === 'calendar') {
    const { what: _what, ...language } = wanted;
    return (await reportHandlers['reminder.calendar'](reading, language)).calendar;
  }
  const { what: subject, ...rest } = wanted;
  return (await exportMetadata(reading, { subject, ...rest })).text;
}

/** Writes metadata or the calendar to a file that the person chooses. The text is made first, so that a channel that is not there is refused without a dialog. */
export async function saveExport(
  reading: Reading,
  wanted: Wanted,
  files: ExportFiles | undefined,
): Promise<OutputOf<'export.save'>> {
  const chosen = requireExportFiles(files);
  const text = await textOf(reading, wanted);
  const name = wanted.what === 'calendar' ? 'kagibako-expiries.ics' : `kagibako-${wanted.what}.${wanted.format}`;
  return { savedAs: await chosen.save(name, false, () => Promise.resolve(text)) };
}
