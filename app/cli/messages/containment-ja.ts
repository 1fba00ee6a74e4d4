import type { ContainmentTexts } from './containment-en.ts';

/** What the run-book for a compromised channel says in Japanese. */
export const containmentJa: ContainmentTexts = {
  states: { 'under-way': '進行中', done: '完了', closed: '終了' },
  stepStates: { open: '未着手', 'under-way': '着手済み', failed: '失敗', done: '完了', skipped: 'スキップ' },
  steps: {
    'revoke-all': 'すべてのトークンを取り消して証明する',
    'console-delete-keys': 'コンソールで公開鍵を削除する',
    'new-key': '新しい署名キーを作る',
    'register-key': '公開鍵を登録して証明する',
    'retire-keys': '古い署名キーを引退させる',
    'console-reissue-secret': 'コンソールでチャネルシークレットを再発行する',
    'set-secret': '新しいチャネルシークレットを保存する',
    'console-members': 'コンソールで権限を持つ人を確認する',
    'check-again': '身元不明のキー ID が LINE にないことを確認する',
    reissue: '新しいトークンを発行する',
    'hand-over': '新しいトークンを引き渡す',
  },
  how: {
    'revoke-all': () =>
      'この保管庫にあるチャネルの有効なトークンを、利用者にかかわらずすべて取り消します。チャネルシークレットと、LINE に登録済みの署名キーが必要です。',
    'console-delete-keys': () =>
      'LINE Developers コンソール →［チャネル基本設定］→［アサーション署名キー］：秘密鍵が他人の手にあるかもしれない公開鍵をすべて削除します。証明にはその鍵で署名するので、トークンを取り消した後に行ってください。',
    'new-key': () => '鍵ペアを生成します。秘密鍵はこの保管庫から出ません。',
    'register-key': (_channelId, key) =>
      `公開鍵を表示：kagibako key public ${key}\n登録：LINE Developers コンソール →［チャネル基本設定］→［アサーション署名キー］→［公開鍵を登録する］\nコンソールに表示された kid を保存：kagibako key register ${key} --kid KID`,
    'retire-keys': () => 'このチャネルの他の署名キーは、この保管庫ではもう署名しません。',
    'console-reissue-secret': () =>
      'LINE Developers コンソール →［チャネル基本設定］→［チャネルシークレット］→［発行］。古いシークレットはすぐに使えなくなります。サーバーでの Webhook の署名検証も同じです。',
    'set-secret': (channelId) => `保存：kagibako channel set-secret ${channelId} --secret-stdin`,
    'console-members': () =>
      'LINE Developers コンソール → チャネルの［権限設定］タブと、プロバイダーの［権限設定］タブ：いるべきでない人を削除します。',
    'check-again': () =>
      'LINE のキー ID の一覧を取得します。身元不明のトークンの値があれば、取り込んで取り消せます：kagibako token adopt --stdin',
    reissue: () =>
      '有効なトークンを持っていた利用者ごとに、新しいトークンを 1 件発行します。利用者のないものはラベルごとに 1 件です。',
    'hand-over': (channelId) =>
      `利用者にトークンを渡します。例：kagibako token export --channel ${channelId} --format dotenv --output FILE`,
  },
  next: (number, title) => `次はステップ ${number}：${title}`,
  thenRun: (command) => `済んだら：${command}`,
  run: (command) => `実行：${command}`,
  passOver: (command) => `スキップする場合：${command}`,
  over: 'この手順書は終了しています。',
  none: '手順書はありません。',
  containmentId: '封じ込め ID',
  begun: '開始',
  step: 'ステップ',
  what: '内容',
};
