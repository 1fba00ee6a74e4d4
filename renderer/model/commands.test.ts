import { expect, test } from 'vitest';
import { WINDOW_COMMANDS } from '../../shared/destination.ts';
import { loadMessages, messagesOf } from '../messages/messages.ts';
import { handleShortcut } from '../shell/shortcuts.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { COMMANDS, keysOf, runCommand } from './commands.ts';
import { Desk } from './desk.svelte.ts';
import { LANGUAGES } from '../../shared/languages.ts';

await Promise.all(LANGUAGES.map(loadMessages));

const ON = [
  ['a Mac', true],
  ['other computers', false],
] as const;

/** A desk with an open vault that has been somewhere and came back, so that every command can do something. */
async function deskInUse(): Promise<Desk> {
  const vault = new FakeVault({ content: busyContent(Date.now()) });
  const desk = new Desk(new FakeBridge(vault), { preferred: 'en' });
  const stop = await desk.start();
  stop();
  desk.go({ name: 'tokens' });
  desk.go({ name: 'settings' });
  desk.back();
  return desk;
}

/** A key press as the window gets it, with nothing in the focus. */
function press(chord: string, onMac: boolean) {
  const parts = chord.split('+');
  const event = {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('mod') && !onMac,
    metaKey: parts.includes('mod') && onMac,
    altKey: parts.includes('alt'),
    shiftKey: false,
    isComposing: false,
    repeat: false,
    defaultPrevented: false,
    target: null,
    preventDefault: () => (event.defaultPrevented = true),
  };
  return event;
}

// Nothing of a page is there.
Object.assign(globalThis, { HTMLElement: Object, document: { querySelector: () => null } });

test('each command has an ID of its own, and words in every language', () => {
  expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  for (const language of ['en', 'ja', 'th', 'zh-TW'] as const) {
    const said = COMMANDS.map((command) => command.say(messagesOf(language)));
    expect(
      said.every((words) => words.trim() !== ''),
      language,
    ).toBe(true);
    expect(new Set(said).size, language).toBe(said.length);
  }
});

test.each(ON)('no two commands share a key on %s, and every listed key does what is listed', async (_name, onMac) => {
  const chords = COMMANDS.flatMap((command) => keysOf(command, onMac) ?? []);
  expect(new Set(chords).size).toBe(chords.length);
  expect(chords.length).toBeGreaterThan(10);
  for (const command of COMMANDS) {
    const chord = keysOf(command, onMac);
    if (chord === undefined || command.on !== 'window') continue;
    const desk = await deskInUse();
    expect(command.fits?.(desk) ?? true, command.id).toBe(true);
    const event = press(chord, onMac);
    handleShortcut(event as unknown as KeyboardEvent, desk, onMac);
    expect(event.defaultPrevented, `${command.id}: ${chord}`).toBe(true);
  }
});

test('keys go where they belong', async () => {
  const desk = await deskInUse();
  const type = (chord: string) => handleShortcut(press(chord, false) as unknown as KeyboardEvent, desk, false);
  type('3');
  expect(desk.place.name).toBe('channels');
  type('alt+ArrowLeft');
  expect(desk.place.name).toBe('tokens');
  type('mod+k');
  expect(desk.palette).toBe(true);
  type('1');
  expect(desk.place.name).toBe('tokens');
  type('mod+k');
  expect(desk.palette).toBe(false);
  type('n');
  expect(desk.dialog).toEqual({ kind: 'issue', channelId: null });
  type('?');
  type('mod+k');
  expect([desk.dialog, desk.palette]).toEqual([{ kind: 'issue', channelId: null }, false]);
});

test('while an open question stands, only locking goes on', async () => {
  const desk = await deskInUse();
  desk.dialog = { kind: 'add-channel' };
  handleShortcut(press('mod+l', false) as unknown as KeyboardEvent, desk, false);
  await expect.poll(() => desk.phase).toBe('locked');
});

test('the menu asks for commands that there are', () => {
  const ids = COMMANDS.filter(({ on }) => on === 'window').map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...WINDOW_COMMANDS]));
});

test('a command that does not fit does nothing', async () => {
  const desk = await deskInUse();
  runCommand('revoke-selection', desk);
  expect(desk.dialog).toBe(null);
  await desk.table.show({});
  desk.table.toggle(0);
  runCommand('revoke-selection', desk);
  expect(desk.dialog).toMatchObject({ kind: 'revoke', selection: { tokenIds: [expect.any(String)] } });
});
