import type { ErrorTexts, ProblemWords, StateWords } from './en.ts';

export const stateWordsZhTw: StateWords = {
  active: '有效',
  draining: '汰換中',
  revoking: '撤銷中',
  revoked: '已撤銷',
  gone: '消失',
  orphan: '遺失（LINE 的回應未送達）',
  foreign: '外部發行（不是這個保險庫發行的）',
  expired: '已到期',
  running: '進行中',
  done: '完成',
  'some-failed': '已結束，部分失敗',
  failed: '失敗',
  cancelled: '已停止',
  interrupted: '已中斷',
  queued: '排隊中',
  paused: '已暫停',
};

export const problemWordsZhTw: ProblemWords = {
  'step-of-person': '只有人能確認；完成後請勾選',
  'step-of-vault': '這個步驟由保險庫自己執行或查看；請執行它',
  'run-book-over': '這份處置程序已結束；請重新開始一份',
  'new-key-missing': '還沒有新的簽署金鑰',
  'new-key-unregistered': '新的簽署金鑰還沒有 kid',
  'new-key-unproved': '新的簽署金鑰尚未證實',
  'secret-not-set': '處置程序開始之後還沒有存入 Channel secret',
  'foreign-listed': 'LINE 仍列出不是這個保險庫發行的 Key ID',
  'revoke-first': '舊的 token 尚未撤銷，現在發行的會一起被撤銷',
  'register-first': '新的簽署金鑰尚未註冊，舊的金鑰可能已落入他人之手',
  'reissue-first': '新的 token 尚未發行',
  'command-not-found': '找不到指令',
  'command-not-allowed': '沒有執行權限',
  'command-not-started': '無法啟動：{errno}',
  'command-too-slow': '超過 {seconds} 秒仍未結束',
  'command-exit-code': '以代碼 {code} 結束',
  'command-signal': '被 {signal} 終止',
  'vault-closed': '期間保險庫被關閉',
  'a link': '這是連結，請指定它指向的檔案',
  'not there': '不存在',
  'not allowed': '沒有權限',
  'read-only disk': '磁碟為唯讀',
  'not a file': '不是檔案',
  'disk full': '磁碟已滿',
  'in use': '使用中',
  'it is empty': '是空的',
  'it looks like a long-lived or short-lived token, which has no dots': '沒有點號，看起來是長期或短期的 token',
  'it does not have three parts separated by dots': '沒有以點號分隔的三個部分',
  'The clipboard': '剪貼簿',
  'A dialog for choosing files': '檔案選擇視窗',
  'Opening the browser': '開啟瀏覽器',
  'A file manager': '檔案管理程式',
  'A policy with a file or a command': '使用檔案或指令的原則',
};

