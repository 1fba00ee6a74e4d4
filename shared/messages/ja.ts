import type { ErrorTexts, ProblemWords, StateWords } from './en.ts';

export const stateWordsJa: StateWords = {
  active: '有効',
  draining: '切り替え中',
  revoking: '取り消し中',
  revoked: '取り消し済み',
  gone: '消失',
  orphan: '応答喪失（値は届きませんでした）',
  foreign: '外部発行（この保管庫のものではありません）',
  expired: '期限切れ',
  running: '実行中',
  done: '完了',
  'some-failed': '一部失敗',
  failed: '失敗',
  cancelled: '中止',
  interrupted: '中断',
  queued: '待機中',
  paused: '一時停止中',
};

export const problemWordsJa: ProblemWords = {
  'step-of-person': '人にしか確認できません。済んだらチェックを付けてください',
  'step-of-vault': 'このステップは保管庫が自分で行うか確認します。実行してください',
  'run-book-over': 'この手順書は終了しています。新しく始めてください',
  'new-key-missing': '新しい署名キーがまだありません',
  'new-key-unregistered': '新しい署名キーにまだ kid がありません',
  'new-key-unproved': '新しい署名キーがまだ証明されていません',
  'secret-not-set': '手順書の開始後にチャネルシークレットが保存されていません',
  'foreign-listed': 'この保管庫が発行していないキー ID が LINE の一覧に残っています',
  'revoke-first': '古いトークンがまだ取り消されておらず、今発行すると一緒に取り消されてしまいます',
  'register-first': '新しい署名キーがまだ登録されておらず、古い鍵は他人の手にあるかもしれません',
  'reissue-first': '新しいトークンがまだ発行されていません',
  'command-not-found': 'コマンドが見つかりません',
  'command-not-allowed': '実行が許可されていません',
  'command-not-started': '起動できませんでした：{errno}',
  'command-too-slow': '{seconds} 秒以内に終わりませんでした',
  'command-exit-code': '終了コード {code} で終わりました',
  'command-signal': '{signal} で終了させられました',
  'vault-closed': '途中で保管庫が閉じられました',
  'a link': 'リンクです。リンク先のファイルを指定してください',
  'not there': '見つかりません',
  'not allowed': '許可されていません',
  'read-only disk': '読み取り専用のディスクです',
  'not a file': 'ファイルではありません',
  'disk full': 'ディスクがいっぱいです',
  'in use': '使用中です',
  'it is empty': '空です',
  'it looks like a long-lived or short-lived token, which has no dots':
    'ドットがないので、長期または短期のチャネルアクセストークンのようです',
  'it does not have three parts separated by dots': 'ドットで区切られた 3 つの部分になっていません',
  'The clipboard': 'クリップボード',
  'A dialog for choosing files': 'ファイルの選択画面',
  'Opening the browser': 'ブラウザー',
  'A file manager': 'ファイルマネージャー',
  'A policy with a file or a command': 'ファイルやコマンドを使うポリシー',
};

