import type { Messages } from './messages.ts';

function clockOff(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return `このパソコンより${minutes}分${seconds > 0 ? '進んでいます' : '遅れています'}`;
}

/** The console page in Japanese. */
export const ja: Messages = {
  language: 'ja',
  common: {
    title: '練習用コンソール',
    practice: '練習',
    notice: 'このパソコンの中だけの練習環境です。ここでの操作はLINEには届きません。表示される値もLINEでは使えません。',
    console: 'コンソール',
    provider: '練習用プロバイダー',
    languages: '言語',
    cancel: 'キャンセル',
    back: 'チャネルに戻る',
    location: '現在の場所',
  },
  channels: {
    heading: 'チャネル',
    about: '公開鍵を登録するチャネルを選びます。操作の流れはLINE Developersコンソールと同じです。',
    none: '練習用チャネルはまだありません。下から作成してください。',
    name: 'チャネル名',
    channelId: 'チャネルID',
    keys: '公開鍵',
    slots: 'トークン',
    createHeading: '練習用チャネルを作成する',
    createName: 'チャネル名',
    createHint: 'チャネルIDとチャネルシークレットは自動で作られます。',
    create: '作成する',
    nameMissing: 'チャネル名を1〜100文字で入力してください。',
  },
  channel: {
    kind: 'Messaging API',
    tabs: 'チャネル設定',
    basicSettings: 'チャネル基本設定',
    messagingApi: 'Messaging API設定',
    rehearse: 'リハーサル',
  },
  basic: {
    heading: '基本情報',
    name: 'チャネル名',
    channelId: 'チャネルID',
    channelSecret: 'チャネルシークレット',
    secretNotice: '練習用のシークレットです。本物は、あなたとKagibako以外に渡さないでください。',
    issueSecret: '発行',
    signingKey: 'アサーション署名キー',
    signingKeyAbout: 'アサーション署名キーのキーペアに紐づくUUIDです。',
    register: '公開鍵を登録する',
    noKeys: '登録された公開鍵はありません。',
    kids: '登録済みの鍵（kid）',
    registeredAt: (date) => `${date} 登録`,
    delete: '削除',
    deleteLabel: (kid) => `鍵 ${kid} を削除`,
    registeredHeading: '公開鍵を登録しました。kidは次のとおりです。',
    registeredAbout: 'コピーしてKagibakoに入力してください。このページでいつでも確認できます。',
    deleted: '公開鍵を削除しました。',
    secretIssued: '新しいチャネルシークレットを発行しました。古いものはもう使えません。',
  },
  registration: {
    heading: '公開鍵を登録する',
    about: 'アサーション署名キーの公開鍵（JSON Web Key）を、{ から } まで貼り付けてください。',
    field: '公開鍵',
    rules:
      'RSA・2048ビット。kty、alg、n、eと、useまたはkey_opsのどちらか一方が必要です。kidは登録後に発行されるため、含めないでください。',
    submit: '登録する',
    refusedHeading: 'この鍵は登録できません',
    problems: {
      empty: { what: '何も入力されていません。', why: '公開鍵を貼り付けてください。' },
      pem: { what: 'PEM形式です。', why: 'コンソールが受け付けるのは、{ で始まるJSON Web Key（JWK）です。' },
      'not-json': { what: 'JSONとして読み取れません。', why: 'コピーの際に括弧や引用符が欠けることがよくあります。' },
      'not-an-object': {
        what: 'JSONオブジェクトではありません。',
        why: '{ から } までの鍵を1つだけ入力してください。',
      },
      'key-set': { what: '複数の鍵のセットです。', why: '「keys」の中の鍵を1つだけ貼り付けてください。' },
      'private-members': {
        what: '秘密鍵です。',
        why: '秘密鍵は決して外に出してはいけません。d、p、q、dp、dq、qiを含まない公開鍵を貼り付けてください。',
      },
      'kid-present': {
        what: 'kidが含まれています。',
        why: 'kidは登録時にコンソールが発行します。取り除いてください。',
      },
      'kty-not-rsa': { what: 'ktyが「RSA」ではありません。', why: '登録できるのはRSA鍵だけです。' },
      'alg-not-rs256': {
        what: 'algが「RS256」ではありません。',
        why: '鍵には用途のアルゴリズムが必要で、使えるのはRS256だけです。',
      },
      'use-or-key-ops-missing': {
        what: 'useもkey_opsもありません。',
        why: '署名用の鍵であることを示す "use": "sig" または "key_ops": ["verify"] が必要です。',
      },
      'use-not-sig': { what: 'useが「sig」ではありません。', why: '署名用の鍵でなければなりません。' },
      'key-ops-not-verify': {
        what: 'key_opsが ["verify"] だけではありません。',
        why: '公開鍵にできるのは検証だけです。',
      },
      'use-and-key-ops': {
        what: 'useとkey_opsの両方があります。',
        why: 'LINEはどちらか一方を指定するよう求めています。',
      },
      'modulus-missing': { what: 'nがありません。', why: 'nがなければRSA鍵になりません。' },
      'modulus-unreadable': {
        what: 'nがbase64urlではありません。',
        why: '使えるのは英数字と - と _ だけです。コピーの際に変わった可能性があります。',
      },
      'modulus-not-2048-bits': {
        what: '鍵の長さが2048ビットではありません。',
        why: 'ほかの長さは登録できません。nの一部が欠けている可能性もあります。',
      },
      'exponent-missing': {
        what: 'eがありません。',
        why: 'eがなければRSA鍵になりません。ほとんどの場合「AQAB」です。',
      },
      'exponent-unreadable': { what: 'eの値が使えません。', why: 'ほとんどの場合「AQAB」です。' },
      'too-many-keys': {
        what: 'このチャネルに登録できる鍵の数に達しています。',
        why: '使っていない鍵を削除してください。',
      },
      'duplicate-key': { what: 'この鍵はすでに登録されています。', why: 'kidはチャネルの一覧にあります。' },
    },
  },
  deletion: {
    heading: 'この公開鍵を削除しますか？',
    about: '今後、この鍵で署名したアサーションは拒否されます。',
    fate: {
      keep: '削除した鍵で発行済みのトークンがLINEでどうなるかは、どこにも書かれていません。ここでは有効なまま残ります。',
      revoke: '削除した鍵で発行済みのトークンがLINEでどうなるかは、どこにも書かれていません。ここでは取り消されます。',
    },
    submit: '削除する',
  },
  secretIssue: {
    heading: '新しいチャネルシークレットを発行しますか？',
    about: '現在のチャネルシークレットはすぐに使えなくなります。トークンの取り消しには新しいシークレットが必要です。',
    submit: '発行',
  },
  messagingApi: {
    heading: 'チャネルアクセストークン',
    longLived: 'チャネルアクセストークン（長期）',
    longLivedAbout:
      'チャネルに1つだけの、有効期限のないトークンです。LINEは推奨していませんが、ほかのツールで使われているため用意しています。',
    keepOld: '現在のトークンの扱い',
    keepNow: 'すぐに無効にする',
    hours: (hours) => `あと${hours}時間有効にする`,
    issue: '発行',
    issued: '新しいトークンです。表示されるのは一度だけです。',
    noV21: 'LINEと同じく、コンソールではトークンv2.1の一覧表示や取り消しはできません。それはKagibakoの役割です。',
  },
  rehearse: {
    about:
      'LINEでは見ることも操作することもできないものです。起こりうる事態を練習するために、ここだけに用意しています。',
    slots: 'トークンv2.1の枠',
    slotsTaken: (taken, limit) => `${limit}枠のうち${taken}枠を使用中`,
    slotsAbout: '有効なトークンが30個あると、LINEは発行を拒否します。古いものが消えることはありません。',
    none: '有効なトークンはありません。',
    keyId: 'キーID',
    issuedBy: '発行元',
    byKey: '署名キー',
    byOther: '別のツール',
    expires: '有効期限',
    action: '操作',
    revoke: '別の場所で取り消す',
    revokeLabel: (keyId) => `別の場所で取り消す：${keyId}`,
    foreign: { button: '別のツールとして発行する', about: 'Kagibakoは、自分が発行していないトークンを見つけます。' },
    full: '枠がすべて埋まっています。',
    faults: '次に起こすトラブル',
    faultsAbout: 'このチャネルだけで起こります。',
    pending: (count) => `${count}件が待機中です。`,
    clear: '取りやめる',
    rehearsals: {
      'lost-answer': {
        button: '次の発行の応答を失う',
        about: 'トークンは発行されますが応答が届かず、枠が1つ失われます。',
      },
      busy: { button: '3回混雑させる', about: '次の3回は、後で再試行するよう返します（429）。' },
      unreachable: { button: '3回接続を切る', about: '次の3回は、処理の前に接続が切れます。' },
      'server-error': { button: '3回失敗させる', about: '次の3回は、サーバーエラーになります（500）。' },
      'captive-portal': {
        button: '1回だけホテルのWi-Fiになる',
        about: '次の応答は、LINEではなくログインページになります。',
      },
    },
    clock: '練習環境の時計',
    clockAbout: '時計のずれたパソコンには、LINEは「Invalid exp」を返します。すべての練習用チャネルに影響します。',
    clockNow: (time) => `現在の表示：${time}`,
    clockRight: 'このパソコンと一致しています',
    clockOff,
    moveClock: { fast: '20分進める', slow: '20分戻す', right: '合わせる' },
  },
  missing: { heading: 'ページがありません', about: 'このページは存在しないか、チャネルがなくなりました。' },
  refusedForm: {
    heading: 'フォームの有効期限が切れています',
    about:
      '練習環境が再起動されたか、別のページから送信されました。前のページを再読み込みして、もう一度お試しください。',
  },
};
