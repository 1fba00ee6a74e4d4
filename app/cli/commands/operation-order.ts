import type { InputOf } from '../../../shared/contract.ts';
import { TOKEN_STATES } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag, switchFlag, type Flags } from '../arguments/shape.ts';
import { duration, someOf, text } from '../arguments/value-kinds.ts';
import type { Session } from '../session.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, done, type Answer } from './command.ts';
import { checkInput, defined, type FieldNames } from './operation-command.ts';
import { followed, pauseOnInterrupt } from './operation-output.ts';
import { accepting, acceptFlag, previewText, risksIn } from './order-preview.ts';

/** Orders over many items: recorded, paused by Ctrl-C, and resumed by `operation resume`. */

type Order = InputOf<'operation.begin'>;

const filterFlags = {
  channel: flag('channel', text('ID')),
  state: flag('state', someOf(TOKEN_STATES, 'S,…')),
  'expiring-within': flag('expiringWithin', duration),
  search: flag('search', text('TEXT')),
} as const satisfies Flags;

const orderFlags = { 'dry-run': switchFlag('orderDryRun'), yes: switchFlag('yes') } as const satisfies Flags;

interface FilterGiven {
  readonly channel: string | undefined;
  readonly state: readonly (typeof TOKEN_STATES)[number][] | undefined;
  readonly 'expiring-within': number | undefined;
  readonly search: string | undefined;
}

/** The filter that was given; undefined where none was. */
function filterOf({ channel, state, search, ...given }: FilterGiven) {
  const filter = defined({
    channelId: channel,
    states: state && [...state],
    expiringWithinSeconds: given['expiring-within'],
    search,
  });
  return Object.keys(filter).length === 0 ? undefined : filter;
}

const FIELD_NAMES: FieldNames = {
  selection: '<tokenId>',
  channelIds: '<channelId>',
  consumers: '--consumer',
  lifetimeSeconds: '--lifetime',
};

/** The order as a person agreed to it, with the risks that were shown; undefined where the answer was no. */
async function agreed(order: Order, session: Session): Promise<Order | undefined> {
  if (!session.isInteractive || order.kind === 'check') return order;
  const preview = await session.call('operation.preview', order);
  if (preview.count === 0) return order;
  session.tellWith((view) => previewText(order.kind, preview, view));
  const { count } = preview;
  if (!(await session.confirm(({ ask }) => (order.kind === 'revoke' ? ask.revoke(count) : ask.issueMany(count)))))
    return undefined;
  if (order.kind !== 'revoke') return order;
  const selection = accepting(order.selection, risksIn(preview));
  const digest = preview.digest;
  return { ...order, selection: 'matching' in selection && digest !== null ? { ...selection, digest } : selection };
}

async function carryOut(
  order: Order,
  given: { readonly 'dry-run': true | undefined; readonly yes: true | undefined },
  session: Session,
): Promise<Answer> {
  checkInput('operation.begin', order, { positionals: {}, flags: {}, fieldNames: FIELD_NAMES });
  await session.openVault();
  if (given['dry-run']) {
    const preview = await session.call('operation.preview', order);
    return done(
      preview,
      (view) => previewText(order.kind, preview, view),
      ({ texts }) => (preview.calls > 0 ? [texts.say.callsAtLeast(preview.calls)] : []),
    );
  }
  const sure = given.yes ? order : await agreed(order, session);
  if (!sure) return { ...done(null, ({ texts }) => texts.say.notCarriedOut), exit: EXIT.failed };
  pauseOnInterrupt(session);
  return followed(session, await session.call('operation.begin', sure));
}

const revoke = defineCommand({
  positionals: { tokenId: 'any' },
  flags: { ...filterFlags, all: switchFlag('allMatching'), accept: acceptFlag, ...orderFlags },
  run({ arguments: { tokenId }, flags }, session) {
    const matching = filterOf(flags);
    if (tokenId.length > 0 && (matching || flags.all))
      throw usageError('<tokenId>', (texts) => texts.usage.excludes('--channel, --state, --search, --all'));
    // Never everything by leaving something out.
    if (tokenId.length === 0 && !matching && !flags.all)
      throw usageError(null, (texts) => texts.usage.revokeManyNothing);
    const selection = tokenId.length > 0 ? { tokenIds: [...tokenId] } : { matching: matching ?? {} };
    return carryOut({ kind: 'revoke', selection: accepting(selection, flags.accept) }, flags, session);
  },
});

const check = defineCommand({
  positionals: { channelId: 'any' },
  flags: { ...filterFlags, 'dry-run': orderFlags['dry-run'] },
  run({ arguments: { channelId }, flags }, session) {
    const matching = filterOf(flags);
    if (channelId.length > 0 && matching)
      throw usageError('<channelId>', (texts) => texts.usage.excludes('--channel, --state, --search'));
    const selection = matching ? { matching } : channelId.length > 0 ? { channelIds: [...channelId] } : {};
    return carryOut({ kind: 'check', selection }, { ...flags, yes: undefined }, session);
  },
});

const issue = defineCommand({
  positionals: { channelId: 'any' },
  flags: {
    lifetime: flag('lifetime', duration),
    label: flag('label', text('L')),
    consumer: flag('consumer', text('C')),
    ...orderFlags,
  },
  run({ arguments: { channelId }, flags }, session) {
    if (channelId.length === 0) throw usageError('<channelId>', (texts) => texts.usage.missingArgument);
    const { lifetime, label, consumer } = flags;
    const order = defined({ label, consumer, lifetimeSeconds: lifetime });
    return carryOut({ kind: 'issue', channelIds: [...channelId], ...order }, flags, session);
  },
});

const rotate = defineCommand({
  positionals: { channelId: 'any' },
  flags: { consumer: flag('rotateConsumer', text('C')), due: switchFlag('due'), ...orderFlags },
  async run({ arguments: { channelId }, flags }, session) {
    const { consumer, due } = flags;
    if (due) {
      if (consumer !== undefined || channelId.length > 0)
        throw usageError('--due', (texts) => texts.usage.excludes('<channelId>, --consumer'));
      await session.openVault();
      const found = (await session.call('token.needsRotation', {})).consumers.filter((one) => one.consumer !== '');
      if (found.length === 0) return done(null, ({ texts }) => texts.say.noRotation);
      const consumers = found.map((one) => ({ channelId: one.channelId, consumer: one.consumer }));
      return carryOut({ kind: 'rotate', consumers }, flags, session);
    }
    if (channelId.length === 0 || consumer === undefined)
      throw usageError(null, (texts) => texts.usage.rotateManyNothing);
    const consumers = channelId.map((id) => ({ channelId: id, consumer }));
    return carryOut({ kind: 'rotate', consumers }, flags, session);
  },
});

/** The commands that order something over many items. */
export const operationOrderCommands = {
  'operation revoke': revoke,
  'operation check': check,
  'operation issue': issue,
  'operation rotate': rotate,
} as const;
