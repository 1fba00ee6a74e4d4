import type { AuditEntry, AuditKind } from '../../shared/domain.ts';
import { platformHost } from '../format/platform-host.ts';
import type { Desk } from '../model/desk.svelte.ts';
import { engineWords } from './engine-words.ts';

/** What stands beside a line of the log: an ID to copy, or words. */
export type NoteWords =
  | { readonly kind: 'id'; readonly name: string; readonly id: string }
  | { readonly kind: 'text'; readonly text: string };

const UNTIL = /^until (\d{4}-\S+)$/;

/** Kinds whose note is an ID, and what that ID is called. */
const IDS: Readonly<Partial<Record<AuditKind, 'thumbprint' | 'kid' | 'keyId'>>> = {
  'key-generated': 'thumbprint',
  'key-imported': 'thumbprint',
  'key-registered': 'kid',
  'token-issued': 'keyId',
  'token-orphaned': 'keyId',
  'token-foreign-seen': 'keyId',
};

/** Kinds whose note is the person's own words. */
const OWN_WORDS: readonly AuditKind[] = ['channel-renamed', 'channel-tagged'];

/** The note of a log line in the person's language; what is data, such as a name or an ID, stays as it is. */
export function noteWords(
  { kind, note }: Pick<AuditEntry, 'kind' | 'note'>,
  desk: Pick<Desk, 'text' | 'language' | 'time' | 'clock'>,
): NoteWords | null {
  if (note === null || note === '') return null;
  const words = desk.text.activity;
  const id = IDS[kind];
  if (id) return { kind: 'id', name: words.note[id], id: note };
  if (OWN_WORDS.includes(kind)) return { kind: 'text', text: note };
  if (kind === 'channel-added') return { kind: 'text', text: platformHost(note) };
  const until = UNTIL.exec(note)?.[1];
  if (until !== undefined) return { kind: 'text', text: words.note.until(desk.time.short(until, desk.clock.now)) };
  const { text, quoted } = engineWords(note, desk.text, desk.language);
  return { kind: 'text', text: quoted ? words.quoted(text) : text };
}
