import type { IdentifyMessages } from '../en/identify.ts';
import { items } from './words.ts';

export const identify: IdentifyMessages = {
  identify: {
    what: 'วางอะไรก็ได้ เช่น Token บรรทัดบันทึก คอมมิต หรืออีเมล ตู้นิรภัยจะหา Token ของตนเองโดยไม่ถามใคร ไม่มีการเก็บข้อความนี้',
    field: 'ข้อความที่พบ Token',
    looking: 'กำลังค้นหา…',
    nothing: 'ไม่มีสิ่งใดในนี้ที่เหมือน Channel access token',
    ours: (count) => (count === 1 ? 'ตู้นิรภัยนี้เป็นผู้ออก' : `มี Token ของตู้นิรภัยนี้ ${items(count)}`),
    unknown: (count) => `มีสิ่งที่เหมือน Token ซึ่งตู้นิรภัยนี้ไม่มี ${items(count)}`,
    clock: (span) => `พบมาแล้ว ${span}`,
    clockWhat: 'Token ที่ใช้งานได้ใช้ได้กับทุกคนที่อ่าน จนกว่าจะถูกเพิกถอน',
    dead: 'เท่าที่ทราบใช้งานไม่ได้แล้ว ไม่ต้องทำอะไร',
    noConsumer: 'ไม่ได้ระบุผู้ใช้ Token เพิกถอนได้ แต่ไม่ทราบว่าใครต้องได้ Token ใหม่',
    ends: (when) => `หมดอายุ ${when}`,
    contain: 'เปลี่ยนและเพิกถอน',
    containWhat: 'ออก Token ทดแทน ให้คุณส่งมอบ เพิกถอน Token นี้โดยไม่เหลื่อมเวลา แล้วพิสูจน์',
    beginning: 'กำลังออก Token ทดแทน…',
    revoke: 'เพิกถอนทันที…',
    revokeWhat: (consumer) => `เร็วที่สุด ${consumer} จะหยุดจนกว่าจะได้ Token ใหม่`,
    channel: 'ควบคุมความเสียหายของ Channel…',
    details: 'รายละเอียด',
    underWay: 'แสดงการเปลี่ยน Token',
    ask: 'ถาม LINE ว่าใช้งานได้หรือไม่',
    askAgain: 'ถามอีกครั้ง',
    askWhat: 'ส่ง Token ที่พบไปยังแพลตฟอร์มของมันเท่านั้น',
    asking: 'กำลังถาม…',
    adopt: 'รับเข้า…',
    adoptWhat: 'ใช้งานได้ แต่ตู้นิรภัยไม่มี เมื่อรับเข้าแล้วจะเฝ้าดูและเพิกถอนได้',
    channelNotHere: (channelId) => `ไม่มี Channel ${channelId} ในตู้นิรภัยนี้ โปรดเพิ่มก่อนเพื่อรับ Token เข้า`,
    revokeElsewhere: 'ผู้ที่ออก Token ต้องเป็นผู้เพิกถอน',
  },
};
