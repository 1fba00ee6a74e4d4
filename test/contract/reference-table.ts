import { readFileSync, writeFileSync } from 'node:fs';
import { CONTRACT, OPERATION_NAMES } from '../../shared/contract.ts';
import { ERROR_CODES, ERRORS } from '../../shared/errors.ts';
import { errorTextsEn } from '../../shared/messages/en.ts';

export const REFERENCE_FILE = new URL('../../docs/contract.md', import.meta.url);

/** The reference of the contract, made from the contract: `npm run docs` writes it, and a test compares. */
export function referenceTable(): string {
  const operations = OPERATION_NAMES.map((name) => {
    const { summary, errors, secret } = CONTRACT[name];
    const codes = [...new Set(errors)].filter((code) => !code.startsWith('vault-')).map((code) => `\`${code}\``);
    return `| \`${name}\` | ${summary}${secret ? ' **Its answer holds a secret.**' : ''} | ${codes.join(' ')} |`;
  });
  const codes = ERROR_CODES.map((code) => {
    const { retry, exit } = ERRORS[code];
    const { what, remedy } = errorTextsEn[code];
    return `| \`${code}\` | ${exit} | ${retry ? 'yes' : 'no'} | ${what} *${remedy}* |`;
  });
  return [
    '# The contract',
    '',
    'Made from `shared/contract.ts` and `shared/errors.ts` by `npm run docs`. Every operation may also end in `invalid-input`, `internal` or `forbidden-sender`, and those that need an open',
    'vault in `vault-missing`, `vault-locked`, `vault-full`, `vault-read-only`, `vault-damaged` or `vault-in-use`.',
    '',
    '## Operations',
    '',
    '| operation | does | may end in |',
    '| --- | --- | --- |',
    ...operations,
    '',
    '## Error codes',
    '',
    '| code | exit | can a plain repeat help | means, and what to do |',
    '| --- | --- | --- | --- |',
    ...codes,
    '',
  ].join('\n');
}

/** What the repository holds now. */
export function writtenReference(): string {
  return readFileSync(REFERENCE_FILE, 'utf8');
}

if (process.argv[1] === import.meta.filename) writeFileSync(REFERENCE_FILE, referenceTable());
