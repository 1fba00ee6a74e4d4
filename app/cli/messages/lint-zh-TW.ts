import type { LintFinding } from '../../../shared/domain.ts';

type Words = { readonly message: string; readonly fix: string };

/** What LINE's console would say of a key, in Traditional Chinese. */
const WORDS: Readonly<Record<LintFinding['code'], Words>> = {
  'not-json': { message: '不是 JSON。', fix: '請以 JSON Web Key 的格式貼上公開金鑰，從 { 到 }。' },
  'pem-not-jwk': { message: '這是 PEM 格式，Console 接受的是 JSON Web Key。', fix: '請使用同一把金鑰的 JSON 格式。' },
  'not-an-object': { message: '是 JSON，但不是物件。', fix: '請貼上一把金鑰，從 { 到 }。' },
  wrapped: { message: '金鑰包在這個成員裡面。', fix: '請取出內層的物件。' },
  'kid-present': { message: '含有 kid。kid 由 Console 給予，含有 kid 的金鑰會遭拒。', fix: '請移除成員 kid。' },
  'private-members': { message: '含有私密金鑰。', fix: '請勿貼到任何地方，只註冊公開成員。' },
  'wrong-kty': { message: 'kty 必須是 "RSA"。', fix: '請產生 RSA 金鑰。' },
  'wrong-size': { message: '金鑰長度不是 2048 位元。', fix: '請產生 2048 位元的金鑰。' },
  'missing-alg': { message: '缺少 alg。', fix: '請加上 "alg": "RS256"。' },
  'wrong-alg': { message: 'alg 必須是 "RS256"。', fix: '請產生 RS256 用的金鑰。' },
  'missing-purpose': { message: '沒有標示用於簽署的 use 或 key_ops。', fix: '請加上 "use": "sig"。' },
  'wrong-use': { message: 'use 必須是 "sig"。', fix: '如果是簽署用的金鑰，請改為 "use": "sig"。' },
  'wrong-key-ops': { message: 'key_ops 只能是 ["verify"]。', fix: '請改為 "key_ops": ["verify"]。' },
  'both-purposes': {
    message: 'LINE 的文件要求 use 與 key_ops 擇一，沒有說明兩者並存時如何處理。',
    fix: '請移除其中一個。',
  },
  'missing-member': { message: '缺少這個成員。', fix: '請從產生它的地方重新匯出公開金鑰。' },
  'malformed-member': { message: '不是 base64url。', fix: '請重新匯出公開金鑰，不含換行或 =。' },
  'unusual-exponent': {
    message: '公開指數不是 65537，文件沒有說明是否接受。',
    fix: '請以一般的指數 65537 產生金鑰。',
  },
  'extra-member': { message: 'LINE 的規格中沒有這個成員。', fix: '為求保險，請移除。' },
};

/** Harmless things that are noted. */
const FINE: Words = { message: '這是瀏覽器加上的成員，LINE 的範例中也有。', fix: '不需處理。' };

/** A finding in Traditional Chinese. */
export function lintWordsZhTw({ code, severity }: LintFinding): Words {
  return severity === 'fine' ? FINE : WORDS[code];
}
