import type { Language } from '../../../shared/languages.ts';

/** What a calendar entry says. */
export interface CalendarWords {
  /** The calendar’s own name. */
  readonly name: string;
  readonly ends: (whose: string, channelName: string) => string;
  readonly channel: string;
  readonly consumer: string;
  readonly label: string;
  readonly keyId: string;
  readonly todo: string;
  /** For a token that ended before its time. */
  readonly over: string;
}

export const CALENDAR_WORDS: Readonly<Record<Language, CalendarWords>> = {
  en: {
    name: 'LINE channel access tokens',
    ends: (whose, channelName) => `Token ends: ${whose} · ${channelName}`,
    channel: 'Channel',
    consumer: 'Consumer',
    label: 'Label',
    keyId: 'Key ID',
    todo: 'Issue a new token and hand it over before this one ends.',
    over: 'This token works no more.',
  },
  ja: {
    name: 'LINE チャネルアクセストークン',
    ends: (whose, channelName) => `トークンの期限：${whose}・${channelName}`,
    channel: 'チャネル',
    consumer: '利用者',
    label: 'ラベル',
    keyId: 'キー ID',
    todo: '期限までに新しいトークンを発行し、引き渡してください。',
    over: 'このトークンはもう使えません。',
  },
  th: {
    name: 'LINE Channel access token',
    ends: (whose, channelName) => `Token หมดอายุ: ${whose} · ${channelName}`,
    channel: 'Channel',
    consumer: 'ผู้ใช้ Token',
    label: 'ป้ายชื่อ',
    keyId: 'Key ID',
    todo: 'โปรดออก Token ใหม่และส่งมอบก่อน Token นี้หมดอายุ',
    over: 'Token นี้ใช้งานไม่ได้แล้ว',
  },
  'zh-TW': {
    name: 'LINE channel access token',
    ends: (whose, channelName) => `token 到期：${whose}・${channelName}`,
    channel: 'Channel',
    consumer: '使用方',
    label: '備註',
    keyId: 'Key ID',
    todo: '請在到期前發行新的 token 並交付。',
    over: '這個 token 已無法使用。',
  },
};
