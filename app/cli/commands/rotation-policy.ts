import { isAbsolute, resolve, sep } from 'node:path';
import { ADOPTION_PROOFS, type Delivery } from '../../../shared/rotation.ts';
import { flag, type Flags } from '../arguments/shape.ts';
import { duration, oneOf, path, text, wholeNumber } from '../arguments/value-kinds.ts';
import { policyTable } from '../output/rotation.ts';
import { usageError } from '../usage-error.ts';
import { defined, operationCommand } from './operation-command.ts';

/** How consumers are rotated. Files and commands are set here and nowhere else. */

const ofConsumer = { channelId: 'one', consumer: 'one' } as const;

const policyFlags = {
  lifetime: flag('policyLifetime', duration),
  'rotate-at': flag('rotateAt', wholeNumber('PERCENT', 10, 95)),
  overlap: flag('overlap', duration),
  'confirm-by': flag('confirmBy', oneOf(ADOPTION_PROOFS)),
} as const satisfies Flags;

const fieldNames = {
  lifetimeSeconds: '--lifetime',
  rotateAtPercent: '--rotate-at',
  overlapSeconds: '--overlap',
  confirmBy: '--confirm-by',
  delivery: '--deliver',
};

interface PolicyFlags {
  readonly lifetime: number | undefined;
  readonly 'rotate-at': number | undefined;
  readonly overlap: number | undefined;
  readonly 'confirm-by': (typeof ADOPTION_PROOFS)[number] | undefined;
}

function changeOf(flags: PolicyFlags, delivery: Delivery | undefined) {
  return defined({
    lifetimeSeconds: flags.lifetime,
    rotateAtPercent: flags['rotate-at'],
    overlapSeconds: flags.overlap,
    confirmBy: flags['confirm-by'],
    delivery,
  });
}

/** The delivery that is asked for; undefined where the one there is stays. */
function readDelivery(how: 'copy' | 'dotenv' | 'json' | undefined, file: string | undefined): Delivery | undefined {
  if (how === 'dotenv' || how === 'json') {
    if (file === undefined) throw usageError('--deliver', (texts) => texts.usage.needs('--file FILE'));
    // It is written from wherever the vault is opened next.
    return { how, file: resolve(file) };
  }
  if (file !== undefined) throw usageError('--file', (texts) => texts.usage.needs('--deliver dotenv|json'));
  return how && { how };
}

/** A program that is named by a path is found from wherever the vault is opened next; one that is named alone is looked for in PATH. */
function findable([program = '', ...args]: readonly string[]): string[] {
  const isPath = program.includes('/') || program.includes(sep);
  return [isPath && !isAbsolute(program) ? resolve(program) : program, ...args];
}

const policies = operationCommand({
  operation: 'rotation.policies',
  positionals: {},
  flags: { channel: flag('channel', text('ID')) },
  input: ({ flags: { channel } }) => defined({ channelId: channel }),
  fieldNames: { channelId: '--channel' },
  people: ({ policies: found }, view) =>
    found.length === 0 ? view.texts.rotation.noPolicies : policyTable(found, view),
});

const setPolicy = operationCommand({
  operation: 'rotation.setPolicy',
  positionals: ofConsumer,
  flags: {
    ...policyFlags,
    deliver: flag('deliver', oneOf(['copy', 'dotenv', 'json'])),
    file: flag('deliverFile', path('FILE')),
  },
  input: ({ arguments: of, flags }) => ({ ...of, ...changeOf(flags, readDelivery(flags.deliver, flags.file)) }),
  fieldNames,
  people: (policy, view) => policyTable([policy], view),
});

const setCommand = operationCommand({
  operation: 'rotation.setPolicy',
  positionals: { ...ofConsumer, command: 'command' },
  flags: policyFlags,
  input: ({ arguments: { command, ...of }, flags }) => ({
    ...of,
    ...changeOf(flags, { how: 'command', command: findable(command) }),
  }),
  fieldNames: { ...fieldNames, delivery: '<command>' },
  people: (policy, view) => policyTable([policy], view),
});

const removePolicy = operationCommand({
  operation: 'rotation.removePolicy',
  positionals: ofConsumer,
  flags: {},
  input: ({ arguments: of }) => of,
  people: (policy, view) => policyTable([policy], view),
});

/** The commands about policies. */
export const rotationPolicyCommands = {
  'rotation policies': policies,
  'rotation set-policy': setPolicy,
  'rotation set-command': setCommand,
  'rotation remove-policy': removePolicy,
} as const;
