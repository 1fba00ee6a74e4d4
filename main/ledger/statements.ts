import type { Database, Statement } from './connection.ts';
import type { Parameters } from './token-filter.ts';
import type { TokenSelection } from './token-selection.ts';
import type { TokenRow } from './token-row.ts';

/** A place of a list as a statement finds it. */
export interface PlaceRow {
  readonly sequence: number;
  readonly value: string | number;
  /** What orders places of the same value, before their sequence. */
  readonly then: number;
}

/**
 * Statements of constant SQL that are put together from parts: each is prepared once, when it is first asked for. Within them, `is_chosen(sequence)`
 * says whether a token is in `chosen`.
 */
export interface Statements {
  tokens(sql: string, parameters: Parameters, chosen?: TokenSelection): readonly TokenRow[];
  places(sql: string, parameters: Parameters, chosen?: TokenSelection): readonly PlaceRow[];
  /** The first column, of numbers. */
  numbers(sql: string, parameters: Parameters, chosen?: TokenSelection): readonly number[];
  /** The first column, of texts. */
  texts(sql: string, parameters: Parameters, chosen?: TokenSelection): readonly string[];
}

/** The statements over a connection. */
export function statementsOver(database: Database): Statements {
  let current: TokenSelection | undefined;
  database.function('is_chosen', { directOnly: true }, (sequence: number) => Number(current?.has(sequence) ?? false));

  /** Runs statements by their text, of which there are as many as there are ways to ask. */
  function runner<Row>(prepare: (sql: string) => Statement<[Parameters], Row>) {
    const statements = new Map<string, Statement<[Parameters], Row>>();
    return (sql: string, parameters: Parameters, chosen?: TokenSelection): readonly Row[] => {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = prepare(sql)));
      current = chosen;
      try {
        return statement.all(parameters);
      } finally {
        current = undefined;
      }
    };
  }

  return {
    tokens: runner((sql) => database.prepare<[Parameters], TokenRow>(sql)),
    places: runner((sql) => database.prepare<[Parameters], PlaceRow>(sql)),
    numbers: runner((sql) => database.prepare<[Parameters], number>(sql).pluck()),
    texts: runner((sql) => database.prepare<[Parameters], string>(sql).pluck()),
  };
}
