import type { IdentifyMessages } from '../en/identify.ts';
import { items } from './words.ts';

export const identify: IdentifyMessages = {
  identify: {
    what: '貼上任何內容：token、記錄的一行、commit、郵件。保險庫會在其中尋找自己的 token，不詢問任何人。不會保留這段文字。',
    field: '發現 token 的文字',
    looking: '正在尋找…',
    nothing: '其中沒有看起來像 channel access token 的內容。',
    ours: (count) => (count === 1 ? '由這個保險庫發行。' : `其中有這個保險庫的 ${items(count)} token。`),
    unknown: (count) => `有 ${items(count)}地方看起來像 token，但保險庫中沒有。`,
    clock: (span) => `發現至今 ${span}`,
    clockWhat: '有效的 token 在撤銷之前，任何讀到的人都能使用。',
    dead: '就目前所知已無法使用，不需要處理。',
    noConsumer: '沒有指定使用方：可以撤銷，但不知道誰需要新的。',
    ends: (when) => `到期：${when}`,
    contain: '更換並撤銷',
    containWhat: '發行後繼的 token、讓你交付、不重疊地撤銷這個 token，並證實。',
    beginning: '正在發行後繼 token…',
    revoke: '立即撤銷…',
    revokeWhat: (consumer) => `最快的方法。${consumer} 在取得另一個 token 之前會停擺。`,
    channel: '封鎖 Channel…',
    details: '詳細資料',
    underWay: '顯示更換作業',
    ask: '詢問 LINE 是否可用',
    askAgain: '再問一次',
    askWhat: '只把找到的那個 token 送到它的平台。',
    asking: '正在查詢…',
    adopt: '納管…',
    adoptWhat: '可以使用，但保險庫中沒有。納管後即可監看與撤銷。',
    channelNotHere: (channelId) => `保險庫中沒有 Channel ${channelId}；請先新增，才能納管這個 token。`,
    revokeElsewhere: '必須由發行者撤銷。',
  },
};
