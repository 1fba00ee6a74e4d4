import type { LintFinding } from '../../../shared/domain.ts';

type Words = { readonly message: string; readonly fix: string };

/** What LINE's console would say of a key, in Thai. */
const WORDS: Readonly<Record<LintFinding['code'], Words>> = {
  'not-json': { message: 'ไม่ใช่ JSON', fix: 'วางคีย์สาธารณะในรูป JSON Web Key ตั้งแต่ { ถึง }' },
  'pem-not-jwk': { message: 'เป็นรูปแบบ PEM แต่ Console รับ JSON Web Key', fix: 'ใช้คีย์เดียวกันในรูป JSON' },
  'not-an-object': { message: 'เป็น JSON แต่ไม่ใช่ออบเจ็กต์', fix: 'วางคีย์เดียว ตั้งแต่ { ถึง }' },
  wrapped: { message: 'คีย์อยู่ข้างในสมาชิกนี้', fix: 'นำออบเจ็กต์ด้านในออกมา' },
  'kid-present': { message: 'มี kid อยู่ Console เป็นผู้กำหนด kid และปฏิเสธคีย์ที่มี kid', fix: 'นำสมาชิก kid ออก' },
  'private-members': { message: 'มีคีย์ส่วนตัวอยู่', fix: 'อย่าวางที่ใด ให้ลงทะเบียนเฉพาะสมาชิกสาธารณะ' },
  'wrong-kty': { message: 'kty ต้องเป็น "RSA"', fix: 'สร้างคีย์ RSA' },
  'wrong-size': { message: 'คีย์ไม่ได้มีขนาด 2048 บิต', fix: 'สร้างคีย์ขนาด 2048 บิต' },
  'missing-alg': { message: 'ไม่มี alg', fix: 'เพิ่ม "alg": "RS256"' },
  'wrong-alg': { message: 'alg ต้องเป็น "RS256"', fix: 'สร้างคีย์สำหรับ RS256' },
  'missing-purpose': { message: 'ไม่มี use หรือ key_ops ที่ระบุว่าใช้ลงนาม', fix: 'เพิ่ม "use": "sig"' },
  'wrong-use': { message: 'use ต้องเป็น "sig"', fix: 'หากเป็นคีย์สำหรับลงนาม ให้เปลี่ยนเป็น "use": "sig"' },
  'wrong-key-ops': { message: 'key_ops ต้องเป็น ["verify"] เท่านั้น', fix: 'เปลี่ยนเป็น "key_ops": ["verify"]' },
  'both-purposes': {
    message: 'เอกสารของ LINE ให้มี use หรือ key_ops อย่างใดอย่างหนึ่ง ไม่ได้ระบุกรณีที่มีทั้งสอง',
    fix: 'นำออกหนึ่งอย่าง',
  },
  'missing-member': { message: 'ขาดสมาชิกนี้', fix: 'ส่งออกคีย์สาธารณะจากที่ที่สร้างอีกครั้ง' },
  'malformed-member': { message: 'ไม่ใช่ base64url', fix: 'ส่งออกคีย์สาธารณะอีกครั้ง โดยไม่มีการขึ้นบรรทัดใหม่หรือ =' },
  'unusual-exponent': {
    message: 'เลขชี้กำลังสาธารณะไม่ใช่ 65537 เอกสารไม่ได้ระบุว่ารับหรือไม่',
    fix: 'สร้างคีย์ด้วยเลขชี้กำลังปกติ 65537',
  },
  'extra-member': { message: 'เป็นสมาชิกที่ไม่มีในข้อกำหนดของ LINE', fix: 'นำออกเพื่อความแน่ใจ' },
};

/** Harmless things that are noted. */
const FINE: Words = { message: 'เป็นสมาชิกที่เบราว์เซอร์เพิ่ม มีในตัวอย่างของ LINE ด้วย', fix: 'ไม่ต้องทำอะไร' };

/** A finding in Thai. */
export function lintWordsTh({ code, severity }: LintFinding): Words {
  return severity === 'fine' ? FINE : WORDS[code];
}
