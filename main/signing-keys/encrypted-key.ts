// Holds: the encrypted bytes of a private key file.
// Lives: one call.
// Wiped by: nobody needs to, they are of no use without the passphrase.
import { unreadable } from './key-reason.ts';

/**
 * The rounds by which a passphrase may be stretched: seconds of work, a thousand times the usual. A file that asks for more would stop everything
 * else for hours before its passphrase turns out right or wrong.
 */
export const MOST_ROUNDS = 10_000_000;

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Object identifiers as they stand in the file. RFC 8018, appendix A.4 (PBES2); RFC 7914, section 7 (scrypt). */
const PBES2 = '2a864886f70d01050d';
const SCRYPT = '2b06010401da47040b';

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

const undecodable = () => unreadable('the PEM block cannot be decoded');

/** The elements that stand one after the other. X.690, section 8.1; neither long tags nor indefinite lengths occur in DER of this kind. */
function elementsOf(der: Buffer): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < der.length;) {
    const [tag, first] = [der[at], der[at + 1]];
    if (tag === undefined || first === undefined) throw undecodable();
    const octets = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + octets;
    if (first === 0x80 || octets > 4 || start > der.length) throw undecodable();
    const end = start + (octets === 0 ? first : der.readUIntBE(at + 2, octets));
    if (end > der.length) throw undecodable();
    elements.push({ tag, content: der.subarray(start, end) });
    at = end;
  }
  return elements;
}

/** The elements within a sequence; none where it is something else, which OpenSSL refuses. */
function within(element: Element | undefined): readonly Element[] {
  return element?.tag === SEQUENCE ? elementsOf(element.content) : [];
}

function numberOf({ content }: Element): number {
  if (content.length === 0) return 0;
  return content.length > 6 ? Infinity : content.readUIntBE(0, content.length);
}

/** How often an algorithm that makes a key of a passphrase works: the rounds, or for scrypt its cost times its block size times its lanes. */
function roundsOf(algorithm: Element | undefined): number {
  const [name, parameters] = within(algorithm);
  const method = name?.content.toString('hex');
  if (method === PBES2) return roundsOf(within(parameters)[0]);
  const numbers = within(parameters)
    .filter(({ tag }) => tag === INTEGER)
    .map(numberOf);
  return method === SCRYPT ? numbers.slice(0, 3).reduce((product, number) => product * number, 1) : (numbers[0] ?? 0);
}

/**
 * The bytes of an encrypted PKCS#8 key (`EncryptedPrivateKeyInfo`, RFC 5208, section 6) out of its PEM block, once it is certain that decrypting
 * them takes no longer than anybody waits. Throws `key-unreadable`.
 */
export function readEncryptedKey(block: string): Buffer {
  const [, base64 = ''] = /^-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\s]+)-----END [A-Z ]+-----$/.exec(block) ?? [];
  const der = Buffer.from(base64, 'base64');
  const [algorithm] = within(elementsOf(der)[0]);
  if (!algorithm) throw undecodable();
  if (roundsOf(algorithm) > MOST_ROUNDS)
    throw unreadable(
      `its passphrase is stretched more than ${MOST_ROUNDS} times; encrypt a copy anew with: openssl pkcs8 -topk8 -v2 aes-256-cbc -iter 600000`,
    );
  return der;
}
