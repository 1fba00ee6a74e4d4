import { looksLikeToken } from './looks-like-token.ts';

/** Longer than any ID that this vault or LINE knows; what is longer may be a part of a token. */
const LONGEST_ID = 64;

/**
 * What may be a token, or a part of one, in a text that somebody typed or pasted; null where there is none.
 * Such a text is never searched for: it would be sent, and it may be logged.
 */
export function tokenInText(text: string): string | null {
  const isSuspicious = (part: string) =>
    looksLikeToken(part) || (/^[A-Za-z0-9+/_=.-]+$/.test(part) && part.length > LONGEST_ID);
  return text.split(/[\s"'`,;:<>()[\]{}&?]+|=(?=["'A-Za-z])/).find(isSuspicious) ?? null;
}
