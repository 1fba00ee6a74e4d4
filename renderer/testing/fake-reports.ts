import { FakeFailure, type Handlers } from './fake-failure.ts';

type Unused = 'status.show' | 'token.needsRotation';

function unused(): never {
  throw new FakeFailure('not-supported-here', { feature: 'A report' });
}

/** What the window asks for nowhere: reports, imports and exports of the command line. */
export const notInTheWindow: Pick<Handlers, Unused> = {
  'status.show': unused,
  'token.needsRotation': unused,
};
