import type { ShellMessages } from '../en/shell.ts';
import { items, number } from './words.ts';

export const shell: ShellMessages = {
  rail: {
    label: 'เมนู',
    overview: 'ภาพรวม',
    tokens: 'Token',
    channels: 'Channel',
    rotations: 'การเปลี่ยน Token',
    activity: 'กิจกรรม',
    settings: 'การตั้งค่า',
    pinnedCaption: 'ปักหมุด',
    channelsCaption: 'CHANNEL',
    count: (count) => number(count),
    pinHint: 'เปิด Channel แล้วกดหมุดเพื่อเก็บไว้ที่นี่',
    allChannels: (count) => `Channel ทั้งหมด (${number(count)})`,
    pin: (name) => `ปักหมุด ${name}`,
    pinned: (name) => `ปักหมุด ${name} แล้ว`,
    unpinned: (name) => `เลิกปักหมุด ${name} แล้ว`,
    lock: 'ล็อก',
    lockTitle: 'ล็อกตู้นิรภัย',
    slotsTaken: (taken, limit) => `ใช้โควตาไป ${number(taken)} จาก ${number(limit)}`,
    needsYou: (count) => `ต้องจัดการ ${items(count)}`,
  },

  bar: {
    label: 'ค้นหาและสั่งงาน',
    search: 'ค้นหา Token หรือวาง Token ที่รั่วไหล',
    searchLabel: 'ค้นหา Token',
    searchIn: (channel) => `ค้นหา Token ของ ${channel}`,
    palette: 'คำสั่ง',
    back: 'ย้อนกลับ',
    forward: 'ไปข้างหน้า',
    checkAll: 'ตรวจสอบทั้งหมด',
    checking: 'กำลังตรวจสอบ…',
    issue: 'ออก Token',
  },

  shortcuts: {
    title: 'แป้นพิมพ์',
    table: 'ในตาราง Token',
    escape: 'ล้างการเลือก',
    move: 'เลื่อนระหว่างแถว',
    ends: 'แถวแรก แถวสุดท้าย',
    select: 'เลือกแถว',
    range: 'เลือกเป็นช่วง',
    all: 'เลือกทั้งหมดที่ตรงกัน',
    details: 'เปิดรายละเอียด',
    copy: 'คัดลอก Token',
    revoke: 'เพิกถอนรายการที่เลือกหรือแถวนี้',
    menu: 'เมนูของแถว',
  },
};
