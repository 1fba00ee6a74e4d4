/** What a pasted block says of one channel. A field is left out where the block does not say it, or says it twice and differently. */
export interface PastedChannel {
  readonly channelId?: string;
  readonly channelSecret?: string;
  readonly name?: string;
  /** Said more than once, and not the same: nobody should guess which one is meant. */
  readonly unclear: readonly PastedField[];
}

export type PastedField = 'channelId' | 'channelSecret' | 'name';
export const PASTED_FIELDS = ['channelId', 'name', 'channelSecret'] as const satisfies readonly PastedField[];

/** A console page is some kB; more than this is not a channel that somebody copied. */
const LONGEST_BLOCK = 20_000;
/** In UTF-16 units: 80 characters may be that long. The form counts exactly. */
const LONGEST_NAME = 240;
const LONGEST_LINE = 400;

/** Labels without spaces, dashes and case, as consoles, .env files and programs write them. */
const LABELS: Readonly<Record<PastedField, readonly string[]>> = {
  channelId: ['channelid', 'チャネルid', 'チャンネルid', '頻道id', '頻道識別碼', 'ไอดีแชนแนล', 'clientid'],
  channelSecret: ['channelsecret', 'チャネルシークレット', 'チャンネルシークレット', '頻道密鑰', 'clientsecret'],
  name: ['channelname', 'チャネル名', 'チャンネル名', '頻道名稱', 'ชื่อแชนแนล', 'botname'],
};
/** Too common to be looked for at the end of longer words. */
const SHORT_LABELS: Readonly<Record<string, PastedField>> = {
  id: 'channelId',
  secret: 'channelSecret',
  シークレット: 'channelSecret',
  name: 'name',
  名前: 'name',
  名稱: 'name',
  ชื่อ: 'name',
};

