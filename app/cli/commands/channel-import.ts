import {
  IMPORT_LIMIT_BYTES,
  type ImportLine,
  type ImportOutcome,
  type ImportProblem,
  type ImportReport,
} from '../../../shared/channel-import.ts';
import { EXIT, type ExitCode } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import { switchFlag } from '../arguments/shape.ts';
import { readTextFile } from '../input/read-limited.ts';
import { textsEn, type Texts } from '../messages/en.ts';
import type { Tone } from '../output/colour.ts';
import { printable } from '../output/printable.ts';
import { table } from '../output/table.ts';
import type { View } from '../output/view.ts';
import { defineCommand, type Answer } from './command.ts';
import { exitOfItems } from './exit-of-items.ts';
import { checkInput } from './operation-command.ts';

const positionals = { file: 'one' } as const;
const flags = { 'dry-run': switchFlag('importDryRun') } as const;

const TONES: Readonly<Record<ImportOutcome, Tone>> = {
  new: 'good',
  added: 'good',
  exists: 'faint',
  refused: 'urgent',
  failed: 'urgent',
};

/** What is wrong and how to mend it: `channelSecret: …`. */
function problemText({ code, column, number }: ImportProblem, { importProblems }: Texts): string {
  const text = importProblems[code](number ?? 0);
  return column === null ? text : `${column}: ${text}`;
}

function reasonOf({ problems, error }: ImportLine, { texts, language }: View): string {
  const told = problems.map((problem) => problemText(problem, texts));
  return [...told, ...(error ? [errorText(error, language).what] : [])].map(printable).join('; ');
}

function importText({ lines }: ImportReport, view: View): string {
  const { labels, say, importOutcomes } = view.texts;
  return table(
    lines,
    [
      { heading: labels.line, align: 'right', cell: ({ line }) => String(line) },
      { heading: labels.outcome, cell: ({ outcome }) => ({ text: importOutcomes[outcome], tone: TONES[outcome] }) },
      { heading: labels.channelId, cell: ({ channelId }) => channelId ?? '' },
      { heading: labels.name, cell: ({ name }) => name ?? '' },
      { heading: labels.secret, cell: ({ hasSecret }) => (hasSecret ? say.given : '') },
      { heading: labels.tags, cell: ({ tags }) => tags.join(', ') },
      { heading: labels.reason, cell: (line) => reasonOf(line, view) },
    ],
    view.paint,
  );
}

function countOf({ lines }: ImportReport, ...outcomes: readonly ImportOutcome[]): number {
  return lines.filter(({ outcome }) => outcomes.includes(outcome)).length;
}

function exitOf({ problems, lines }: ImportReport): ExitCode {
  if (problems.length > 0) return EXIT.usage;
  return exitOfItems(
    lines.map(({ outcome, error }) => (outcome === 'refused' || outcome === 'failed' ? { error } : 'done')),
  );
}

/** The report for programs: each problem with its English sentence. */
function jsonOf({ problems, lines }: ImportReport): object {
  const told = (list: readonly ImportProblem[]) =>
    list.map((problem) => ({ ...problem, message: problemText(problem, textsEn) }));
  return { problems: told(problems), lines: lines.map((line) => ({ ...line, problems: told(line.problems) })) };
}

function answerOf(report: ImportReport, isRehearsal: boolean): Answer {
  return {
    json: jsonOf(report),
    people: (view) => (report.lines.length > 0 ? importText(report, view) : ''),
    notes: ({ texts }) => {
      const { say } = texts;
      if (report.problems.length > 0)
        return report.problems.map((problem) => `kagibako: ${problemText(problem, texts)}`);
      const [there, bad] = [countOf(report, 'exists'), countOf(report, 'refused', 'failed')];
      return [
        isRehearsal
          ? say.wouldImport(countOf(report, 'new'), there, bad)
          : say.importedChannels(countOf(report, 'added'), there, bad),
      ];
    },
    exit: exitOf(report),
  };
}

/** `channel import`: with `--dry-run` a preview, in which nothing is changed. */
const importChannels = defineCommand({
  positionals,
  flags,
  async run({ arguments: { file }, flags: { 'dry-run': isRehearsal } }, session) {
    const input = { text: await readTextFile(file, session.surroundings.stdin, IMPORT_LIMIT_BYTES) };
    checkInput('channel.import', input, { positionals, flags, fieldNames: { text: '<file>' } });
    await session.openVault();
    const operation = isRehearsal ? 'channel.previewImport' : 'channel.import';
    return answerOf(await session.call(operation, input), isRehearsal === true);
  },
});

/** The command that adds channels in bulk. */
export const channelImportCommands = { 'channel import': importChannels } as const;
