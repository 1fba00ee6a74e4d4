import type { SessionHandlers } from '../handlers.ts';

export const connectionHandlers: SessionHandlers<'connection.show'> = {
  'connection.show': (session) => session.connection.report(),
};
