import { KEY_FILE_LIMIT_BYTES } from '../../../main/signing-keys/key-reason.ts';
import type { OutputOf } from '../../../shared/contract.ts';
import { PublicJwkForm, type LintFinding, type SigningKey } from '../../../shared/domain.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag, requiredFlag, switchFlag } from '../arguments/shape.ts';
import { oneOf, text, variableName } from '../arguments/value-kinds.ts';
import { readKeyFile } from '../input/read-limited.ts';
import type { Tone } from '../output/colour.ts';
import { instant, jwkText, keyState } from '../output/describe.ts';
import { signingKeyTable } from '../output/lists.ts';
import { printable } from '../output/printable.ts';
import { fields } from '../output/table.ts';
import type { View } from '../output/view.ts';
import { displayWidth, pad } from '../output/width.ts';
import { defined, operationCommand } from './operation-command.ts';

function signingKeyText(key: SigningKey, view: View): string {
  const { labels, say } = view.texts;
  return fields(
    [
      [labels.signingKeyId, { text: key.signingKeyId, tone: 'strong' }],
      [labels.channelId, key.channelId],
      [labels.state, keyState(key.state, view)],
      [labels.kid, key.kid ?? say.none],
      [labels.thumbprint, key.thumbprint],
      [labels.origin, key.origin === 'generated' ? say.generatedHere : say.imported],
      [labels.created, instant(key.createdAt, view)],
      [labels.registered, key.registeredAt === null ? '' : instant(key.registeredAt, view)],
      [labels.provedAt, key.provedAt === null ? '' : instant(key.provedAt, view)],
      [labels.retired, key.retiredAt === null ? '' : instant(key.retiredAt, view)],
    ],
    view.paint,
  );
}

function nextStep({ state, signingKeyId }: SigningKey, { texts }: View): readonly string[] {
  return state === 'generated' ? [texts.say.registerNext(signingKeyId)] : [];
}

const generate = operationCommand({
  operation: 'key.generate',
  positionals: { channelId: 'one' },
  flags: {},
  input: ({ arguments: { channelId } }) => ({ channelId }),
  people: signingKeyText,
  notes: nextStep,
});

const importKey = operationCommand({
  operation: 'key.import',
  positionals: { channelId: 'one', file: 'one' },
  // Here this flag speaks of the key file, as openssl's and ssh-keygen's do; the vault's passphrase has its own variable.
  flags: { 'passphrase-env': flag('keyPassphraseEnv', variableName) },
  async input({ arguments: { channelId, file }, flags }, { secrets, surroundings }) {
    const variable = flags['passphrase-env'];
    const passphrase = variable === undefined ? undefined : secrets.variable('--passphrase-env', variable);
    const material = await readKeyFile(file, surroundings.stdin, KEY_FILE_LIMIT_BYTES);
    return defined({ channelId, material, passphrase });
  },
  fieldNames: { material: '<file>', passphrase: '--passphrase-env' },
  people: signingKeyText,
  notes: nextStep,
});

const list = operationCommand({
  operation: 'key.list',
  positionals: { channelId: 'optional' },
  flags: {},
  input: ({ arguments: { channelId } }) => defined({ channelId }),
  people: ({ signingKeys }, view) =>
    signingKeys.length === 0 ? view.texts.say.noKeys : signingKeyTable(signingKeys, view),
});

const publicKey = operationCommand({
  operation: 'key.public',
  positionals: { signingKeyId: 'one' },
  flags: { form: flag('form', oneOf(PublicJwkForm.options)) },
  input: ({ arguments: { signingKeyId }, flags: { form } }) => defined({ signingKeyId, form }),
  people: jwkText,
});

const SEVERITY_TONES: Readonly<Record<LintFinding['severity'], Tone>> = {
  rejects: 'urgent',
  unknown: 'warning',
  fine: 'faint',
};

