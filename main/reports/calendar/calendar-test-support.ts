import type { Token } from '../../../shared/domain.ts';

/** A strict little reader of RFC 5545, as far as our calendars go; anything that it does not expect, it refuses. For tests. */

export interface Component {
  readonly name: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly components: readonly Component[];
}

/** The physical lines; each must end with CRLF and have at most 75 octets. */
function physicalLines(text: string): readonly string[] {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no CRLF');
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error('a bare CR or LF');
    if (Buffer.byteLength(line, 'utf8') > 75) throw new Error(`a line of ${Buffer.byteLength(line, 'utf8')} octets`);
    if (Buffer.from(line, 'utf8').includes(Buffer.from('\u{fffd}'))) throw new Error('a character was cut in two');
    if (line === '') throw new Error('an empty line');
  }
  return lines;
}

/** Section 3.1. */
export function unfold(text: string): readonly string[] {
  const unfolded: string[] = [];
  for (const line of physicalLines(text)) {
    if (line.startsWith(' ')) {
      const last = unfolded.pop();
      if (last === undefined) throw new Error('the first line goes on none');
      unfolded.push(last + line.slice(1));
    } else unfolded.push(line);
  }
  return unfolded;
}

/** Section 3.3.11. */
export function readText(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`an unescaped separator in ${value}`);
  return value.replace(/\\(.?)/gs, (_escape, character: string) => {
    if (character === 'n' || character === 'N') return '\n';
    if (['\\', ';', ','].includes(character)) return character;
    throw new Error(`an unknown escape \\${character}`);
  });
}

/** The whole calendar. */
export function readCalendar(text: string): Component {
  const lines = unfold(text).map((line) => {
    const [, name = '', value = ''] = /^([A-Z-]+):(.*)$/su.exec(line) ?? [];
    if (name === '') throw new Error(`no property: ${line}`);
    return [name, value] as const;
  });
  let at = 0;
  const component = (): Component => {
    const [begin, name] = lines[at++] ?? ['', ''];
    if (begin !== 'BEGIN') throw new Error(`${begin} where a component begins`);
    const properties: (readonly [string, string])[] = [];
    const components: Component[] = [];
    for (;;) {
      const line = lines[at];
      if (!line) throw new Error(`${name} has no end`);
      if (line[0] === 'BEGIN') components.push(component());
      else if (line[0] === 'END') {
        if (line[1] !== name) throw new Error(`${name} ends as ${line[1]}`);
        at += 1;
        return { name, properties, components };
      } else {
        properties.push(line);
        at += 1;
      }
    }
  };
  const calendar = component();
  if (at !== lines.length) throw new Error('something follows the calendar');
  return calendar;
}

/** The one value of a property. */
export function valueOf({ name, properties }: Component, property: string): string {
  const [value, ...more] = properties.filter(([found]) => found === property).map(([, found]) => found);
  if (value === undefined || more.length > 0) throw new Error(`${name} has not one ${property}`);
  return value;
}

export const sampleToken: Token = {
  tokenId: 'a3a1c4de-30f2-4e0e-9d36-1f8d4f6f2b77',
  channelId: '1234567890',
  channelName: '東京の花屋',
  platformKind: 'line',
  keyId: 'sDTOzw5wIfWxxxxzcmeQA4',
  state: 'active',
  label: 'greeting, evening',
  consumer: 'bot-1',
  issuedAt: '2026-02-20T00:00:00.000Z',
  expiresAt: '2026-03-22T00:00:00.000Z',
  expiryKnown: true,
  checkedAt: null,
  provedAt: null,
  revokedAt: null,
  hasValue: true,
  signingKeyId: null,
  issueId: null,
};
