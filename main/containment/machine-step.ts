import type { Containment } from '../../shared/containment.ts';
import type { Channel } from '../../shared/domain.ts';
import type { Session } from '../session.ts';
import type { VaultError } from '../vault-error.ts';

/** What a step works on. */
export interface StepContext {
  readonly session: Session;
  readonly containment: Containment;
  readonly channel: Channel;
}

/** What came of a step. With an `error` it is not shown to be done, and may be run again. */
export interface StepResult {
  readonly note?: string;
  readonly operationId?: string | undefined;
  readonly error?: VaultError;
}

/** A step that the vault takes, or looks after. */
export interface MachineStep {
  /** Refuses, before anything is recorded, where the step cannot be taken yet or nothing shows that it was. */
  readonly require?: (context: StepContext) => Promise<void>;
  /** For a step that makes a key: which, recorded before it is made. */
  readonly keyToMake?: (context: StepContext) => Promise<string>;
  /** Does it. What it throws stays on record as the step's failure. Whatever was done of it before is not done twice. */
  readonly take: (context: StepContext, signingKeyId: string | null) => Promise<StepResult>;
}
