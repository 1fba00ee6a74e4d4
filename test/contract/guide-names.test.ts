import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { helpEn } from '../../app/cli/messages/help-en.ts';
import { desktopTextsOf } from '../../app/desktop/messages/desktop-texts.ts';
import { en as practiceEn } from '../../main/practice/messages/en.ts';
import { ja as practiceJa } from '../../main/practice/messages/ja.ts';
import { parseDeepLink } from '../../shared/destination.ts';
import { ERRORS } from '../../shared/errors.ts';
import { PICTURE_NAMES } from '../tour/gallery.ts';

/** The guide says what the window says: each name, key, code, command, link, page and picture in it exists. */

const PROJECT = join(import.meta.dirname, '../..');
const GUIDE = join(PROJECT, 'docs/guide');
const LANGUAGES = ['en', 'ja'] as const;
type GuideLanguage = (typeof LANGUAGES)[number];

/** The window is a program of its own, with a compiler's settings of its own: what is read from it is parsed. */
async function fromWindow<Content>(file: string, content: v.GenericSchema<unknown, Content>): Promise<Content> {
  const module: unknown = await import(pathToFileURL(join(PROJECT, 'renderer', file)).href);
  return v.parse(content, module);
}

const Say = v.custom<(...parts: unknown[]) => unknown>((value) => typeof value === 'function');
const Chord = v.string();
const { messagesOf, loadMessages } = await fromWindow(
  'messages/messages.ts',
  v.object({ messagesOf: Say, loadMessages: Say }),
);
await Promise.all(LANGUAGES.map((language) => loadMessages(language)));
const { keyNames } = await fromWindow('format/key-chord.ts', v.object({ keyNames: Say }));
const { COMMANDS } = await fromWindow(
  'model/commands.ts',
  v.object({ COMMANDS: v.array(v.object({ say: Say, keys: v.optional(Chord), keysOnMac: v.optional(Chord) })) }),
);
const { TABLE_KEYS } = await fromWindow(
  'shell/table-keys.ts',
  v.object({ TABLE_KEYS: v.array(v.object({ say: v.string(), chords: v.array(Chord) })) }),
);
const KeyNames = v.array(v.string());
const WithTableKeys = v.object({ shortcuts: v.record(v.string(), v.string()) });

interface Page {
  readonly path: string;
  readonly text: string;
}

const fencesOf = /```[\s\S]*?```/g;

function pagesOf(language: GuideLanguage): readonly Page[] {
  const folder = join(GUIDE, language);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
}

const practice = { en: practiceEn, ja: practiceJa } as const;

/** What LINE's console calls its parts, reviewed against LINE's guide; and words of a page's own. */
const CONSOLE_LABELS = {
  en: ['Basic settings', 'Assertion Signing Key', 'Register a public key', 'Register', 'Channel ID', 'Channel secret'],
  ja: ['チャネル基本設定', 'アサーション署名キー', '公開鍵を登録する', '登録する'],
} as const;

/** Stand for numbers; where one is a part that is not a number, such as a name, it is written without its comma. */
const SAMPLES = [987_654, 876_543] as const;
const NUMBER = /987,654|876,543/g;
const NO_NUMBER = /987654|876543/;

/** The parts that a text is called with: one thing, many things, and some of many. */
const PARTS = [() => 1, () => SAMPLES[0], (index: number) => SAMPLES[Math.min(index, 1)]] as const;

/** All texts, those with parts with `#` for each number. Texts that hold a name of the person's own are left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    const say = value as (...parts: unknown[]) => unknown;
    return PARTS.flatMap((partAt) => {
      try {
        return textsIn(say(...Array.from({ length: say.length }, (_, index) => partAt(index))))
          .map((text) => text.replace(NUMBER, '#'))
          .filter((text) => !NO_NUMBER.test(text));
      } catch {
        return [];
      }
    });
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A menu marks the letter that opens it. */
const withoutLetter = (label: string) => label.replace(/\(&.\)/u, '').replace('&', '');

function namesIn(language: GuideLanguage): ReadonlySet<string> {
  const shown = [...textsIn(messagesOf(language)), ...textsIn(practice[language])];
  return new Set([...shown, ...textsIn(desktopTextsOf(language)).map(withoutLetter), ...CONSOLE_LABELS[language]]);
}

const boldIn = ({ text }: Page) =>
  Array.from(text.replace(fencesOf, '').matchAll(/\*\*(.+?)\*\*/gs), ([, bold = '']) => bold);
const codeIn = ({ text }: Page) =>
  Array.from(text.replace(fencesOf, '').matchAll(/`([^`\n]+)`/g), ([, code = '']) => code);

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
const anchorsOf = (text: string) =>
  Array.from(text.replace(fencesOf, '').matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading));

function isThere(page: Page, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page.path : join(dirname(page.path), file);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).includes(decodeURIComponent(anchor));
}

/** `Ctrl` `K`; several ways are separated by a comma where one of them takes several keys. */
function keysSaid(chords: readonly string[], onMac: boolean): string {
  const ways = chords.map((chord) => v.parse(KeyNames, keyNames(chord, onMac)).map((key) => `\`${key}\``));
  return ways.map((keys) => keys.join(' ')).join(ways.some((keys) => keys.length > 1) ? ', ' : ' ');
}

