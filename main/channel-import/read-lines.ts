// Holds: channel secrets as they stand in a file.
// Lives: one call.
// Wiped by: nobody can wipe a string; the caller drops them when the call is over.
import * as v from 'valibot';
import {
  IMPORT_COLUMNS,
  IMPORT_LIMIT_LINES,
  type ImportColumn,
  type ImportProblem,
  type ImportProblemCode,
} from '../../shared/channel-import.ts';
import { ChannelId, ChannelName, ChannelSecret, PlatformUrl, Tags } from '../../shared/domain.ts';
import { LINE_PLATFORM_URL } from '../../shared/line-limits.ts';
import { readCsv, type CsvRecord } from '../csv/read-csv.ts';
import { parsePlatform } from '../line/platform-url.ts';
import { isVaultError } from '../vault-error.ts';

/** A channel as a line describes it, ready to be added. */
export interface DescribedChannel {
  readonly channelId: string;
  readonly name: string;
  readonly channelSecret: string | undefined;
  readonly platform: ReturnType<typeof parsePlatform>;
  readonly tags: readonly string[];
}

/** One line: what it describes, or what is wrong with it and how much of it can be told all the same. */
export interface ReadLine {
  readonly line: number;
  readonly channel: DescribedChannel | undefined;
  readonly channelId: string | null;
  readonly name: string | null;
  readonly problems: readonly ImportProblem[];
}

export interface ReadFile {
  readonly problems: readonly ImportProblem[];
  readonly lines: readonly ReadLine[];
}

function problem(
  code: ImportProblemCode,
  column: ImportColumn | null = null,
  number: number | null = null,
): ImportProblem {
  return { code, column, number };
}

/** `Channel ID`, `channel_id` and `channelId` are the same column. */
function columnNamed(heading: string): ImportColumn | undefined {
  const plain = heading.toLowerCase().replace(/[^a-z]/g, '');
  return IMPORT_COLUMNS.find((column) => column.toLowerCase() === plain);
}

type Header = readonly (ImportColumn | undefined)[];

function headerProblems(record: CsvRecord, header: Header): ImportProblem[] {
  if (record.problem !== null) return [problem(record.problem)];
  const named = header.filter((column) => column !== undefined);
  const unknown = header.findIndex((column) => column === undefined);
  const twice = named.find((column, index) => named.indexOf(column) !== index);
  return [
    ...(['channelId', 'name'] as const)
      .filter((column) => !named.includes(column))
      .map((column) => problem('column-missing', column)),
    ...(unknown < 0 ? [] : [problem('column-unknown', null, unknown + 1)]),
    ...(twice === undefined ? [] : [problem('column-twice', twice)]),
  ];
}

/** The value of a cell, or the problem that it is. */
type Read<Value> =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly problem: ImportProblem; readonly value?: undefined };

function parsed<Output>(
  schema: v.GenericSchema<unknown, Output>,
  given: unknown,
  code: ImportProblemCode,
  column: ImportColumn,
): Read<Output> {
  const result = v.safeParse(schema, given);
  return result.success ? { value: result.output } : { problem: problem(code, column) };
}

function required(cell: string, column: ImportColumn, read: () => Read<string>): Read<string> {
  return cell.trim() === '' ? { problem: problem('required', column) } : read();
}

function platformOf(cell: string): Read<DescribedChannel['platform']> {
  const url = parsed(PlatformUrl, cell, 'platform', 'platform');
  if (url.problem) return url;
  try {
    return { value: parsePlatform(url.value === '' ? LINE_PLATFORM_URL : url.value) };
  } catch (error) {
    if (!isVaultError(error)) throw error;
    return { problem: problem('platform', 'platform') };
  }
}

function tagsIn(cell: string): string[] {
  return cell
    .split(/[;、,]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function readRecord(record: CsvRecord, header: Header): ReadLine {
  const nothing = { line: record.line, channel: undefined, channelId: null, name: null };
  if (record.problem !== null) return { ...nothing, problems: [problem(record.problem)] };
  if (record.cells.length !== header.length)
    return { ...nothing, problems: [problem('cell-count', null, header.length)] };
  const cell = (column: ImportColumn) => record.cells[header.indexOf(column)] ?? '';
  const [id, title, secret] = [cell('channelId'), cell('name'), cell('channelSecret')];
  const channelId = required(id, 'channelId', () => parsed(ChannelId, id, 'channel-id', 'channelId'));
  const name = required(title, 'name', () => parsed(ChannelName, title, 'name', 'name'));
  const channelSecret: Read<string | undefined> =
    secret.trim() === '' ? { value: undefined } : parsed(ChannelSecret, secret, 'channel-secret', 'channelSecret');
  const platform = platformOf(cell('platform'));
  const tags = parsed(Tags, tagsIn(cell('tags')), 'tags', 'tags');
  const problems = [channelId, name, channelSecret, platform, tags].flatMap((read) => read.problem ?? []);
  const told = { line: record.line, channelId: channelId.value ?? null, name: name.value ?? null, problems };
  if (channelId.problem || name.problem || channelSecret.problem || platform.problem || tags.problem)
    return { ...told, channel: undefined };
  return {
    ...told,
    channel: {
      channelId: channelId.value,
      name: name.value,
      channelSecret: channelSecret.value,
      platform: platform.value,
      tags: tags.value,
    },
  };
}

/** Of several lines with one channel only the first is taken: nobody can say which of them is meant. */
function withoutRepeats(lines: readonly ReadLine[]): readonly ReadLine[] {
  const first = new Map<string, number>();
  return lines.map((line) => {
    if (line.channelId === null) return line;
    const earlier = first.get(line.channelId);
    if (earlier === undefined) {
      first.set(line.channelId, line.line);
      return line;
    }
    const problems = [...line.problems, problem('twice-in-file', 'channelId', earlier)];
    return { ...line, channel: undefined, problems };
  });
}

/** Reads a CSV file of channels: every line with what it describes or with all that is wrong with it. */
export function readLines(text: string): ReadFile {
  // What a decoder puts where bytes are no UTF-8: names would be stored garbled.
  if (text.includes('\u{fffd}')) return { problems: [problem('encoding')], lines: [] };
  const [head, ...records] = readCsv(text);
  if (!head) return { problems: [problem('empty')], lines: [] };
  const header = head.cells.map(columnNamed);
  const problems = headerProblems(head, header);
  if (problems.length > 0) return { problems, lines: [] };
  if (records.length === 0) return { problems: [problem('empty')], lines: [] };
  if (records.length > IMPORT_LIMIT_LINES)
    return { problems: [problem('too-many-lines', null, IMPORT_LIMIT_LINES)], lines: [] };
  return { problems: [], lines: withoutRepeats(records.map((record) => readRecord(record, header))) };
}