export const errorTextsZhTw: ErrorTexts = {
  'invalid-input': {
    what: '部分輸入內容無法使用：{problems}。',
    remedy: '請修正後再試一次。沒有任何變更。',
  },
  'not-found': { what: '這個保險庫中沒有 {kind}「{id}」。', remedy: '請與清單核對 ID。' },
  'not-supported-here': { what: '這裡無法使用 {feature}。', remedy: '請在桌面版視窗中進行。' },
  'forbidden-sender': {
    what: '不是保險庫視窗的頁面提出了要求，已予拒絕。',
    remedy: '請關閉保險庫後重新開啟。',
  },
  cancelled: { what: '已取消。', remedy: '已完成的部分不變，可在清單中查看。' },
  internal: {
    what: '保險庫本身發生錯誤。',
    remedy: '回報時請附上參考編號 {ref}，詳情在保險庫資料夾的記錄中。再次發行或撤銷之前，請先檢查 Channel。',
  },

  'vault-missing': {
    what: '{folder} 中沒有保險庫。',
    remedy: '請先建立，或指定其他資料夾。',
  },
  'vault-exists': {
    what: '{folder} 中已有保險庫。',
    remedy: '請開啟它，或為新的保險庫選擇其他資料夾。',
  },
  'vault-damaged': {
    what: '{folder} 中的保險庫帳本已損毀：{problem}。',
    remedy: '沒有刪除或覆寫任何內容。請先複製整個資料夾，再從備份還原。',
  },
  'vault-newer': {
    what: '這個保險庫由較新的 Kagibako 寫入（帳本版本 {found}，此版本支援到 {known}）。',
    remedy: '請安裝較新的版本。保險庫沒有變更。',
  },
  'vault-read-only': {
    what: '無法寫入保險庫資料夾 {folder}。',
    remedy: '請為你的帳號加上寫入權限，或選擇其他資料夾。',
  },
  'vault-full': {
    what: '保險庫所在的磁碟已滿。',
    remedy: '請騰出空間後再試一次。如果當時正在發行或撤銷，請先檢查 Channel，看看哪些已送達 LINE。',
  },
  'vault-in-use': {
    what: '另一個 Kagibako 正在使用這個保險庫。',
    remedy: '請關閉另一個視窗，或等另一個指令結束後再試一次。',
  },
  'vault-locked': { what: '保險庫已鎖定。', remedy: '請先解鎖。' },
  'passphrase-missing': {
    what: '這個保險庫以密碼片語加密，但沒有提供密碼片語。',
    remedy: '請輸入密碼片語來開啟。',
  },
  'passphrase-wrong': {
    what: '這個密碼片語無法開啟保險庫。',
    remedy: '請再輸入一次。保險庫完好；大小寫與空格都算在內。',
  },
  'passphrase-weak': {
    what: '密碼片語太短，至少需要 {minimum} 個字元。',
    remedy: '請選擇較長的，例如四到五個詞。',
  },
  'sealed-file-damaged': {
    what: '存放機密資料的加密檔案已損毀（{file}）。',
    remedy: '檔案保持原狀。請先複製資料夾，再從備份還原。',
  },

  'keychain-no-session': {
    what: '鑰匙圈沒有回應：這個工作階段沒有 session bus，或沒有鑰匙圈服務。',
    remedy: '請從桌面工作階段啟動 Kagibako，或改用加密檔案建立保險庫。',
  },
  'keychain-locked': {
    what: '鑰匙圈已鎖定。',
    remedy: '請解鎖登入鑰匙圈（或重新登入），再試一次。',
  },
  'keychain-entry-missing': {
    what: '鑰匙圈中沒有項目「{entry}」。',
    remedy: '可能已被移除，或這是另一位使用者的鑰匙圈。請從鑰匙圈的備份還原；帳本完好。',
  },
  'keychain-entry-damaged': {
    what: '鑰匙圈中的項目「{entry}」不是這個保險庫寫入的內容。',
    remedy: '請從鑰匙圈的備份還原；帳本完好。',
  },
  'keychain-failed': {
    what: '鑰匙圈回應了錯誤：{problem}。',
    remedy: '請再試一次；如果持續發生，請重新啟動鑰匙圈服務。',
  },

  'channel-exists': {
    what: 'Channel {channelId} 已在這個保險庫中。',
    remedy: '請直接使用，或輸入其他 Channel ID。',
  },
  'channel-in-use': {
    what: 'Channel {channelId} 在這個保險庫中還有 {live} 個有效的 token 和 {unresolved} 次結果不明的發行。',
    remedy: '請先撤銷或查明。離開保險庫後就再也無法撤銷。',
  },
  'platform-not-allowed': {
    what: '{platform} 不是這個保險庫可以連線的平台位址。',
    remedy: '請使用 https，或這台電腦上的 http（127.0.0.1、localhost），且不含使用者名稱、query 或 fragment。',
  },
  'proxy-not-allowed': {
    what: '{proxy} 不是可用的 Proxy 位址。',
    remedy: '請依序填寫 http:// 或 https://、主機和連接埠，例如 http://proxy.example:8080，不含使用者名稱和密碼。',
  },
  'channel-secret-missing': {
    what: '這個保險庫中沒有 {channelId} 的 Channel secret，而撤銷時需要它。',
    remedy: '請從 LINE Developers Console 的「Basic settings」→「Channel secret」複製，並設定到這個 Channel。',
  },
  'channel-secret-wrong': {
    what: '平台拒絕了 {channelId} 的 Channel secret（狀態 {status}）。',
    remedy: '請從「Basic settings」→「Channel secret」重新複製，它可能已重新發行。查詢用的 Request ID：{requestId}。',
  },

  'key-too-large': {
    what: '內容有 {bytes} 位元組；金鑰檔案最多 {limit} 位元組。',
    remedy: '請選擇只含私密金鑰的檔案。',
  },
  'key-unreadable': {
    what: '這不是 JSON Web Key，也不是 PEM 金鑰：{problem}。',
    remedy: '請提供私密金鑰的 JWK（JSON）或 PEM 檔案（PKCS#8 或 PKCS#1）。',
  },
  'key-not-rsa': {
    what: '這把金鑰的類型是 {type}，而 LINE 只接受 RSA。',
    remedy: '請在這裡或以你使用的工具產生 2048 位元的 RSA 金鑰。',
  },
  'key-size': {
    what: '這把金鑰為 {bits} 位元，而 LINE 只接受 2048 位元。',
    remedy: '請產生 2048 位元的 RSA 金鑰。',
  },
  'key-algorithm': {
    what: '這把金鑰標示為「{member}: {value}」，而 LINE 只以 RS256 簽署。',
    remedy: '請產生 RS256 簽署用的金鑰；不要改標示其他用途的金鑰。',
  },
  'key-public-only': {
    what: '這是公開金鑰。簽署需要私密金鑰。',
    remedy: '請選擇與它一起產生的檔案（jwx 為 private.key）。',
  },
  'key-mismatched': {
    what: '這把金鑰的私密成員彼此不符：{problem}。',
    remedy: '檔案已損毀或經過編輯。請從產生它的地方重新匯出金鑰。',
  },
  'file-unreadable': {
    what: '無法讀取檔案 {name}：{problem}。',
    remedy: '請確認檔案仍在且你有權讀取，或改為貼上金鑰。',
  },
  'file-unwritable': {
    what: '無法寫入檔案 {name}：{problem}。',
    remedy: '請選擇其他資料夾，或改為複製文字。',
  },
  'key-encrypted': {
    what: '這把 PEM 金鑰已加密。',
    remedy: '請一併提供它的密碼片語。',
  },
  'key-passphrase-wrong': {
    what: '這個密碼片語無法開啟 PEM 金鑰。',
    remedy: '請再輸入一次；需要的是金鑰檔案的密碼片語，不是保險庫的。',
  },
  'key-exists': {
    what: '這把金鑰已在保險庫中，屬於 Channel {channelId}。',
    remedy: '請在那裡使用。兩個 Channel 共用一把金鑰，風險也會綁在一起。',
  },
  'key-retired': {
    what: '這把簽署金鑰已停用，不再簽署。',
    remedy: '請使用 Channel 的另一把金鑰，或產生新的。',
  },
  'key-not-registered': {
    what: '這把簽署金鑰還沒有 kid。',
    remedy: '請在 LINE Developers Console 註冊公開金鑰，並填入 Console 顯示的 kid。',
  },
  'kid-malformed': {
    what: '「{kid}」不是 kid：{problem}。',
    remedy: '請複製 Console 在「Basic settings」→「Assertion Signing Key」顯示的 UUID。',
  },
  'kid-in-use': {
    what: 'kid {kid} 已屬於這個保險庫的另一把簽署金鑰（{signingKeyId}）。',
    remedy: '請與 Console 核對；每把公開金鑰都有各自的 kid。',
  },
  'no-signing-key': {
    what: 'Channel {channelId} 沒有已註冊的簽署金鑰。',
    remedy: '請產生或匯入一把，註冊公開金鑰，並填入 kid。',
  },

  'kid-not-found': {
    what: '平台找不到 Channel {channelId} 的 kid {kid}（狀態 404）。',
    remedy:
      '請與這個 Channel 的 Console「Basic settings」→「Assertion Signing Key」核對；金鑰也可能已在那裡刪除。查詢用的 Request ID：{requestId}。',
  },
  'kid-of-other-channel': {
    what: '時鐘正確，但平台拒絕了 assertion（狀態 400）：kid {kid} 似乎屬於 {channelId} 以外的 Channel，或屬於另一把公開金鑰。',
    remedy: '請開啟 Channel {channelId} 的 Console，複製你在那裡註冊的金鑰的 kid。查詢用的 Request ID：{requestId}。',
  },
  'clock-wrong': {
    what: '這台電腦與平台的時鐘相差 {skewSeconds} 秒，平台也拒絕了校正後的 assertion。',
    remedy: '請校正這台電腦的時鐘（開啟自動設定時間），再試一次。查詢用的 Request ID：{requestId}。',
  },
  'assertion-refused': {
    what: '平台拒絕了 assertion（狀態 400），回應中也沒有可用的日期；可能是時鐘不準，或 kid {kid} 屬於 {channelId} 以外的 Channel。',
    remedy: '請先檢查這台電腦的時鐘，再與 Console 核對 kid。查詢用的 Request ID：{requestId}。',
  },

  'slots-full': {
    what: 'Channel {channelId} 的 {limit} 個名額已用完，LINE 會拒絕再發行 token。',
    remedy: '請撤銷不再需要的 token。下一個名額會在 {freesAt} 釋出。',
  },
  'issue-refused': {
    what: '平台拒絕發行 token（狀態 {status}）。沒有發行任何 token。',
    remedy: '平台的說明：「{platformMessage}」。確認後可以安全地再試一次。查詢用的 Request ID：{requestId}。',
  },
  'issue-unknown': {
    what: '平台對發行的回應未完整送達，因此不確定 token 是否存在。',
    remedy: '請檢查 Channel：保險庫會比對 LINE 的 Key ID 與帳本並告訴你結果。之後就能再次發行。',
  },
  'issue-orphaned': {
    what: '平台已發行 token（Key ID {keyId}），但回應在途中遺失，沒有人擁有它的值。',
    remedy: '它無法使用也無法撤銷，名額最晚在 {freesAt} 釋出。你現在可以發行另一個 token。',
  },
  'issue-unresolved': {
    what: 'Channel {channelId} 先前有一次發行結果不明。',
    remedy: '請先檢查 Channel，保險庫就會知道那個 token 是否存在。',
  },
  'token-value-lost': {
    what: '保險庫沒有這個 token 的值（{state}）。',
    remedy: '無法從這裡顯示、複製或撤銷；名額最晚在 {freesAt} 釋出。',
  },
  'no-live-token': {
    what: 'Channel {channelId} 沒有保險庫存有其值的有效 token。',
    remedy: '請先發行；若有指定使用方，請確認名稱與清單相同。',
  },
  'token-not-live': { what: '這個 token 的狀態：{state}。', remedy: '請發行另一個。' },
  'too-many-tokens': {
    what: '有 {count} 個 token 符合；一次最多可撤銷 {limit} 個。',
    remedy: '請縮小篩選範圍，例如只選一個 Channel，再分批進行。',
  },
  'selection-changed': {
    what: '符合條件的 token 已與先前顯示的不同，沒有撤銷任何 token。',
    remedy: '請確認現在會撤銷哪些 token，然後再次確認。',
  },
  'token-malformed': {
    what: '這不是 channel access token v2.1：{problem}。',
    remedy: '請貼上完整的 token，不含引號或「Bearer」。',
  },
  'token-refused': {
    what: '平台表示這個 token 無法使用（狀態 {status}）。',
    remedy: '它已到期、已撤銷或從未存在。平台的說明：「{platformMessage}」。',
  },
  unproved: {
    what: '平台已回應，但 Key ID 仍在清單中，因此 token 可能仍可使用。',
    remedy: '請在一分鐘後再次撤銷；可以安全地重複進行。',
  },
  'operation-not-running': {
    what: '這項作業不在進行中（{state}）。',
    remedy: '請在作業清單中查看結果。',
  },

  'operation-not-resumable': {
    what: '這項作業無法繼續（{state}）。',
    remedy: '只有排隊中、已暫停或已中斷的作業可以繼續，只有已結束的作業可以重試。',
  },
  'not-safe-to-revoke': {
    what: '其中 {count} 個 token 可能仍在使用：{risks}。',
    remedy: '請先看預覽。先發行並交付後繼的 token，或明確指名接受該風險。',
  },
  'key-id-ambiguous': {
    what: '這個 token 有效，但無法確定哪個 Key ID 屬於它（可能的有 {count} 個）。',
    remedy: '請指定 Key ID：發行者在同一份回應中會收到（key_id）。沒有儲存任何內容。',
  },
  'key-id-not-live': {
    what: 'Key ID {keyId} 不在 channel {channelId} 有效且此處沒有值的 Key ID 之中。',
    remedy: '請檢查 Key ID。沒有儲存任何內容。',
  },
  'token-known': { what: '這個保險庫已經有這個 token。', remedy: '請在清單中查看，Token ID 是 {tokenId}。' },
  'rotation-under-way': { what: '「{consumer}」的 token 更換已在進行中。', remedy: '請繼續該次更換，或先停止它。' },
  'rotation-not-its-turn': {
    what: '還沒輪到這個步驟：目前在「{step}」（{state}）。',
    remedy: '請先完成或略過前面的步驟。',
  },
  'rotation-not-drained': { what: '舊 token 的重疊期到 {until}。', remedy: '請等到那時，或寫明理由略過重疊期。' },
  'nothing-to-rotate': {
    what: '「{consumer}」在 channel {channelId} 沒有可替換的有效 token。',
    remedy: '請改為發行新的。',
  },
  'command-failed': {
    what: '接收 token 的指令沒有成功（{problem}）。',
    remedy: '請修正後再次交付。token 已儲存，沒有撤銷任何內容。',
  },
  'containment-under-way': { what: 'Channel {channelId} 已在封鎖中。', remedy: '請繼續那份處置程序，或先關閉它。' },
  'step-not-shown': { what: '無法確認這個步驟已完成：{problem}。', remedy: '請補上缺少的部分，或寫明理由略過。' },

  'platform-unreachable': {
    what: '無法連上 {platform}（{problem}）。',
    remedy: '請檢查網路、VPN 或 Proxy，再試一次。不需要網路的功能仍可使用。',
  },
  'platform-timeout': { what: '{platform} 在 {seconds} 秒內沒有回應。', remedy: '請稍後再試。' },
  'platform-busy': { what: '平台要求放慢速度（狀態 429）。', remedy: '請等一分鐘後再試。' },
  'platform-failed': {
    what: '平台發生錯誤（狀態 {status}）。',
    remedy: '請幾分鐘後再試；如果持續發生，請查看 LINE 的狀態頁面。查詢用的 Request ID：{requestId}。',
  },
  'platform-unreadable': {
    what: '回應看起來不像來自 LINE Platform：{problem}。',
    remedy: '中間可能有網路的登入頁面（飯店、咖啡店）或 Proxy。請開啟瀏覽器登入後再試一次。',
  },
  'platform-refused': {
    what: '平台拒絕了要求（狀態 {status}）。',
    remedy: '平台的說明：「{platformMessage}」。查詢用的 Request ID：{requestId}。',
  },
};
