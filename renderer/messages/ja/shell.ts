import type { ShellMessages } from '../en/shell.ts';
import { items, number } from './words.ts';

export const shell: ShellMessages = {
  rail: {
    label: '移動先',
    overview: '概要',
    tokens: 'トークン',
    channels: 'チャネル',
    rotations: 'トークン更新',
    activity: '履歴',
    settings: '設定',
    pinnedCaption: 'ピン留め',
    channelsCaption: 'チャネル',
    count: (count) => number(count),
    pinHint: 'チャネルを開いてピンを押すと、ここに置けます。',
    allChannels: (count) => `すべてのチャネル（${items(count)}）`,
    pin: (name) => `${name} をピン留め`,
    pinned: (name) => `${name} をピン留めしました`,
    unpinned: (name) => `${name} のピン留めを外しました`,
    lock: 'ロック',
    lockTitle: '保管庫をロック',
    slotsTaken: (taken, limit) => `${number(limit)} 枠中 ${number(taken)} 枠を使用中`,
    needsYou: (count) => `対応が必要：${items(count)}`,
  },

  bar: {
    search: 'トークンを検索、または漏えいしたものを貼り付け',
    label: '検索と操作',
    searchLabel: 'トークンを検索',
    searchIn: (channel) => `${channel} のトークンを検索`,
    palette: 'コマンド',
    back: '戻る',
    forward: '進む',
    checkAll: 'すべて確認',
    checking: '確認中…',
    issue: 'トークンを発行',
  },

  shortcuts: {
    title: 'キーボード',
    table: 'トークンの表で',
    escape: '選択を解除',
    move: '行を移動',
    ends: '先頭、末尾の行',
    select: '行を選択',
    range: '範囲を選択',
    all: '当てはまるものをすべて選択',
    details: '詳細を開く',
    copy: 'トークンをコピー',
    revoke: '選択したもの、またはその行を取り消す',
    menu: '行のメニュー',
  },
};
