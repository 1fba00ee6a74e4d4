import type { Delivery } from '../../shared/rotation.ts';

/** A word of a command line as a shell takes it. */
const quoted = (word: string) => (/^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** A program with its arguments in one line, to be read. */
export const commandLine = (command: readonly string[]): string => command.map(quoted).join(' ');

/** What to type to set a file, or a command: a page must not choose what is overwritten or run. */
export function policyCommands(channelId: string, consumer: string): readonly string[] {
  const of = `${channelId} ${quoted(consumer)}`;
  return [
    `kagibako rotation set-policy ${of} --deliver dotenv --file /path/to/.env`,
    `kagibako rotation set-command ${of} -- /path/to/program`,
  ];
}

/** Where a hand-over by policy goes; null for the clipboard. */
export function deliveryTarget(delivery: Delivery): string | null {
  if (delivery.how === 'copy') return null;
  return delivery.how === 'command' ? commandLine(delivery.command) : delivery.file;
}