export const errorTextsJa: ErrorTexts = {
  'invalid-input': {
    what: '入力に使えない値があります：{problems}。',
    remedy: '修正してもう一度お試しください。何も変更されていません。',
  },
  'not-found': { what: 'この保管庫に{kind}「{id}」はありません。', remedy: '一覧で ID を確認してください。' },
  'not-supported-here': {
    what: 'ここでは {feature} を使えません。',
    remedy: 'デスクトップのウィンドウで行ってください。',
  },
  'forbidden-sender': {
    what: '保管庫のウィンドウではないページからの要求を拒否しました。',
    remedy: '保管庫を閉じて開き直してください。',
  },
  cancelled: { what: '中止しました。', remedy: '済んだ分はそのままです。どれが済んだかは一覧で確認できます。' },
  internal: {
    what: '保管庫側の不具合です。',
    remedy:
      '報告の際は参照番号 {ref} を添えてください。詳しくは保管庫フォルダーのログにあります。発行や取り消しをやり直す前に、チャネルを確認してください。',
  },

  'vault-missing': {
    what: '{folder} に保管庫がありません。',
    remedy: '先に作成するか、別のフォルダーを指定してください。',
  },
  'vault-exists': {
    what: '{folder} にはすでに保管庫があります。',
    remedy: 'それを開くか、別のフォルダーに作成してください。',
  },
  'vault-damaged': {
    what: '{folder} の台帳が壊れています：{problem}。',
    remedy: '何も削除・上書きしていません。まずフォルダー全体を別の場所にコピーし、バックアップから復元してください。',
  },
  'vault-newer': {
    what: 'この保管庫は新しい Kagibako で書かれています（台帳バージョン {found}、対応は {known} まで）。',
    remedy: '新しいバージョンをインストールしてください。保管庫は変更されていません。',
  },
  'vault-read-only': {
    what: '保管庫のフォルダー {folder} に書き込めません。',
    remedy: '書き込み権限を付けるか、別のフォルダーを選んでください。',
  },
  'vault-full': {
    what: '保管庫のあるディスクがいっぱいです。',
    remedy:
      '空きを作ってもう一度お試しください。発行や取り消しの途中だった場合は、先にチャネルを確認してください。LINE に届いていた分がわかります。',
  },
  'vault-in-use': {
    what: '別の Kagibako がこの保管庫を開いています。',
    remedy: 'もう一方のウィンドウを閉じるか、コマンドの終了を待ってください。',
  },
  'vault-locked': { what: '保管庫はロックされています。', remedy: '先にロックを解除してください。' },
  'passphrase-missing': {
    what: 'この保管庫はパスフレーズで封印されていますが、パスフレーズが渡されていません。',
    remedy: '開くにはパスフレーズを入力してください。',
  },
  'passphrase-wrong': {
    what: 'このパスフレーズでは保管庫を開けません。',
    remedy: 'もう一度入力してください。保管庫は無事です。大文字・小文字と空白も区別されます。',
  },
  'passphrase-weak': {
    what: 'パスフレーズが短すぎます（{minimum} 文字以上）。',
    remedy: '4〜5 語をつなげるなど、長いものにしてください。',
  },
  'sealed-file-damaged': {
    what: '封印した秘密のファイルが壊れています（{file}）。',
    remedy: 'ファイルはそのままにしてあります。フォルダーをコピーしてから、バックアップを復元してください。',
  },

  'keychain-no-session': {
    what: 'キーチェーンが応答しません。このセッションにはセッションバス、またはキーチェーンのサービスがありません。',
    remedy: 'デスクトップのセッションから起動するか、封印ファイルで保管庫を作成してください。',
  },
  'keychain-locked': {
    what: 'キーチェーンがロックされています。',
    remedy: 'ログインキーリングのロックを解除して（または再ログインして）、もう一度お試しください。',
  },
  'keychain-entry-missing': {
    what: 'キーチェーンに項目「{entry}」がありません。',
    remedy:
      '削除されたか、別のユーザーのキーチェーンです。キーチェーンのバックアップから戻してください。台帳は無事です。',
  },
  'keychain-entry-damaged': {
    what: 'キーチェーンの項目「{entry}」が、この保管庫の書いたものと違います。',
    remedy: 'キーチェーンのバックアップから戻してください。台帳は無事です。',
  },
  'keychain-failed': {
    what: 'キーチェーンがエラーを返しました：{problem}。',
    remedy: 'もう一度お試しください。続く場合はキーチェーンのサービスを再起動してください。',
  },

  'channel-exists': {
    what: 'チャネル {channelId} はすでに登録されています。',
    remedy: 'それを使うか、別のチャネル ID を入力してください。',
  },
  'channel-in-use': {
    what: 'チャネル {channelId} には有効なトークンが {live} 件、結果不明の発行が {unresolved} 件残っています。',
    remedy: '先に取り消すか解決してください。保管庫から消すと、以後は取り消せなくなります。',
  },
  'platform-not-allowed': {
    what: '{platform} は接続先として使えません。',
    remedy:
      'https、またはこのコンピューター上の http（127.0.0.1、localhost）を、ユーザー名・クエリ・フラグメントなしで指定してください。',
  },
  'proxy-not-allowed': {
    what: '{proxy} はプロキシのアドレスとして使えません。',
    remedy:
      'http:// または https:// に続けてホストとポートを、ユーザー名とパスワードなしで指定してください（例：http://proxy.example:8080）。',
  },
  'channel-secret-missing': {
    what: 'チャネル {channelId} のチャネルシークレットがありません。取り消しにはこれが必要です。',
    remedy: 'LINE Developers コンソールの［チャネル基本設定］→［チャネルシークレット］からコピーして設定してください。',
  },
  'channel-secret-wrong': {
    what: 'チャネル {channelId} のチャネルシークレットが拒否されました（ステータス {status}）。',
    remedy:
      '［チャネル基本設定］からコピーし直してください。再発行された可能性があります。問い合わせ用リクエスト ID：{requestId}。',
  },

  'key-too-large': {
    what: '{bytes} バイトあります。鍵ファイルは {limit} バイトまでです。',
    remedy: '秘密鍵だけのファイルを選んでください。',
  },
  'key-unreadable': {
    what: 'JSON Web Key でも PEM でもありません：{problem}。',
    remedy: '秘密鍵の JWK（JSON）か PEM（PKCS#8、PKCS#1）を指定してください。',
  },
  'key-not-rsa': {
    what: '鍵の種類が {type} です。LINE は RSA だけを受け付けます。',
    remedy: '2048 ビットの RSA 鍵を生成してください。',
  },
  'key-size': {
    what: '鍵長が {bits} ビットです。LINE は 2048 ビットだけを受け付けます。',
    remedy: '2048 ビットの RSA 鍵を生成してください。',
  },
  'key-algorithm': {
    what: 'この鍵には「{member}: {value}」とあります。LINE の署名は RS256 だけです。',
    remedy: 'RS256 署名用の鍵を生成してください。別用途の鍵の表示だけを書き換えないでください。',
  },
  'key-public-only': {
    what: 'これは公開鍵です。署名には秘密鍵が必要です。',
    remedy: '一緒に作られた秘密鍵のファイルを選んでください（jwx なら private.key）。',
  },
  'key-mismatched': {
    what: '秘密鍵の各値が互いに一致しません：{problem}。',
    remedy: 'ファイルが壊れているか編集されています。元の場所から書き出し直してください。',
  },
  'file-unreadable': {
    what: 'ファイル {name} を読み取れませんでした：{problem}。',
    remedy: 'ファイルがあること、読み取る権限があることを確かめるか、鍵を貼り付けてください。',
  },
  'file-unwritable': {
    what: 'ファイル {name} に書き込めませんでした：{problem}。',
    remedy: '別のフォルダーを選ぶか、テキストをコピーしてください。',
  },
  'key-encrypted': {
    what: 'この PEM 鍵は暗号化されています。',
    remedy: '鍵のパスフレーズも指定してください。',
  },
  'key-passphrase-wrong': {
    what: 'このパスフレーズでは PEM 鍵を開けません。',
    remedy: '保管庫ではなく、鍵ファイルのパスフレーズを入力してください。',
  },
  'key-exists': {
    what: 'この鍵はすでにチャネル {channelId} のものとして保管されています。',
    remedy: 'そちらで使ってください。1 つの鍵を 2 つのチャネルで使うと、両方が同じ危険を負います。',
  },
  'key-retired': { what: 'この署名キーは引退済みで、もう署名しません。', remedy: '別の鍵を使うか、生成してください。' },
  'key-not-registered': {
    what: 'この署名キーにはまだ kid がありません。',
    remedy: 'LINE Developers コンソールで公開鍵を登録し、表示された kid を入力してください。',
  },
  'kid-malformed': {
    what: '「{kid}」は kid ではありません：{problem}。',
    remedy: '［チャネル基本設定］→［アサーション署名キー］に表示される UUID をコピーしてください。',
  },
  'kid-in-use': {
    what: 'kid {kid} は、この保管庫の別の署名キー（{signingKeyId}）のものです。',
    remedy: 'コンソールと見比べてください。公開鍵ごとに別の kid があります。',
  },
  'no-signing-key': {
    what: 'チャネル {channelId} には登録済みの署名キーがありません。',
    remedy: '鍵を生成するかインポートし、公開鍵を登録して kid を入力してください。',
  },

  'kid-not-found': {
    what: 'チャネル {channelId} に kid {kid} が見つかりません（ステータス 404）。',
    remedy:
      'このチャネルの［チャネル基本設定］→［アサーション署名キー］と見比べてください。コンソールで削除された可能性もあります。問い合わせ用リクエスト ID：{requestId}。',
  },
  'kid-of-other-channel': {
    what: '時計は合っていますが、アサーションが拒否されました（ステータス 400）。kid {kid} は {channelId} 以外のチャネル、または別の公開鍵のもののようです。',
    remedy:
      'チャネル {channelId} のコンソールを開き、そこで登録した鍵の kid をコピーしてください。問い合わせ用リクエスト ID：{requestId}。',
  },
  'clock-wrong': {
    what: 'このコンピューターと接続先の時計が {skewSeconds} 秒ずれており、補正したアサーションも拒否されました。',
    remedy:
      'コンピューターの時計を合わせて（自動設定をオンにして）、もう一度お試しください。問い合わせ用リクエスト ID：{requestId}。',
  },
  'assertion-refused': {
    what: 'アサーションが拒否され（ステータス 400）、応答に日時がありませんでした。時計のずれか、kid {kid} が {channelId} 以外のチャネルのものであるかのどちらかです。',
    remedy:
      'まずコンピューターの時計を、次に kid をコンソールで確認してください。問い合わせ用リクエスト ID：{requestId}。',
  },

  'slots-full': {
    what: 'チャネル {channelId} の {limit} 枠はすべて使用中です。LINE は次のトークンを拒否します。',
    remedy: '不要なトークンを取り消してください。次に枠が空くのは {freesAt} です。',
  },
  'issue-refused': {
    what: 'トークンの発行が拒否されました（ステータス {status}）。何も発行されていません。',
    remedy:
      '応答の内容：「{platformMessage}」。確認のうえ、もう一度発行できます。問い合わせ用リクエスト ID：{requestId}。',
  },
  'issue-unknown': {
    what: '発行の応答が完全には届きませんでした。トークンが存在するかどうかは不明です。',
    remedy: 'チャネルを確認してください。LINE のキー ID と台帳を照合して判定します。その後で再発行できます。',
  },
  'issue-orphaned': {
    what: 'トークンは発行されましたが（キー ID {keyId}）、応答が途中で失われたため、値は誰も持っていません。',
    remedy: '使うことも取り消すこともできません。枠は遅くとも {freesAt} に空きます。別のトークンを発行できます。',
  },
  'issue-unresolved': {
    what: 'チャネル {channelId} には結果不明の発行が残っています。',
    remedy: '先にチャネルを確認してください。トークンの有無がわかります。',
  },
  'token-value-lost': {
    what: 'このトークンの値は保管庫にありません（{state}）。',
    remedy: '表示・コピー・取り消しはできません。枠は遅くとも {freesAt} に空きます。',
  },
  'no-live-token': {
    what: 'チャネル {channelId} には、この保管庫に値のある有効なトークンがありません。',
    remedy: '先に発行してください。利用者を指定した場合は、一覧と同じ名前か確かめてください。',
  },
  'token-not-live': { what: 'このトークンの状態は {state} です。', remedy: '新しく発行してください。' },
  'too-many-tokens': {
    what: '該当するトークンは {count} 件です。一度に取り消せるのは {limit} 件までです。',
    remedy: 'チャネルを指定するなどして絞り込み、分けて行ってください。',
  },
  'selection-changed': {
    what: '表示した後に、条件に当てはまるトークンが変わりました。何も取り消していません。',
    remedy: 'いま取り消されるトークンを確かめ、もう一度確定してください。',
  },
  'token-malformed': {
    what: 'チャネルアクセストークン v2.1 ではありません：{problem}。',
    remedy: '引用符や「Bearer」を除き、トークン全体を貼り付けてください。',
  },
  'token-refused': {
    what: 'このトークンは使えません（ステータス {status}）。',
    remedy: '期限切れ、取り消し済み、または存在しないトークンです。応答の内容：「{platformMessage}」。',
  },
  unproved: {
    what: '応答はありましたが、キー ID がまだ一覧にあります。トークンはまだ使えるかもしれません。',
    remedy: '少し待ってもう一度取り消してください。何度でも安全に繰り返せます。',
  },
  'operation-not-running': {
    what: 'この処理は実行中ではありません（{state}）。',
    remedy: '処理の一覧で結果を確認してください。',
  },

  'operation-not-resumable': {
    what: 'この処理は続行できません（{state}）。',
    remedy: '再開できるのは待機中・一時停止中・中断された処理だけです。再試行できるのは終了した処理だけです。',
  },
  'not-safe-to-revoke': {
    what: 'このうち {count} 件はまだ使われている可能性があります：{risks}。',
    remedy:
      'プレビューを確認してください。先に後継のトークンを発行して引き渡すか、リスクを明示して受け入れてください。',
  },
  'key-id-ambiguous': {
    what: 'トークンは有効ですが、どのキー ID のものか確実には分かりません（該当しうるものは {count} 件）。',
    remedy: 'キー ID を指定してください。発行した人が同じ応答の key_id で受け取っています。何も保存していません。',
  },
  'key-id-not-live': {
    what: 'キー ID {keyId} は、チャネル {channelId} の有効なキー ID のうち値を持たないものに含まれていません。',
    remedy: 'キー ID を確認してください。何も保存していません。',
  },
  'token-known': {
    what: 'このトークンはすでにこの保管庫にあります。',
    remedy: '一覧で確認してください。トークン ID は {tokenId} です。',
  },
  'rotation-under-way': {
    what: '「{consumer}」のトークン更新はすでに進行中です。',
    remedy: 'それを続けるか、先に中止してください。',
  },
  'rotation-not-its-turn': {
    what: 'このステップの番ではありません。現在のステップは「{step}」（{state}）です。',
    remedy: '先に前のステップを実行するか、スキップしてください。',
  },
  'rotation-not-drained': {
    what: '古いトークンは {until} まで移行期間です。',
    remedy: 'それまで待つか、理由を書いて移行期間をスキップしてください。',
  },
  'nothing-to-rotate': {
    what: 'チャネル {channelId} の「{consumer}」には、置き換えられる有効なトークンがありません。',
    remedy: '代わりに新しく発行してください。',
  },
  'command-failed': {
    what: 'トークンを受け取るコマンドが失敗しました（{problem}）。',
    remedy: 'コマンドを直して、もう一度引き渡してください。トークンは保存済みで、何も取り消していません。',
  },
  'containment-under-way': {
    what: 'チャネル {channelId} の封じ込めはすでに進行中です。',
    remedy: 'その手順書を続けるか、先に閉じてください。',
  },
  'step-not-shown': {
    what: 'このステップの完了を確認できません：{problem}。',
    remedy: '足りないことを済ませるか、理由を書いてスキップしてください。',
  },

  'platform-unreachable': {
    what: '{platform} に接続できません（{problem}）。',
    remedy: 'ネットワーク、VPN、プロキシを確認してください。通信を必要としない操作は使えます。',
  },
  'platform-timeout': {
    what: '{platform} が {seconds} 秒以内に応答しませんでした。',
    remedy: '少し待ってもう一度お試しください。',
  },
  'platform-busy': {
    what: 'リクエストが多すぎると応答がありました（ステータス 429）。',
    remedy: '1 分ほど待ってもう一度お試しください。',
  },
  'platform-failed': {
    what: '接続先でエラーが起きました（ステータス {status}）。',
    remedy:
      '数分後にもう一度お試しください。続く場合は LINE の障害情報を確認してください。問い合わせ用リクエスト ID：{requestId}。',
  },
  'platform-unreadable': {
    what: '応答が LINE プラットフォームのものではないようです：{problem}。',
    remedy:
      'ホテルやカフェのログイン画面、プロキシが間にある可能性があります。ブラウザーでログインしてからお試しください。',
  },
  'platform-refused': {
    what: 'リクエストが拒否されました（ステータス {status}）。',
    remedy: '応答の内容：「{platformMessage}」。問い合わせ用リクエスト ID：{requestId}。',
  },
};