const ID_ALONE = /(?<![\p{L}\p{N}_@.-])[0-9]{8,20}(?![\p{L}\p{N}_@.-])/gu;
const SECRET_ALONE = /(?<![\p{L}\p{N}_])[0-9a-f]{32}(?![\p{L}\p{N}_])/giu;
const SECRET_LABELLED = /^[\x21-\x7e]{8,128}$/;
const OUTER = /^[\s"'`“”「」,;|、，・*•-]+|[\s"'`“”「」,;|、，・]+$/gu;
/** Where a further label may begin in the middle of a line: a long one anywhere, a short one behind a comma or its like. */
const NEXT_LABEL =
  /[\s,;|、，{]+(?=["']?(?:channel[\s_-]*(?:id|secret|name)\b|チャン?ネル\s*(?:ID|名|シークレット)))|[,;|、，{]\s*(?=["']?(?:id|secret|name|名前)["']?\s*[:=：])/giu;
/** Only what has said something already is followed by a further label; "Your channel ID" is one label. */
const SAYS_SOMETHING = /[:=：]|[0-9a-f]{8}|[０-９]{8}/i;
/** Another setting, or an address. */
const NO_NAME = /^\w+\s*=|^https?:|:\/\//i;
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/gu;

/** Whether two blocks of text say the same field; used with every source of the values below. */
class Findings {
  #found = new Map<PastedField, Set<string>>();

  add(field: PastedField, value: string): void {
    const values = this.#found.get(field) ?? new Set();
    values.add(value);
    this.#found.set(field, values);
  }

  has(field: PastedField): boolean {
    return this.#found.has(field);
  }

  result(): PastedChannel {
    const one = (field: PastedField) => {
      const values = [...(this.#found.get(field) ?? [])];
      return values.length === 1 ? values[0] : undefined;
    };
    const [channelId, channelSecret, name] = [one('channelId'), one('channelSecret'), one('name')];
    return {
      ...(channelId === undefined ? {} : { channelId }),
      ...(channelSecret === undefined ? {} : { channelSecret }),
      ...(name === undefined ? {} : { name }),
      unclear: PASTED_FIELDS.filter((field) => (this.#found.get(field)?.size ?? 0) > 1),
    };
  }
}

const trimmed = (text: string) => text.replace(OUTER, '').trim();
const wide = (text: string) => text.normalize('NFKC');

/** The field that a label names; `other` for the ID, token or key of something else, whose value must not be taken for ours. */
function fieldOfLabel(label: string): PastedField | 'other' | null {
  const bare = wide(label)
    .toLowerCase()
    .replace(/^export\s+/, '')
    .replace(/[\s_"'`*.()-]+/g, '');
  if (bare === '') return null;
  const short = Object.hasOwn(SHORT_LABELS, bare) ? SHORT_LABELS[bare] : undefined;
  if (short) return short;
  for (const field of PASTED_FIELDS) {
    if (LABELS[field].some((known) => bare.endsWith(known))) return field;
  }
  return /(?:id|token|key|kid|url|secret|トークン|キー|番号)$/.test(bare) ? 'other' : null;
}

function take(found: Findings, field: PastedField, raw: string): boolean {
  const value = trimmed(raw);
  if (field === 'name') {
    if (value === '' || value.length > LONGEST_NAME) return false;
    found.add('name', value);
    return true;
  }
  const plain = wide(value);
  if (field === 'channelId') {
    const digits = plain.replace(/[\s-]/g, '');
    if (!/^[0-9]{1,20}$/.test(digits)) return false;
    found.add('channelId', digits);
    return true;
  }
  if (!SECRET_LABELLED.test(plain)) return false;
  found.add('channelSecret', /^[0-9a-f]{32}$/i.test(plain) ? plain.toLowerCase() : plain);
  return true;
}

function fromJson(found: Findings, value: unknown, depth = 0): void {
  if (depth > 4 || typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    const field = Array.isArray(value) ? null : fieldOfLabel(key);
    if (field !== null && field !== 'other' && (typeof each === 'string' || Number.isSafeInteger(each)))
      take(found, field, String(each));
    else fromJson(found, each, depth + 1);
  }
}

function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A label at the start of a line and what follows it; the value is empty where it stands on the next line. */
function labelled(line: string): { readonly field: PastedField | 'other'; readonly value: string } | null {
  const separated = /^([^:=：＝\t|]{1,60}?)\s*(?:[:=：＝|]|\t)\s*(.*)$/u.exec(line);
  if (separated) {
    const field = fieldOfLabel(separated[1] ?? '');
    if (field !== null) return { field, value: separated[2] ?? '' };
  }
  const whole = fieldOfLabel(line);
  if (whole !== null && line.length <= 40) return { field: whole, value: '' };
  // "Channel ID 2006123456": the label ends where a value of its kind begins.
  const spaced = /^(.{2,40}?)\s+(\S.*)$/u.exec(line);
  for (let cut = spaced?.[1]?.length ?? -1; cut > 0 && cut < 40; cut = line.indexOf(' ', cut + 1)) {
    const label = line.slice(0, cut);
    const field = fieldOfLabel(label);
    const isLong = field !== null && field !== 'other' && !Object.hasOwn(SHORT_LABELS, label.toLowerCase());
    if (isLong || (field === 'other' && cut > 4)) return { field, value: line.slice(cut) };
  }
  return null;
}

/**
 * Reads channel ID, channel secret and name out of what somebody copied: the console's page, lines with labels in any order and language,
 * JSON, a .env file, or the bare values. Never throws; what it does not understand it leaves alone.
 */
export function parsePastedChannel(text: string): PastedChannel {
  const found = new Findings();
  if (text.length > LONGEST_BLOCK) return found.result();
  const json = parseJson(text);
  if (typeof json === 'object') {
    fromJson(found, json);
    return found.result();
  }
  const lines = text
    .replace(INVISIBLE, '')
    .split(/[\r\n\u2028\u2029]+/)
    .flatMap((line) => parted(line.slice(0, LONGEST_LINE)))
    .map((line) => line.trim())
    .filter((line) => trimmed(line) !== '' && !/^[{}[\]#]/.test(line));
  const loose: string[] = [];
  let awaited: PastedField | 'other' | null = null;
  for (const line of lines) {
    const label = labelled(trimmed(line));
    if (label) {
      const used = label.field !== 'other' && label.value !== '' && take(found, label.field, label.value);
      awaited = used || trimmed(label.value) !== '' ? null : label.field;
      continue;
    }
    if (awaited === 'other') {
      awaited = null;
      continue;
    }
    if (awaited !== null && take(found, awaited, line)) awaited = null;
    else loose.push(line);
  }
  const names = loose.map((line) => bareValues(found, line)).filter((rest) => rest !== '' && !NO_NAME.test(rest));
  if (!found.has('name') && names.length === 1 && names[0]) take(found, 'name', names[0]);
  return found.result();
}

/** A line cut before each further label. */
function parted(line: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: gap } of line.matchAll(NEXT_LABEL)) {
    if (!SAYS_SOMETHING.test(line.slice(from, index))) continue;
    parts.push(line.slice(from, index));
    from = index + gap.length;
  }
  return [...parts, line.slice(from)];
}

/** Takes bare IDs and secrets out of a line; what is left may be a name. */
function bareValues(found: Findings, line: string): string {
  const plain = wide(line);
  const secrets = plain.match(SECRET_ALONE) ?? [];
  const withoutSecrets = plain.replace(SECRET_ALONE, ' ');
  const ids = withoutSecrets.match(ID_ALONE) ?? [];
  for (const secret of secrets) found.add('channelSecret', secret.toLowerCase());
  for (const id of ids) found.add('channelId', id);
  if (secrets.length + ids.length === 0) return trimmed(line);
  return trimmed(withoutSecrets.replace(ID_ALONE, ' ').replace(/\s+/g, ' '));
}
