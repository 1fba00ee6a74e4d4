import type { InputOf, OperationName, OutputOf } from '../shared/contract.ts';
import type { EventName, EventPayload } from '../shared/events.ts';
import { parseEvent } from '../shared/parse.ts';
import type { Failure, Result } from '../shared/result.ts';

/** The only way from the window to the engine: ask an operation, listen to an event. */
export interface Bridge {
  /** Never rejects: what goes wrong is in the answer. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>>;
  /** Returns a function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  /** The version of the app, for the settings. */
  readonly version: string;
  /** True where the app was started to practise. */
  readonly practice: boolean;
}

/** What the preload script exposes: one function for each operation, and `on`. */
interface ExposedBridge {
  readonly operations: { readonly [name: string]: (input: unknown) => Promise<unknown> };
  readonly on: (name: string, listener: (payload: unknown) => void) => () => void;
  readonly version: string;
  readonly practice: boolean;
}

declare global {
  interface Window {
    readonly kagibako?: ExposedBridge;
  }
}

const unanswered: Failure = {
  code: 'internal',
  message: 'The main process did not answer.',
  ref: 'window',
};

/** The typed client over what the preload script exposed. */
export function connectBridge(exposed: ExposedBridge): Bridge {
  return {
    version: exposed.version,
    practice: exposed.practice,
    async call<Name extends OperationName>(name: Name, input: InputOf<Name>) {
      try {
        // Outputs are parsed by the router on the other side of the door, against the same contract.
        return ((await exposed.operations[name]?.(input)) ?? { ok: false, error: unanswered }) as Result<
          OutputOf<Name>
        >;
      } catch {
        return { ok: false, error: unanswered };
      }
    },
    on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) {
      return exposed.on(name, (payload) => {
        const parsed = parseEvent(name, payload);
        if (parsed !== undefined) listener(parsed);
      });
    },
  };
}
