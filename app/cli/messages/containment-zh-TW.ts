import type { ContainmentTexts } from './containment-en.ts';

/** What the run-book for a compromised channel says in Traditional Chinese. */
export const containmentZhTw: ContainmentTexts = {
  states: { 'under-way': '進行中', done: '已完成', closed: '已關閉' },
  stepStates: { open: '待辦', 'under-way': '已開始', failed: '失敗', done: '已完成', skipped: '已略過' },
  steps: {
    'revoke-all': '撤銷所有 token 並證實',
    'console-delete-keys': '在主控台刪除公開金鑰',
    'new-key': '產生新的簽署金鑰',
    'register-key': '註冊公開金鑰並證實',
    'retire-keys': '停用舊的簽署金鑰',
    'console-reissue-secret': '在主控台重新發行 Channel secret',
    'set-secret': '存入新的 Channel secret',
    'console-members': '在主控台查看誰有權限',
    'check-again': '確認 LINE 沒有列出外部發行的 Key ID',
    reissue: '發行新的 token',
    'hand-over': '交付新的 token',
  },
  how: {
    'revoke-all': () =>
      '撤銷這個保險庫所持有、該 Channel 的所有有效 token，不論由誰使用。需要 Channel secret，以及 LINE 認得的簽署金鑰。',
    'console-delete-keys': () =>
      'LINE Developers Console →「Basic settings」→「Assertion Signing Key」：刪除每一把私密金鑰可能落入他人之手的公開金鑰。證實要用這樣的金鑰簽署，所以請在撤銷 token 之後進行。',
    'new-key': () => '產生一組金鑰。私密金鑰只留在這個保險庫。',
    'register-key': (_channelId, key) =>
      `顯示公開金鑰：kagibako key public ${key}\n註冊：LINE Developers Console →「Basic settings」→「Assertion Signing Key」→「Register a public key」\n存入主控台顯示的 kid：kagibako key register ${key} --kid KID`,
    'retire-keys': () => '該 Channel 的其他簽署金鑰不再由這個保險庫簽署。',
    'console-reissue-secret': () =>
      'LINE Developers Console →「Basic settings」→「Channel secret」→「Issue」。舊的立即失效，你的伺服器驗證 Webhook 簽章時也一樣。',
    'set-secret': (channelId) => `存入：kagibako channel set-secret ${channelId} --secret-stdin`,
    'console-members': () =>
      'LINE Developers Console → Channel 的「Roles」分頁，以及提供者的「Roles」分頁：移除所有不該在那裡的人。',
    'check-again': () =>
      '向 LINE 取得 Key ID 清單。若有外部發行的 token 的值，可以納管後撤銷：kagibako token adopt --stdin',
    reissue: () => '每個原本持有有效 token 的使用方得到一個新的 token；沒有使用方的，每個備註得到一個。',
    'hand-over': (channelId) =>
      `把 token 交給各使用方，例如：kagibako token export --channel ${channelId} --format dotenv --output FILE`,
  },
  next: (number, title) => `接下來，步驟 ${number}：${title}`,
  thenRun: (command) => `完成後：${command}`,
  run: (command) => `執行：${command}`,
  passOver: (command) => `或略過：${command}`,
  over: '這份處置程序已結束。',
  none: '沒有處置程序。',
  containmentId: '封鎖 ID',
  begun: '開始',
  step: '步驟',
  what: '內容',
};
