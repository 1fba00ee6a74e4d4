import type { FirstRunMessages } from '../en/first-run.ts';
import { number } from './words.ts';

export const firstRun: FirstRunMessages = {
  firstRun: {
    title: '鍵のための箱',
    what: 'Kagibako は、LINE チャネルの署名キーの作成、チャネルアクセストークンの発行と有効性の確認、証明付きの取り消しを、すべてこのコンピューターの中で行います。',
    where: '秘密の保管場所',
    keychain: (name) => `このコンピューターのキーチェーン（${name}）`,
    keychainReady: '応答があり、ロックは解除されています。ログインと同時に開くため、別のパスフレーズは不要です。',
    keychainUnavailable: {
      'no-session': '応答がありません。このセッションにはキーチェーンのサービスがありません。',
      locked: 'ロックされています。ログインキーチェーンのロックを解除してから、もう一度確認してください。',
      failed: 'エラーが返されました。',
    },
    lookAgain: 'もう一度確認',
    file: 'パスフレーズで開く封印ファイル',
    fileWhat:
      'キーチェーンがなくても使えます。保管庫を開くたびにパスフレーズを入力します。忘れた場合、誰にも復元できません。',
    passphrase: 'パスフレーズ',
    passphraseAgain: 'もう一度入力',
    passphraseHint: '12 文字以上。互いに関係のない 5 つの言葉をつなげると、強く、覚えやすくなります。',
    strength: {
      short: (missing) => `短すぎます。あと ${number(missing)} 文字必要です。`,
      weak: '弱い：ファイルを手に入れた人が総当たりで見つける恐れがあります。関係のない言葉を 2 つ加えてください。',
      fair: 'まずまず：関係のない言葉をもう 1 つ加えると強くなります。',
      strong: '強い：紙に書いて、安全な場所に保管してください。',
    },
    passphraseDiffers: '2 つのパスフレーズが違います。',
    passphraseEmpty: 'パスフレーズを決めてください。',
    folder: '保管庫の場所',
    honest: {
      os: 'あなたとしてログインしている人は保管庫を開けます。離れるときは画面をロックしてください。',
      file: 'ファイルを手に入れ、パスフレーズを当てた人は保管庫を開けます。強さはパスフレーズで決まります。',
    },
    keychainAsking: 'このコンピューターのキーチェーンを探しています…',
    next: 'その後の流れ',
    nextSteps: ['チャネルを追加', '鍵を作成', 'LINE に登録', 'トークンを発行'],
    begin: '保管庫を作成',
    beginWhat: 'LINE にある自分のチャネルのための、空の保管庫です。',
    practise: 'LINE を使わずに練習',
    practiseWhat:
      '保管庫を作成し、このコンピューター上に練習用チャネルを追加します。アカウントは不要で、LINE には何も送られません。',
    creating: '保管庫を作成しています…',
    startingPractice: '練習用プラットフォームを準備しています…',
  },

  unlock: {
    title: '保管庫はロックされています',
    file: '開くにはパスフレーズを入力してください。',
    keychain: '秘密はこのコンピューターのキーチェーンにあります。',
    keychainUnavailable: {
      'no-session':
        'このコンピューターのキーチェーンが応答しません。このセッションにはキーチェーンのサービスがありません。',
      locked: 'このコンピューターのキーチェーンがロックされています。先に解除すると、この保管庫が開きます。',
      failed: 'このコンピューターのキーチェーンがエラーを返しました。',
    },
    passphrase: 'パスフレーズ',
    unlock: 'ロックを解除',
    unlocking: '開いています…',
    folder: '保管庫の場所',
  },

  broken: {
    title: '保管庫を開けません',
    what: '中身は何も変更されていません。LINE のトークンはそのまま使えます。',
    folder: '保管庫の場所',
  },
};
