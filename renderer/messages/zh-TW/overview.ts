import type { OverviewMessages } from '../en/overview.ts';
import { items, number } from './words.ts';

const tokensOf = (tokens: number, channels: number) => `${items(channels)} Channel 的 ${items(tokens)} token`;
const channelCount = (channels: number) => `${items(channels)} Channel`;

export const overview: OverviewMessages = {
  overview: {
    needs: (count) => `有 ${number(count)} 件事需要處理`,
    nothing: '沒有需要處理的事',
    list: '需要處理的事',
    well: (well, total) =>
      well === total ? `全部 ${items(total)} token 狀況良好。` : `${items(total)} token 中有 ${items(well)}狀況良好。`,
    nextExpiry: (name, when) => `下一個到期：${name}，${when}。`,
    nextAfterThese: (name, when) => `在這些之後到期：${name}，${when}。`,
    noTokens: '還沒有有效的 token。',
    showAll: (count) => `顯示全部 ${items(count)}`,
    showFewer: '顯示較少',
    timeline: '未來 30 天',
    timelineLabel: '未來 30 天各 Channel 的到期時間',
    timelineSum: (tokens, channels) => `${tokensOf(tokens, channels)} 在這段期間到期`,
    timelineNone: '未來 30 天沒有 token 到期。',
    asTable: '以表格顯示',
    asTimeline: '以時間軸顯示',
    column: {
      channel: 'Channel',
      day: '日期',
      tokens: 'Token',
      what: '狀態',
    },
    rowLabel: (channel) => `${channel} 的到期時間`,
    dayOf: (channel, day) => `${channel}，${day}`,
    moreChannels: (count) => `還有 ${items(count)} Channel`,
    today: '今天',
    of: (count, state) => `${items(count)}${state}`,
    slots: 'LINE 的名額（每個 Channel 30 個）',
    slotsFree: '可用',
    slotsLabel: (taken, parts) => `${taken}：${parts}`,
    within24h: (count) => `${items(count)}在 24 小時內`,
    revokingShort: '撤銷中',
    allChannels: (count) => `全部 ${items(count)} Channel`,
    todayAt: (time) => `今天 ${time}`,
    expires: (when) => `到期：${when}`,
    expiresLast: (when) => `到期：${when}，而且是這個使用方唯一有效的 token`,
    todayGroup: (count, name) => `${name} 的 ${items(count)} token`,
    todayGroupEnds: (time) => `24 小時內到期，最早的是 ${time}`,
    todayMore: (count) => `還有 ${items(count)} token`,
    todayMoreEnds: () => '24 小時內到期',
    soonOf: (count, channel) => `${channel} 的 ${items(count)} token`,
    soonOfMany: tokensOf,
    soon: () => '有效期間已過三分之二',
    foreign: (count) => `有 ${items(count)} token 不是這個保險庫發行的`,
    since: (when) => `發現：${when}`,
    orphan: (count) => `有 ${number(count)} 次發行的 LINE 回應遺失，名額到期前無法使用`,
    revoking: (count) => `有 ${items(count)} token 的撤銷尚未證實，可能仍可使用`,
    unknown: '有一次發行結果不明，檢查後即可查明',
    noKey: '還沒有 Assertion Signing Key',
    keyGenerated: '有簽署金鑰尚未在 LINE 註冊',
    keyRegistered: '有簽署金鑰尚未證實',
    noSecret: '這裡沒有 Channel secret，因此無法撤銷它的 token',
    full: '沒有可用的名額，LINE 會拒絕再發行 token',
    by: (date) => `${date}起`,
    group: {
      revoking: {
        who: tokensOf,
        what: '已撤銷但未證實，可能仍可使用',
      },
      today: {
        who: tokensOf,
        what: '24 小時內到期',
      },
      foreign: {
        who: tokensOf,
        what: '不是這個保險庫發行的',
      },
      unknown: {
        who: (_tokens, channels) => channelCount(channels),
        what: '有發行結果不明，檢查後即可查明',
      },
      full: {
        who: (_tokens, channels) => channelCount(channels),
        what: '沒有可用的名額，LINE 會拒絕再發行 token',
      },
      orphan: {
        who: tokensOf,
        what: '遺失：LINE 有這些 token，但值沒有送達這裡',
      },
      soon: {
        who: tokensOf,
        what: '有效期間已過三分之二',
      },
      'no-secret': {
        who: (_tokens, channels) => channelCount(channels),
        what: '這裡沒有 Channel secret，因此無法撤銷 token',
      },
      'key-generated': {
        who: (_tokens, channels) => channelCount(channels),
        what: '有簽署金鑰尚未在 LINE 註冊',
      },
      'key-registered': {
        who: (_tokens, channels) => channelCount(channels),
        what: '有簽署金鑰尚未證實',
      },
      'no-key': {
        who: (_tokens, channels) => channelCount(channels),
        what: '還沒有 Assertion Signing Key',
      },
    },
    act: {
      replace: '發行替代…',
      revoke: '再次撤銷…',
      tokens: '查看',
      check: '立即檢查',
      checkMany: (count) => `檢查 ${items(count)}`,
      key: '設定',
      register: '繼續',
      secret: '加入',
      channels: '查看清單',
      fold: '收合',
    },
    startTitle: '新增你的第一個 Channel',
    startWhat:
      '你需要 LINE Developers Console 上的 Channel ID，以及約 10 分鐘來設定簽署金鑰。也可以先練習：練習平台的行為與 LINE 相同，並且只在這台電腦上執行。',
    addChannel: '新增 Channel',
    practise: '不連 LINE，先練習',
  },
};
