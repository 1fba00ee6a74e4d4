import type { TokenSort } from '../../shared/domain.ts';
import { TOKEN_COLUMNS, type Settings, type TokenColumn } from '../../shared/settings.ts';

export type GridColumn = TokenColumn | 'consumer' | 'expires';

/** All columns in their order; the consumer and what is left are always there. */
const ORDER: readonly GridColumn[] = ['consumer', 'channel', 'state', 'keyId', 'issued', 'expires', 'proved'];

/** By which order a column's head sorts. */
export const SORT_OF: Readonly<Partial<Record<GridColumn, TokenSort>>> = {
  consumer: 'consumer',
  channel: 'channelId',
  state: 'state',
  issued: 'issuedAt',
  expires: 'expiresAt',
};

/** The columns to show. The channel is left out where all rows are of one that the filter names. */
export function shownColumns(settings: Pick<Settings, 'tokenColumns'>, isOneChannel: boolean): readonly GridColumn[] {
  const hidden = TOKEN_COLUMNS.filter(
    (column) => !settings.tokenColumns.includes(column) || (column === 'channel' && isOneChannel),
  );
  return ORDER.filter((column) => !(hidden as readonly GridColumn[]).includes(column));
}

export const ROW_HEIGHTS: Readonly<Record<Settings['density'], number>> = { comfortable: 36, compact: 28 };
