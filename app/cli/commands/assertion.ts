import { flag } from '../arguments/shape.ts';
import { duration } from '../arguments/value-kinds.ts';
import { localTime } from '../output/time.ts';
import { defined, operationCommand } from './operation-command.ts';

/** `assertion create` prints the assertion alone, so that it can be piped on; what to be careful with goes to standard error. */
const create = operationCommand({
  operation: 'assertion.create',
  positionals: { channelId: 'one' },
  flags: { lifetime: flag('assertionLifetime', duration), 'token-lifetime': flag('tokenLifetime', duration) },
  input: ({ arguments: { channelId }, flags }) =>
    defined({ channelId, lifetimeSeconds: flags.lifetime, tokenLifetimeSeconds: flags['token-lifetime'] }),
  fieldNames: { lifetimeSeconds: '--lifetime', tokenLifetimeSeconds: '--token-lifetime' },
  people: ({ assertion }) => assertion,
  notes: ({ expiresAt }, { texts }) => [texts.say.assertionExpires(localTime(expiresAt))],
});

/** The commands about JWT assertions. */
export const assertionCommands = { 'assertion create': create } as const;
