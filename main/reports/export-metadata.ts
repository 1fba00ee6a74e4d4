import type { OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import type { Channel, Token } from '../../shared/domain.ts';
import { BYTE_ORDER_MARK, csvLine } from '../csv/write-csv.ts';
import { allTokens } from './all-tokens.ts';
import type { Reading } from './reading.ts';
import { requireKnown } from './require-known.ts';

/** A field of what is exported. The names are the contract’s, in every language: programs read them. */
type Field<Row> = readonly [name: string, read: (row: Row) => string | number | boolean | null];

const TOKEN_FIELDS: readonly Field<Token>[] = [
  ['tokenId', (token) => token.tokenId],
  ['channelId', (token) => token.channelId],
  ['channelName', (token) => token.channelName],
  ['platformKind', (token) => token.platformKind],
  ['keyId', (token) => token.keyId],
  ['state', (token) => token.state],
  ['label', (token) => token.label],
  ['consumer', (token) => token.consumer],
  ['issuedAt', (token) => token.issuedAt],
  ['expiresAt', (token) => token.expiresAt],
  ['expiryKnown', (token) => token.expiryKnown],
  ['checkedAt', (token) => token.checkedAt],
  ['provedAt', (token) => token.provedAt],
  ['revokedAt', (token) => token.revokedAt],
  ['hasValue', (token) => token.hasValue],
  ['signingKeyId', (token) => token.signingKeyId],
];

const CHANNEL_FIELDS: readonly Field<Channel>[] = [
  ['channelId', (channel) => channel.channelId],
  ['name', (channel) => channel.name],
  ['platform', (channel) => channel.platform],
  ['platformKind', (channel) => channel.platformKind],
  ['tags', (channel) => channel.tags.join(';')],
  ['hasSecret', (channel) => channel.hasSecret],
  ['keyState', (channel) => channel.keyState],
  ['createdAt', (channel) => channel.createdAt],
  ['checkedAt', (channel) => channel.checkedAt],
  ['slotsLimit', (channel) => channel.slots.limit],
  ['slotsFree', (channel) => channel.slots.free],
  ['slotsLive', (channel) => channel.slots.live],
  ['slotsDraining', (channel) => channel.slots.draining],
  ['slotsOrphan', (channel) => channel.slots.orphan],
  ['slotsForeign', (channel) => channel.slots.foreign],
  ['slotsUnknown', (channel) => channel.slots.unknown],
  ['nextFreesAt', (channel) => channel.slots.nextFreesAt],
];

function csvOf<Row>(rows: readonly Row[], fields: readonly Field<Row>[]): string {
  const lines = rows.map((row) => csvLine(fields.map(([, read]) => String(read(row) ?? ''))));
  return csvLine(fields.map(([name]) => name)) + lines.join('');
}

function jsonOf<Row>(rows: readonly Row[], fields: readonly Field<Row>[]): string {
  const records = rows.map((row) => Object.fromEntries(fields.map(([name, read]) => [name, read(row)])));
  return `${JSON.stringify(records, null, 2)}\n`;
}

async function channelsOf({ ledger, at }: Reading, channelId: string | undefined): Promise<readonly Channel[]> {
  const channels = await ledger.channels(at);
  return channelId === undefined ? channels : channels.filter((channel) => channel.channelId === channelId);
}

async function tokensOf(reading: Reading, channelId: string | undefined): Promise<readonly Token[]> {
  const tokens: Token[] = [];
  for await (const token of allTokens(reading, { channelId })) tokens.push(token);
  return tokens;
}

/** Everything about tokens or channels but their secrets, as text for a spreadsheet (CSV) or a program (JSON). */
export async function exportMetadata(
  reading: Reading,
  { subject, format, channelId, byteOrderMark }: ParsedInputOf<'export.metadata'>,
): Promise<OutputOf<'export.metadata'>> {
  await requireKnown(reading, channelId);
  const written = <Row>(rows: readonly Row[], fields: readonly Field<Row>[]) => ({
    rows: rows.length,
    text: format === 'csv' ? csvOf(rows, fields) : jsonOf(rows, fields),
  });
  const { rows, text } =
    subject === 'tokens'
      ? written(await tokensOf(reading, channelId), TOKEN_FIELDS)
      : written(await channelsOf(reading, channelId), CHANNEL_FIELDS);
  return { rows, text: format === 'csv' && byteOrderMark ? BYTE_ORDER_MARK + text : text };
}
