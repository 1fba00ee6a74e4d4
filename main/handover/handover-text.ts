// Holds: token values that are handed over on the person's word.
// Lives: while a text is made of them.
// Wiped by: nobody can wipe a string; the text is the caller's, who hands it out.
import type { Token } from '../../shared/domain.ts';
import type { HandoverFormat } from '../../shared/reports.ts';
import { variableNames } from './variable-names.ts';

/** A token with its value. */
export interface OpenedToken {
  readonly token: Token;
  readonly accessToken: string;
}

/** What may break a line for some reader: a comment must stay one. */
const BREAKS = /[\p{Cc}\u{2028}\u{2029}]/gu;

function remark({ token }: OpenedToken): string {
  const { channelId, channelName, consumer, label, keyId, expiresAt } = token;
  const facts = [`${channelName} (${channelId})`, consumer, label, `Key ID ${keyId}`, `ends ${expiresAt}`];
  return `# ${facts
    .filter((fact) => fact !== '')
    .join(' · ')
    .replace(BREAKS, ' ')}`;
}

/** What every reader takes as it is, with quotes or without: shells, dotenv libraries, and Docker, which knows no quotes. */
const PLAIN = /^[A-Za-z0-9_./+=:@%-]+$/;

/**
 * A value of a dotenv file. Plain where it can be; else in single quotes, within which nothing has a meaning. A single quote itself is written
 * as a shell wants it, because there is no way that all readers share.
 */
export function dotenvValue(value: string): string {
  return PLAIN.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

function dotenv(opened: readonly OpenedToken[]): string {
  const names = variableNames(opened.map(({ token }) => token));
  return opened
    .map((each, index) => `${remark(each)}\n${names[index] ?? ''}=${dotenvValue(each.accessToken)}\n`)
    .join('\n');
}

function json(opened: readonly OpenedToken[]): string {
  const names = variableNames(opened.map(({ token }) => token));
  const tokens = opened.map(({ token, accessToken }, index) => {
    const { tokenId, channelId, channelName, consumer, label, keyId, issuedAt, expiresAt } = token;
    const variable = names[index] ?? '';
    return { variable, tokenId, channelId, channelName, consumer, label, keyId, issuedAt, expiresAt, accessToken };
  });
  return `${JSON.stringify({ tokens }, null, 2)}\n`;
}

/** Longest name of a Kubernetes object. Kubernetes: "Object Names and IDs", DNS subdomain names (RFC 1123). */
const LONGEST_NAME = 253;

/** The name of the secret: of the one channel it is of, and of the one consumer where its name has anything in that alphabet. */
export function secretName(tokens: readonly Token[]): string {
  const channels = new Set(tokens.map(({ channelId }) => channelId));
  const consumers = new Set(tokens.map(({ consumer }) => consumer));
  const parts = [
    'line-channel-access-token',
    ...(channels.size === 1 ? channels : []),
    ...(consumers.size === 1 ? consumers : []),
  ];
  return parts
    .map((part) =>
      part
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
}

function kubernetesSecret(opened: readonly OpenedToken[]): string {
  const tokens = opened.map(({ token }) => token);
  const names = variableNames(tokens);
  const data = opened.flatMap((each, index) => [
    `  ${remark(each)}`,
    `  ${names[index] ?? ''}: ${Buffer.from(each.accessToken, 'utf8').toString('base64')}`,
  ]);
  const head = [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: ${secretName(tokens)}`,
    'type: Opaque',
    'data:',
  ];
  return `${[...head, ...data].join('\n')}\n`;
}

const WRITERS: Readonly<Record<HandoverFormat, (opened: readonly OpenedToken[]) => string>> = {
  dotenv,
  json,
  'k8s-secret': kubernetesSecret,
};

/** Tokens with their values, in the format of whoever takes them. */
export function handoverText(opened: readonly OpenedToken[], format: HandoverFormat): string {
  return WRITERS[format](opened);
}
