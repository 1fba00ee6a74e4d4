import type { Token } from '../../shared/domain.ts';

/** The name under which one token is handed over, as LINE’s own samples and SDKs call it. */
export const TOKEN_VARIABLE = 'LINE_CHANNEL_ACCESS_TOKEN';

/** What is left of a text in the alphabet of environment variables; empty where nothing is. */
function asVariable(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

function nameOf({ channelId, consumer, tokenId }: Token): string {
  const whose = consumer === '' ? '' : asVariable(consumer) || tokenId.slice(0, 8).toUpperCase();
  return [TOKEN_VARIABLE, channelId, whose].filter((part) => part !== '').join('_');
}

/** A variable for each token: the plain name for a single one; with channel and consumer where there are several, and never twice the same. */
export function variableNames(tokens: readonly Token[]): readonly string[] {
  if (tokens.length === 1) return [TOKEN_VARIABLE];
  const taken = new Set<string>();
  return tokens.map((token) => {
    const plain = nameOf(token);
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}_${String(count)}`;
    taken.add(name);
    return name;
  });
}