/** Findings below each other, each with its fix on a line of its own: they are sentences, too long for a table. */
function findingList(findings: readonly LintFinding[], { texts, paint }: View): string {
  const width = Math.max(...findings.map(({ severity }) => displayWidth(texts.severities[severity])));
  return findings
    .map((finding) => {
      const { message, fix } = texts.lint(finding);
      const severity = paint(SEVERITY_TONES[finding.severity], pad(texts.severities[finding.severity], width));
      const subject = finding.member === null ? '' : `${finding.member}: `;
      return `${severity}  ${printable(subject + message)}\n${' '.repeat(width)}  → ${printable(fix)}`;
    })
    .join('\n');
}

const lint = operationCommand({
  operation: 'key.lint',
  vault: 'none',
  positionals: { file: 'one' },
  flags: {},
  input: async ({ arguments: { file } }, { surroundings }) => ({
    material: await readKeyFile(file, surroundings.stdin, KEY_FILE_LIMIT_BYTES),
  }),
  fieldNames: { material: '<file>' },
  people({ accepted, findings, repaired }, view) {
    const { say } = view.texts;
    const verdict = accepted ? view.paint('good', say.lintAccepted) : view.paint('urgent', say.lintRejected);
    const parts = findings.length > 0 ? [verdict, findingList(findings, view)] : [verdict];
    if (!accepted && repaired) parts.push(`${say.lintRepaired}\n${jwkText(repaired)}`);
    return parts.join('\n\n');
  },
  exit: ({ accepted }) => (accepted ? EXIT.done : EXIT.failed),
});

type Proving = OutputOf<'key.register'>;

/** Why the proof did not come about, beside the signing key that keeps its kid. */
const proofFailure = ({ proof }: Proving) => (proof.outcome === 'failed' ? proof.error : undefined);

function errorMember(proving: Proving): object {
  const error = proofFailure(proving);
  return error ? { error } : {};
}

function skewOf({ proof }: Proving): number | null {
  return proof.outcome === 'proved' ? proof.clockSkewSeconds : null;
}

function provingText(proving: Proving, view: View): string {
  const { labels, say } = view.texts;
  const skew = skewOf(proving);
  const key = signingKeyText(proving.signingKey, view);
  return skew === null ? key : `${key}\n${fields([[labels.clock, say.clockSkew(skew)]], view.paint)}`;
}

function provingNotes({ proof, signingKey }: Proving, { texts }: View): readonly string[] {
  if (proof.outcome === 'failed') return [texts.say.kidStored];
  return proof.outcome === 'not-asked' ? [texts.say.proveNext(signingKey.signingKeyId)] : [];
}

const register = operationCommand({
  operation: 'key.register',
  positionals: { signingKeyId: 'one' },
  flags: { kid: requiredFlag('kid', text('KID')), 'no-prove': switchFlag('noProve') },
  input: ({ arguments: { signingKeyId }, flags }) => ({ signingKeyId, kid: flags.kid, prove: !flags['no-prove'] }),
  json: (proving) => ({ ...proving.signingKey, ...errorMember(proving) }),
  people: provingText,
  notes: provingNotes,
  failure: proofFailure,
});

const prove = operationCommand({
  operation: 'key.prove',
  positionals: { signingKeyId: 'one' },
  flags: {},
  input: ({ arguments: { signingKeyId } }) => ({ signingKeyId }),
  json: (proving) => ({ ...proving.signingKey, clockSkewSeconds: skewOf(proving), ...errorMember(proving) }),
  people: provingText,
  failure: proofFailure,
});

const retire = operationCommand({
  operation: 'key.retire',
  positionals: { signingKeyId: 'one' },
  flags: {},
  input: ({ arguments: { signingKeyId } }) => ({ signingKeyId }),
  people: signingKeyText,
});

/** The commands about assertion signing keys. */
export const keyCommands = {
  'key generate': generate,
  'key import': importKey,
  'key list': list,
  'key public': publicKey,
  'key lint': lint,
  'key register': register,
  'key prove': prove,
  'key retire': retire,
} as const;
