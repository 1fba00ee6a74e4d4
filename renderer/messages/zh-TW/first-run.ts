import type { FirstRunMessages } from '../en/first-run.ts';
import { number } from './words.ts';

export const firstRun: FirstRunMessages = {
  firstRun: {
    title: '收好金鑰的盒子',
    what: 'Kagibako 在這台電腦上為你的 LINE Channel 建立簽署金鑰、發行 channel access token、顯示哪些仍然有效，並在撤銷後加以證實。',
    where: '機密資料的存放位置',
    keychain: (name) => `這台電腦的鑰匙圈（${name}）`,
    keychainReady: '有回應且已解鎖。它會隨登入一起開啟，不需要另外的密碼片語。',
    keychainUnavailable: {
      'no-session': '沒有回應：這個工作階段沒有鑰匙圈服務。',
      locked: '已鎖定。請解鎖登入鑰匙圈，然後再查看一次。',
      failed: '回應了錯誤。',
    },
    lookAgain: '再查看一次',
    file: '以密碼片語開啟的加密檔案',
    fileWhat: '沒有鑰匙圈也能使用。每次開啟保險庫時都要輸入密碼片語；忘記時沒有人能替你救回。',
    passphrase: '密碼片語',
    passphraseAgain: '再輸入一次',
    passphraseHint: '至少 12 個字元。五個互不相關的詞既安全又好記。',
    strength: {
      short: (missing) => `太短：還少 ${number(missing)} 個字元。`,
      weak: '弱：拿到檔案的人可能試得出來。請再加兩個不相關的詞。',
      fair: '尚可：再加一個不相關的詞就夠強。',
      strong: '強：請寫下來，並將紙張收在安全的地方。',
    },
    passphraseDiffers: '兩次輸入的密碼片語不同。',
    passphraseEmpty: '請設定密碼片語。',
    folder: '保險庫的位置',
    honest: {
      os: '以你的身分登入的人都能開啟保險庫。離開時請鎖定螢幕。',
      file: '拿到檔案並猜中密碼片語的人就能開啟保險庫。安全程度取決於密碼片語。',
    },
    keychainAsking: '正在尋找這台電腦的鑰匙圈…',
    next: '接下來',
    nextSteps: ['新增 Channel', '建立金鑰', '在 LINE 註冊', '發行 token'],
    begin: '建立保險庫',
    beginWhat: '空的保險庫，供你自己在 LINE 的 Channel 使用。',
    practise: '不連 LINE，先練習',
    practiseWhat: '建立保險庫，並在這台電腦上新增練習用 Channel。不需要帳號，也不會傳送任何資料給 LINE。',
    creating: '正在建立保險庫…',
    startingPractice: '正在準備練習平台…',
  },

  unlock: {
    title: '保險庫已鎖定',
    file: '請輸入密碼片語來開啟。',
    keychain: '機密資料在這台電腦的鑰匙圈中。',
    keychainUnavailable: {
      'no-session': '這台電腦的鑰匙圈沒有回應：這個工作階段沒有鑰匙圈服務。',
      locked: '這台電腦的鑰匙圈已鎖定。請先解鎖，才能開啟這個保險庫。',
      failed: '這台電腦的鑰匙圈回應了錯誤。',
    },
    passphrase: '密碼片語',
    unlock: '解鎖',
    unlocking: '正在開啟…',
    folder: '保險庫的位置',
  },

  broken: {
    title: '無法開啟保險庫',
    what: '其中的內容沒有變更。你在 LINE 的 token 仍可繼續使用。',
    folder: '保險庫的位置',
  },
};
