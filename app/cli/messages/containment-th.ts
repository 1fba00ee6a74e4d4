import type { ContainmentTexts } from './containment-en.ts';

/** What the run-book for a compromised channel says in Thai. */
export const containmentTh: ContainmentTexts = {
  states: { 'under-way': 'กำลังดำเนินการ', done: 'เสร็จแล้ว', closed: 'ปิดแล้ว' },
  stepStates: {
    open: 'ยังไม่ได้ทำ',
    'under-way': 'เริ่มแล้ว',
    failed: 'ล้มเหลว',
    done: 'เสร็จแล้ว',
    skipped: 'ข้าม',
  },
  steps: {
    'revoke-all': 'เพิกถอน Token ทั้งหมดและพิสูจน์',
    'console-delete-keys': 'ในคอนโซล: ลบคีย์สาธารณะ',
    'new-key': 'สร้างคีย์ลงนามใหม่',
    'register-key': 'ลงทะเบียนคีย์สาธารณะและพิสูจน์',
    'retire-keys': 'เลิกใช้คีย์ลงนามเก่า',
    'console-reissue-secret': 'ในคอนโซล: ออก Channel secret ใหม่',
    'set-secret': 'บันทึก Channel secret ใหม่',
    'console-members': 'ในคอนโซล: ดูว่าใครมีสิทธิ์เข้าถึง',
    'check-again': 'ตรวจว่า LINE ไม่มี Key ID ที่ออกจากที่อื่น',
    reissue: 'ออก Token ใหม่',
    'hand-over': 'ส่งมอบ Token ใหม่',
  },
  how: {
    'revoke-all': () =>
      'เพิกถอน Token ที่ใช้งานได้ทั้งหมดของ Channel ที่อยู่ในตู้นิรภัยนี้ ไม่ว่าใครใช้อยู่ ต้องมี Channel secret และคีย์ลงนามที่ LINE รู้จัก',
    'console-delete-keys': () =>
      'LINE Developers Console → “Basic settings” → “Assertion Signing Key”: ลบคีย์สาธารณะทุกตัวที่คีย์ส่วนตัวอาจอยู่ในมือผู้อื่น ทำหลังจากเพิกถอน Token แล้ว เพราะการพิสูจน์ต้องลงนามด้วยคีย์นั้น',
    'new-key': () => 'สร้างคู่คีย์ คีย์ส่วนตัวอยู่ในตู้นิรภัยนี้เท่านั้น',
    'register-key': (_channelId, key) =>
      `แสดงคีย์สาธารณะ: kagibako key public ${key}\nลงทะเบียน: LINE Developers Console → “Basic settings” → “Assertion Signing Key” → “Register a public key”\nบันทึก kid ที่คอนโซลแสดง: kagibako key register ${key} --kid KID`,
    'retire-keys': () => 'คีย์ลงนามอื่นของ Channel จะไม่ลงนามจากตู้นิรภัยนี้อีก',
    'console-reissue-secret': () =>
      'LINE Developers Console → “Basic settings” → “Channel secret” → “Issue” ค่าเก่าใช้ไม่ได้ทันที รวมถึงการตรวจลายเซ็น Webhook บนเซิร์ฟเวอร์ของคุณ',
    'set-secret': (channelId) => `บันทึก: kagibako channel set-secret ${channelId} --secret-stdin`,
    'console-members': () => 'LINE Developers Console → แท็บ “Roles” ของ Channel และของผู้ให้บริการ: ลบทุกคนที่ไม่ควรอยู่ในนั้น',
    'check-again': () =>
      'ขอรายการ Key ID จาก LINE หากมีค่าของ Token ที่ออกจากที่อื่น รับเข้าแล้วเพิกถอนได้: kagibako token adopt --stdin',
    reissue: () => 'ผู้ใช้แต่ละรายที่มี Token ใช้งานได้จะได้ Token ใหม่หนึ่งรายการ ส่วนที่ไม่มีชื่อผู้ใช้ได้ตามป้ายชื่อละหนึ่งรายการ',
    'hand-over': (channelId) =>
      `ให้ Token แก่ผู้ใช้แต่ละราย เช่น: kagibako token export --channel ${channelId} --format dotenv --output FILE`,
  },
  next: (number, title) => `ต่อไป ขั้นตอน ${number}: ${title}`,
  thenRun: (command) => `จากนั้น: ${command}`,
  run: (command) => `สั่ง: ${command}`,
  passOver: (command) => `หรือข้าม: ${command}`,
  over: 'คู่มือนี้สิ้นสุดแล้ว',
  none: 'ยังไม่มีคู่มือ',
  containmentId: 'รหัสการควบคุมความเสียหาย',
  begun: 'เริ่ม',
  step: 'ขั้นตอน',
  what: 'สิ่งที่ทำ',
};