const rowsBetween = (text: string, mark: string) =>
  (text.split(`<!-- ${mark} -->`)[1]?.split(`<!-- /${mark} -->`)[0] ?? '')
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.replace(/\*\*|［|］/g, ''));

describe.each(LANGUAGES)('the guide in %s', (language) => {
  const pages = pagesOf(language);
  const all = <Item>(find: (page: Page) => readonly Item[]) => pages.flatMap(find);

  test('writes in bold only what the window, its menu or LINE’s console shows', () => {
    const names = namesIn(language);
    const isShown = (bold: string) => names.has(bold) || names.has(bold.replace(/\d[\d,]*/g, '#'));
    expect(all(boldIn).filter((bold) => !isShown(bold))).toEqual([]);
  });

  test('writes bold so that Markdown sees it beside Japanese letters', () => {
    // CommonMark, "Emphasis and strong emphasis": ** beside punctuation inside needs a space or punctuation outside.
    const unseen = all(({ text }) => Array.from(text.matchAll(/(.?)\*\*(.+?)\*\*(.?)/gu))).filter(
      ([, before = '', bold = '', after = '']) =>
        (/^[\p{P}\p{S}]/u.test(bold) && /[\p{L}\p{N}]/u.test(before)) ||
        (/[\p{P}\p{S}]$/u.test(bold) && /[\p{L}\p{N}]/u.test(after)),
    );
    expect(unseen.map(([whole]) => whole)).toEqual([]);
  });

  test('links only to pages and headings that exist', () => {
    const broken = all((page) =>
      Array.from(page.text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link)
        .filter((link) => !/^https:/.test(link) && !isThere(page, link))
        .map((link) => `${page.path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test('shows only pictures that the gallery takes, each with words for who does not see it', () => {
    const tags = all(({ text }) => text.match(/<(img|source)\b[^>]*>/g) ?? []);
    const wrong = tags.filter((tag) => {
      const [, name = ''] = /(?:src|srcset)="\.\.\/\.\.\/pictures\/([^"]+)\.png"/.exec(tag) ?? [];
      return !PICTURE_NAMES.has(name) || (tag.startsWith('<img') && !/alt="[^"]{15,}"/.test(tag));
    });
    expect(wrong).toEqual([]);
    expect(tags.length).toBeGreaterThan(0);
  });

  test('names only error codes, commands and deep links that exist', () => {
    const codes = pages.filter(({ path }) => path.includes('troubleshooting')).flatMap(codeIn);
    expect(codes.filter((code) => /^[a-z]+(-[a-z]+)+$/.test(code) && !Object.hasOwn(ERRORS, code))).toEqual([]);

    const commands = all(codeIn)
      .filter((code) => code.startsWith('kagibako '))
      .map((code) => code.slice('kagibako '.length).replace(/ (--|[A-Z]).*$/, ''));
    expect(commands.filter((command) => !Object.hasOwn(helpEn.commands, command))).toEqual([]);

    const links = all(codeIn).filter((code) => /^kagibako:\/\/[^/]+(\/.+)?$/.test(code));
    expect(links.filter((link) => parseDeepLink(link) === null)).toEqual([]);
  });

  test('lists the keys that the window listens to', () => {
    const text = messagesOf(language);
    const keyboard = pages.find(({ path }) => path.endsWith('keyboard.md'))?.text ?? '';
    const commands = COMMANDS.flatMap(({ say, keys, keysOnMac = keys }) =>
      keys && keysOnMac
        ? [`| ${String(say(text))} | ${keysSaid([keys], false)} | ${keysSaid([keysOnMac], true)} |`]
        : [],
    );
    const { shortcuts } = v.parse(WithTableKeys, text);
    const table = TABLE_KEYS.map(
      ({ say, chords }) => `| ${shortcuts[say]} | ${keysSaid(chords, false)} | ${keysSaid(chords, true)} |`,
    );
    expect(rowsBetween(keyboard, 'commands')).toEqual(commands);
    expect(rowsBetween(keyboard, 'table')).toEqual(table);
  });
});

test('both languages say the same things in the same order', () => {
  const shapeOf = (language: GuideLanguage) =>
    pagesOf(language).map(({ path, text }) => ({
      page: path.slice(join(GUIDE, language).length),
      headings: Array.from(text.replace(fencesOf, '').matchAll(/^(#+) /gm), ([, level]) => level),
      steps: Array.from(text.matchAll(/^(\d+\.|-|\|) /gm)).length,
      pictures: Array.from(text.matchAll(/<img /g)).length,
    }));
  expect(shapeOf('ja')).toEqual(shapeOf('en'));
});
