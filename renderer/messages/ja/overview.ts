import type { OverviewMessages } from '../en/overview.ts';
import { items, number } from './words.ts';

const tokensOf = (tokens: number, channels: number) =>
  channels === 1 ? `トークン ${items(tokens)}` : `${number(channels)} チャネルのトークン ${items(tokens)}`;
const channelCount = (_tokens: number, channels: number) => `${number(channels)} チャネル`;

export const overview: OverviewMessages = {
  overview: {
    needs: (count) => `対応が必要なことが ${items(count)}あります`,
    nothing: '対応が必要なことはありません',
    list: '対応が必要なこと',
    well: (well, total) =>
      well === total
        ? `${items(total)}のトークンはすべて良好です。`
        : `${items(total)}中 ${items(well)}のトークンは良好です。`,
    nextExpiry: (name, when) => `次の期限：${name}（${when}）。`,
    nextAfterThese: (name, when) => `これらの次の期限：${name}（${when}）。`,
    noTokens: '有効なトークンはまだありません。',
    showAll: (count) => `${items(count)}すべて表示`,
    showFewer: 'まとめて表示',

    timeline: '今後 30 日',
    timelineLabel: '今後 30 日のチャネルごとの期限',
    timelineSum: (tokens, channels) => `${tokensOf(tokens, channels)}がこの期間に期限を迎えます`,
    timelineNone: '今後 30 日に期限を迎えるものはありません。',
    asTable: '表で見る',
    asTimeline: '図で見る',
    column: { channel: 'チャネル', day: '日付', tokens: 'トークン', what: '状態' },
    rowLabel: (channel) => `${channel} の期限`,
    dayOf: (channel, day) => `${channel}、${day}`,
    moreChannels: (count) => `ほか ${number(count)} チャネル`,
    today: '今日',
    of: (count, state) => `${state} ${items(count)}`,

    slots: 'LINE の枠（チャネルごとに 30）',
    slotsFree: '空き',
    slotsLabel: (taken, parts) => `${taken}：${parts}`,
    within24h: (count) => `24 時間以内 ${items(count)}`,
    revokingShort: '取り消し中',
    allChannels: (count) => `${number(count)} チャネルすべて`,

    todayAt: (time) => `今日 ${time}`,
    expires: (when) => `期限：${when}`,
    expiresLast: (when) => `期限：${when}。この利用者の唯一の有効なトークンです`,
    todayGroup: (count, name) => `${name} のトークン ${items(count)}`,
    todayGroupEnds: (time) => `24 時間以内に期限（最初は ${time}）`,
    todayMore: (count) => `ほかのトークン ${items(count)}`,
    todayMoreEnds: () => '24 時間以内に期限',
    soonOf: (count, channel) => `${channel} のトークン ${items(count)}`,
    soonOfMany: tokensOf,
    soon: () => '有効期間の 3 分の 2 を過ぎました',
    foreign: (count) => `この保管庫が発行していないトークンが ${items(count)}あります`,
    since: (when) => `${when} に発見`,
    orphan: (count) => `発行の応答が ${items(count)}失われました。枠は期限まで使えません`,
    revoking: (count) => `取り消しが未証明のトークンが ${items(count)}あります。まだ使える可能性があります`,
    unknown: '結果不明の発行があります。確認すれば判明します',
    noKey: 'アサーション署名キーがまだありません',
    keyGenerated: '署名キーがまだ LINE に登録されていません',
    keyRegistered: '署名キーの登録がまだ証明されていません',
    noSecret: 'チャネルシークレットがないため、トークンを取り消せません',
    full: '空き枠がありません。LINE は次のトークンを拒否します',
    by: (date) => `最初は ${date}`,
    rotations: (count) => `トークン更新 ${items(count)}`,
    leaked: (count) => (count === 1 ? '漏えいしました。更新の対応が必要です' : '漏えい後の対応が必要です'),
    rotationWaits: (count) => (count === 1 ? '更新の対応が必要です' : '対応が必要です'),

    group: {
      revoking: { who: tokensOf, what: '取り消しが未証明で、まだ使える可能性があります' },
      today: { who: tokensOf, what: '24 時間以内に期限を迎えます' },
      foreign: { who: tokensOf, what: 'この保管庫の発行ではありません' },
      unknown: { who: channelCount, what: '結果不明の発行があります。確認すれば判明します' },
      full: { who: channelCount, what: '空き枠がありません。LINE は次のトークンを拒否します' },
      orphan: { who: tokensOf, what: '応答喪失：LINE にはありますが、値が届きませんでした' },
      soon: { who: tokensOf, what: '有効期間の 3 分の 2 を過ぎました' },
      'no-secret': { who: channelCount, what: 'チャネルシークレットがないため、トークンを取り消せません' },
      'key-generated': { who: channelCount, what: '署名キーがまだ LINE に登録されていません' },
      'key-registered': { who: channelCount, what: '署名キーの登録がまだ証明されていません' },
      'no-key': { who: channelCount, what: 'アサーション署名キーがまだありません' },
    },
    act: {
      replace: 'トークンを更新…',
      revoke: '再度取り消す…',
      tokens: '一覧を見る',
      check: '今すぐ確認',
      checkMany: (count) => `${items(count)}確認`,
      key: '設定する',
      register: '続ける',
      secret: '追加する',
      channels: '内訳を見る',
      fold: 'たたむ',
    },
    startTitle: '最初のチャネルを追加',
    startWhat:
      'LINE Developers コンソールのチャネル ID と、署名キーの登録に 10 分ほど必要です。先に練習もできます。練習用プラットフォームは LINE と同じように動き、このコンピューターの中だけで完結します。',
    addChannel: 'チャネルを追加',
    practise: 'LINE を使わずに練習',
  },
};
