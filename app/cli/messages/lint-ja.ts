import type { LintFinding } from '../../../shared/domain.ts';

type Words = { readonly message: string; readonly fix: string };

/** What LINE's console would say of a key, in Japanese: the engine's findings speak English, their codes speak every language. */
const WORDS: Readonly<Record<LintFinding['code'], Words>> = {
  'not-json': {
    message: 'JSON ではありません。',
    fix: '公開鍵を JSON Web Key の形で、{ から } まで貼り付けてください。',
  },
  'pem-not-jwk': {
    message: 'PEM 形式です。コンソールは JSON Web Key を受け付けます。',
    fix: '同じ鍵を JSON の形で使ってください。',
  },
  'not-an-object': {
    message: 'JSON ですが、オブジェクトではありません。',
    fix: '鍵を 1 つ、{ から } まで貼り付けてください。',
  },
  wrapped: { message: '鍵がこのメンバーの中に入っています。', fix: '内側のオブジェクトを取り出してください。' },
  'kid-present': {
    message: 'kid があります。kid はコンソールが付けるもので、kid のある鍵は拒否されます。',
    fix: 'メンバー kid を取り除いてください。',
  },
  'private-members': {
    message: '秘密鍵が含まれています。',
    fix: 'どこにも貼り付けず、公開メンバーだけを登録してください。',
  },
  'wrong-kty': { message: 'kty は "RSA" でなければなりません。', fix: 'RSA 鍵を生成してください。' },
  'wrong-size': { message: '鍵長が 2048 ビットではありません。', fix: '2048 ビットの鍵を生成してください。' },
  'missing-alg': { message: 'alg がありません。', fix: '"alg": "RS256" を加えてください。' },
  'wrong-alg': { message: 'alg は "RS256" でなければなりません。', fix: 'RS256 用の鍵を生成してください。' },
  'missing-purpose': {
    message: '署名用であることを示す use も key_ops もありません。',
    fix: '"use": "sig" を加えてください。',
  },
  'wrong-use': {
    message: 'use は "sig" でなければなりません。',
    fix: '署名用の鍵であれば "use": "sig" にしてください。',
  },
  'wrong-key-ops': {
    message: 'key_ops は ["verify"] だけでなければなりません。',
    fix: '"key_ops": ["verify"] にしてください。',
  },
  'both-purposes': {
    message: 'LINE の文書では use か key_ops のどちらか一方です。両方ある場合の扱いは書かれていません。',
    fix: 'どちらかを取り除いてください。',
  },
  'missing-member': { message: 'このメンバーがありません。', fix: '公開鍵を作成元から書き出し直してください。' },
  'malformed-member': {
    message: 'base64url ではありません。',
    fix: '公開鍵を書き出し直してください。改行や = は含まれません。',
  },
  'unusual-exponent': {
    message: '公開指数が 65537 ではありません。受け付けられるかは文書にありません。',
    fix: '通常の指数 65537 で鍵を生成してください。',
  },
  'extra-member': { message: 'LINE の仕様にないメンバーです。', fix: '念のため取り除いてください。' },
};

/** Harmless things that are noted. */
const FINE: Words = {
  message: 'ブラウザーが付けるメンバーです。LINE の例にもあります。',
  fix: '何もしなくてかまいません。',
};

/** A finding in Japanese. */
export function lintWordsJa({ code, severity }: LintFinding): Words {
  return severity === 'fine' ? FINE : WORDS[code];
}
