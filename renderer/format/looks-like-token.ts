/** A v2.1 token is a JWS of three parts; nothing that one would search for is that long. */
export function looksLikeToken(text: string): boolean {
  return (
    /^(bearer\s+)?[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}$/i.test(text) ||
    /^[A-Za-z0-9+/_=.-]{120,}$/.test(text)
  );
}
