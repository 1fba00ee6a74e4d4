import { FakeFailure, type Handlers } from './fake-failure.ts';

type Unused =
  | 'status.show'
  | 'token.needsRotation'
  | 'token.identify'
  | 'token.export'
  | 'reminder.calendar'
  | 'export.metadata'
  | 'channel.previewImport'
  | 'channel.import';

function unused(): never {
  throw new FakeFailure('not-supported-here', { feature: 'A report' });
}

/** What the window asks for nowhere: reports, imports and exports of the command line. */
export const notInTheWindow: Pick<Handlers, Unused> = {
  'status.show': unused,
  'token.needsRotation': unused,
  'token.identify': unused,
  'token.export': unused,
  'reminder.calendar': unused,
  'export.metadata': unused,
  'channel.previewImport': unused,
  'channel.import': unused,
};
