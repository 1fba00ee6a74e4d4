import type { ShellMessages } from '../en/shell.ts';
import { items, number } from './words.ts';

export const shell: ShellMessages = {
  rail: {
    label: '選單',
    overview: '總覽',
    tokens: 'Token',
    channels: 'Channel',
    rotations: 'Token 更換',
    activity: '活動',
    settings: '設定',
    pinnedCaption: '已釘選',
    channelsCaption: 'CHANNEL',
    count: (count) => number(count),
    pinHint: '開啟 Channel 並按下圖釘，即可固定在這裡。',
    allChannels: (count) => `全部 ${items(count)} Channel`,
    pin: (name) => `釘選 ${name}`,
    pinned: (name) => `已釘選 ${name}`,
    unpinned: (name) => `已取消釘選 ${name}`,
    lock: '鎖定',
    lockTitle: '鎖定保險庫',
    slotsTaken: (taken, limit) => `已使用 ${items(taken)}名額，共 ${items(limit)}`,
    needsYou: (count) => `${number(count)} 件事需要處理`,
  },

  bar: {
    label: '搜尋與操作',
    search: '搜尋 token，或貼上外洩的 token',
    searchLabel: '搜尋 token',
    searchIn: (channel) => `搜尋 ${channel} 的 token`,
    palette: '指令',
    back: '上一頁',
    forward: '下一頁',
    checkAll: '全部檢查',
    checking: '檢查中…',
    issue: '發行 token',
  },

  shortcuts: {
    title: '鍵盤',
    table: '在 token 表格中',
    escape: '清除選取',
    move: '在列之間移動',
    ends: '第一列、最後一列',
    select: '選取一列',
    range: '選取範圍',
    all: '選取符合的全部',
    details: '開啟詳細資料',
    copy: '複製 token',
    revoke: '撤銷選取的項目或這一列',
    menu: '這一列的選單',
  },
};
