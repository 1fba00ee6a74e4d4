/** What somebody typed or pasted where LINE's `kid` belongs. */
export interface KidLook {
  readonly look:
    'empty' | 'good' | 'unfinished' | 'key-id' | 'thumbprint' | 'our-id' | 'jwk' | 'channel-id' | 'something-else';
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID_SO_FAR = /^[0-9a-f]{0,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/i;

/** The kid itself, where it came with its label or in quotes: `"kid": "…",`. */
export function bareKid(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
    .replace(/^["']?kid["']?\s*[:=]?\s*/i, '')
    .replace(/^["'`<(]+|["'`>),;.]+$/g, '')
    .trim();
}

/**
 * Recognises the mistakes that are made at this field: the `key_id` of a token (22 base64url characters), our own ID of the key,
 * the key's thumbprint (43), the key itself, the channel ID. LINE's `kid` is a UUID (console, Basic settings, Assertion Signing Key).
 */
export function lookAtKid(typed: string, signingKeyId: string): KidLook['look'] {
  const text = bareKid(typed);
  if (text === '') return 'empty';
  if (text.toLowerCase() === signingKeyId) return 'our-id';
  if (UUID.test(text)) return 'good';
  if (/^[{[]|^-----BEGIN/.test(text)) return 'jwk';
  if (/^[0-9]{10,}$/.test(text)) return 'channel-id';
  if (/^[A-Za-z0-9_-]{43}$/.test(text)) return 'thumbprint';
  if (UUID_SO_FAR.test(text)) return 'unfinished';
  if (/^[A-Za-z0-9_-]{20,24}$/.test(text)) return 'key-id';
  return 'something-else';
}
