import type { IdentifyMessages } from '../en/identify.ts';
import { items } from './words.ts';

export const identify: IdentifyMessages = {
  identify: {
    what: 'トークン、ログの行、コミット、メールなど、何でも貼り付けてください。誰にも問い合わせずに、保管庫のトークンを探します。テキストは保存しません。',
    field: 'トークンが見つかったテキスト',
    looking: '検索中…',
    nothing: 'チャネルアクセストークンらしいものはありません。',
    ours: (count) => (count === 1 ? 'この保管庫が発行しました。' : `この保管庫のトークンが ${items(count)}あります。`),
    unknown: (count) => `この保管庫にないトークンらしいものが ${items(count)}あります。`,
    clock: (span) => `発見から ${span}`,
    clockWhat: '有効なトークンは、取り消されるまで、読んだ人が誰でも使えます。',
    dead: 'わかっている限り、もう使えません。何もする必要はありません。',
    noConsumer: '利用者の名前がありません。取り消せますが、代わりが必要な相手はわかりません。',
    ends: (when) => `期限：${when}`,
    contain: '更新して取り消す',
    containWhat: '新しいトークンを発行し、引き渡し、このトークンを重複なしで取り消して証明します。',
    beginning: '新しいトークンを発行中…',
    revoke: 'すぐに取り消す…',
    revokeWhat: (consumer) => `最も早い方法です。${consumer} は別のトークンを受け取るまで止まります。`,
    channel: 'チャネルを封じ込める…',
    details: '詳細',
    underWay: '更新を表示',
    ask: '使えるか LINE に問い合わせる',
    askAgain: 'もう一度問い合わせる',
    askWhat: '見つかったトークン 1 つを接続先だけに送ります。',
    asking: '問い合わせ中…',
    adopt: '取り込む…',
    adoptWhat: '使えますが、保管庫にありません。取り込むと、見守り、取り消すことができます。',
    channelNotHere: (channelId) =>
      `チャネル ${channelId} はこの保管庫にありません。取り込むには、先に追加してください。`,
    revokeElsewhere: '発行した人が取り消す必要があります。',
  },
};
