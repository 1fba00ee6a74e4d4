// Sees: a token value on its way from standard input or a variable to the engine.
// Keeps: nothing; it is printed nowhere.
import { flag, switchFlag } from '../arguments/shape.ts';
import { text, variableName } from '../arguments/value-kinds.ts';
import { usageError } from '../usage-error.ts';
import { defined, operationCommand } from './operation-command.ts';
import { tokenText } from './token.ts';

/** `token adopt` takes in a token that was issued elsewhere. */
const adopt = operationCommand({
  operation: 'token.adopt',
  positionals: {},
  flags: {
    stdin: switchFlag('adoptStdin'),
    'token-env': flag('tokenEnv', variableName),
    'key-id': flag('keyId', text('ID')),
    label: flag('label', text('L')),
    consumer: flag('consumer', text('C')),
  },
  async input({ flags }, { secrets }) {
    const { label, consumer, stdin } = flags;
    const variable = flags['token-env'];
    if (variable !== undefined && stdin) throw usageError('--token-env', (texts) => texts.usage.excludes('--stdin'));
    const accessToken =
      variable === undefined ? await secrets.line('--stdin', 'token') : secrets.variable('--token-env', variable);
    return defined({ accessToken, keyId: flags['key-id'], label, consumer });
  },
  fieldNames: { accessToken: '--stdin' },
  people: ({ token }, view) => tokenText(token, view),
  notes: ({ pairedBy }, { texts }) => [texts.say.pairedBy[pairedBy]],
});

/** The command that takes in tokens from elsewhere. */
export const tokenAdoptCommands = { 'token adopt': adopt } as const;
