import * as v from 'valibot';
import { Containment, ContainmentStep } from '../containment.ts';
import * as d from '../domain.ts';
import { Reason } from '../rotation.ts';
import { issuing, openVault, operation, platform, proving, secretStore } from './parts.ts';

const which = { containmentId: d.ContainmentId };
const known = [...openVault, 'not-found'] as const;

/** The run-book for a compromised channel, and taking in tokens that were issued elsewhere. */
export const containmentContract = {
  'token.adopt': operation({
    summary:
      'Take in a token that was issued elsewhere: verified at LINE, paired with its key ID where the list leaves only one.',
    input: v.strictObject({
      accessToken: d.PastedToken,
      /** Where whoever issued it knows its key ID. */
      keyId: v.exactOptional(
        v.pipe(
          v.string('the key ID must be text'),
          v.trim(),
          v.regex(/^[\x21-\x7e]{1,256}$/, 'a key ID has no spaces'),
        ),
      ),
      label: v.optional(d.Label, ''),
      consumer: v.optional(d.Consumer, ''),
    }),
    output: v.object({
      token: d.Token,
      /** `only-one`: the only live key ID without a value. `by-end`: the only one that can end when this token does. `named`: given by the person, and live. */
      pairedBy: v.picklist(['only-one', 'by-end', 'named']),
    }),
    errors: [
      ...openVault,
      ...proving,
      'not-found',
      'token-malformed',
      'token-refused',
      'token-known',
      'key-id-ambiguous',
      'key-id-not-live',
    ],
    secret: false,
  }),
  'containment.begin': operation({
    summary: 'Begin the run-book for a compromised channel. Nothing is revoked by that alone.',
    input: v.strictObject({ channelId: d.ChannelId, reason: Reason }),
    output: Containment,
    errors: [...known, 'containment-under-way'],
    secret: false,
  }),
  'containment.list': operation({
    summary: 'Containments, those under way first, then the newest.',
    input: v.strictObject({ channelId: v.exactOptional(d.ChannelId), openOnly: v.optional(v.boolean(), false) }),
    output: v.object({ containments: v.array(Containment) }),
    errors: openVault,
    secret: false,
  }),
  'containment.show': operation({
    summary: 'One containment with its steps, as they stand now.',
    input: v.strictObject(which),
    output: Containment,
    errors: known,
    secret: false,
  }),
  'containment.run': operation({
    summary:
      'Take a step that the vault can take (revoke all, new key, retire the old keys, check, issue anew) or look whether it is shown to be done.',
    input: v.strictObject({ ...which, step: ContainmentStep }),
    output: Containment,
    errors: [
      ...known,
      ...secretStore,
      ...platform,
      ...proving,
      ...issuing,
      'step-not-shown',
      'key-exists',
      'channel-secret-missing',
      'channel-secret-wrong',
      'unproved',
      'cancelled',
    ],
    secret: false,
  }),
  'containment.tick': operation({
    summary: 'Note that a person has done a step in LINE’s console or elsewhere.',
    input: v.strictObject({ ...which, step: ContainmentStep, note: v.exactOptional(d.Label) }),
    output: Containment,
    errors: [...known, 'step-not-shown'],
    secret: false,
  }),
  'containment.skip': operation({
    summary: 'Pass over a step, with a reason.',
    input: v.strictObject({ ...which, step: ContainmentStep, reason: Reason }),
    output: Containment,
    errors: [...known, 'step-not-shown'],
    secret: false,
  }),
  'containment.close': operation({
    summary: 'End a containment; open steps stay open on record. A reason is needed where there are any.',
    input: v.strictObject({ ...which, reason: Reason }),
    output: Containment,
    errors: known,
    secret: false,
  }),
} as const;
