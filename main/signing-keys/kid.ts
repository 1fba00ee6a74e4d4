import { VaultError } from '../vault-error.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Names the usual mistakes, so that the person need not guess. */
function explain(kid: string): string {
  if (kid === '') return 'it is empty';
  if (kid.startsWith('{')) return 'it is a JSON Web Key, not the kid that the console gave for it';
  if (/^[0-9]+$/.test(kid)) return 'it is all digits, like a channel ID';
  if (/^eyJ/.test(kid)) return 'it is a token or an assertion';
  if (/^[A-Za-z0-9_-]{21,22}$/.test(kid))
    return 'it looks like the key_id of a token; the kid of a signing key is a UUID';
  if (/^[A-Za-z0-9_-]{43}$/.test(kid)) return 'it looks like a thumbprint; the kid comes from the console';
  if (/^[0-9a-f]{32}$/i.test(kid)) return 'its hyphens are missing, or it is a channel secret';
  return 'a kid is a UUID of 36 characters, like 01234567-89ab-cdef-0123-456789abcdef';
}

/** Reads a `kid` as it was pasted: trimmed, without quotes. Throws `kid-malformed` with what it seems to be instead. */
export function parseKid(pasted: string): string {
  const kid = pasted
    .trim()
    .replace(/^["'“”]|["'“”]$/gu, '')
    .trim();
  if (UUID.test(kid)) return kid;
  // What was pasted by mistake may be a secret, so a long text is not quoted back.
  throw new VaultError('kid-malformed', {
    kid: kid.length <= 22 && !/^eyJ/.test(kid) ? kid : '…',
    problem: explain(kid),
  });
}
