import type { OverviewMessages } from '../en/overview.ts';
import { items, number } from './words.ts';

const tokensOf = (tokens: number, channels: number) => `Token ${items(tokens)}ของ ${number(channels)} Channel`;
const channelCount = (channels: number) => `${number(channels)} Channel`;

export const overview: OverviewMessages = {
  overview: {
    needs: (count) => `มี ${items(count)}ที่ต้องจัดการ`,
    nothing: 'ไม่มีสิ่งที่ต้องจัดการ',
    list: 'สิ่งที่ต้องจัดการ',
    well: (well, total) =>
      well === total ? `Token ทั้ง ${items(total)}เรียบร้อยดี` : `Token ${number(well)} จาก ${items(total)}เรียบร้อยดี`,
    nextExpiry: (name, when) => `หมดอายุถัดไป: ${name} ${when}`,
    nextAfterThese: (name, when) => `หมดอายุถัดจากนี้: ${name} ${when}`,
    noTokens: 'ยังไม่มี Token ที่ใช้งานได้',
    showAll: (count) => `ดูทั้งหมด ${items(count)}`,
    showFewer: 'ดูน้อยลง',
    timeline: '30 วันข้างหน้า',
    timelineLabel: 'วันหมดอายุของแต่ละ Channel ใน 30 วันข้างหน้า',
    timelineSum: (tokens, channels) => `${tokensOf(tokens, channels)} หมดอายุในช่วงนี้`,
    timelineNone: 'ไม่มี Token หมดอายุใน 30 วันข้างหน้า',
    asTable: 'ดูเป็นตาราง',
    asTimeline: 'ดูเป็นเส้นเวลา',
    column: {
      channel: 'Channel',
      day: 'วันที่',
      tokens: 'Token',
      what: 'สถานะ',
    },
    rowLabel: (channel) => `วันหมดอายุของ ${channel}`,
    dayOf: (channel, day) => `${channel}, ${day}`,
    moreChannels: (count) => `และอีก ${number(count)} Channel`,
    today: 'วันนี้',
    of: (count, state) => `${state} ${number(count)}`,
    slots: 'โควตาที่ LINE (30 ต่อ Channel)',
    slotsFree: 'ว่าง',
    slotsLabel: (taken, parts) => `${taken}: ${parts}`,
    within24h: (count) => `ใน 24 ชม. ${number(count)}`,
    revokingShort: 'กำลังเพิกถอน',
    allChannels: (count) => `Channel ทั้งหมด (${number(count)})`,
    todayAt: (time) => `วันนี้ ${time}`,
    expires: (when) => `หมดอายุ ${when}`,
    expiresLast: (when) => `หมดอายุ ${when} และเป็น Token เดียวที่ใช้งานได้ของผู้ใช้ Token นี้`,
    todayGroup: (count, name) => `Token ${items(count)}ของ ${name}`,
    todayGroupEnds: (time) => `หมดอายุใน 24 ชม. รายการแรกเวลา ${time}`,
    todayMore: (count) => `Token อีก ${items(count)}`,
    todayMoreEnds: () => 'หมดอายุใน 24 ชม.',
    soonOf: (count, channel) => `Token ${items(count)}ของ ${channel}`,
    soonOfMany: tokensOf,
    soon: () => 'ผ่านไปเกินสองในสามของอายุการใช้งานแล้ว',
    foreign: (count) => `มี Token ที่ตู้นิรภัยนี้ไม่ได้ออก ${items(count)}`,
    since: (when) => `พบเมื่อ ${when}`,
    orphan: (count) => `คำตอบการออก Token ของ LINE สูญหาย ${items(count)} โควตาจะใช้ไม่ได้จนกว่าจะหมดอายุ`,
    revoking: (count) => `มีการเพิกถอนที่ยังไม่พิสูจน์ ${items(count)} Token อาจยังใช้งานได้`,
    unknown: 'มีการออก Token ที่ไม่ทราบผล การตรวจสอบจะบอกผลได้',
    noKey: 'ยังไม่มี Assertion Signing Key',
    keyGenerated: 'มีคีย์ลงนามที่ยังไม่ได้ลงทะเบียนที่ LINE',
    keyRegistered: 'มีคีย์ลงนามที่ยังไม่ได้พิสูจน์',
    noSecret: 'ไม่มี Channel secret ที่นี่ จึงเพิกถอน Token ไม่ได้',
    full: 'โควตาเต็มแล้ว LINE จะไม่รับ Token เพิ่ม',
    by: (date) => `ตั้งแต่ ${date}`,
    group: {
      revoking: {
        who: tokensOf,
        what: 'เพิกถอนแล้วแต่ยังไม่พิสูจน์ อาจยังใช้งานได้',
      },
      today: {
        who: tokensOf,
        what: 'หมดอายุใน 24 ชม.',
      },
      foreign: {
        who: tokensOf,
        what: 'ตู้นิรภัยนี้ไม่ได้ออก',
      },
      unknown: {
        who: (_tokens, channels) => channelCount(channels),
        what: 'มีการออก Token ที่ไม่ทราบผล การตรวจสอบจะบอกผลได้',
      },
      full: {
        who: (_tokens, channels) => channelCount(channels),
        what: 'โควตาเต็มแล้ว LINE จะไม่รับ Token เพิ่ม',
      },
      orphan: {
        who: tokensOf,
        what: 'สูญหาย: LINE มีอยู่ แต่ค่ามาไม่ถึงที่นี่',
      },
      soon: {
        who: tokensOf,
        what: 'ผ่านไปเกินสองในสามของอายุการใช้งานแล้ว',
      },
      'no-secret': {
        who: (_tokens, channels) => channelCount(channels),
        what: 'ไม่มี Channel secret ที่นี่ จึงเพิกถอน Token ไม่ได้',
      },
      'key-generated': {
        who: (_tokens, channels) => channelCount(channels),
        what: 'มีคีย์ลงนามที่ยังไม่ได้ลงทะเบียนที่ LINE',
      },
      'key-registered': {
        who: (_tokens, channels) => channelCount(channels),
        what: 'มีคีย์ลงนามที่ยังไม่ได้พิสูจน์',
      },
      'no-key': {
        who: (_tokens, channels) => channelCount(channels),
        what: 'ยังไม่มี Assertion Signing Key',
      },
    },
    act: {
      replace: 'ออกทดแทน…',
      revoke: 'เพิกถอนอีกครั้ง…',
      tokens: 'ดูรายการ',
      check: 'ตรวจสอบ',
      checkMany: (count) => `ตรวจสอบ ${number(count)}`,
      key: 'ตั้งค่า',
      register: 'ทำต่อ',
      secret: 'เพิ่ม',
      channels: 'ดูรายการ',
      fold: 'ย่อ',
    },
    startTitle: 'เพิ่ม Channel แรกของคุณ',
    startWhat:
      'คุณต้องใช้ Channel ID จาก LINE Developers Console และเวลาประมาณ 10 นาทีสำหรับคีย์ลงนาม หรือจะฝึกหัดก่อนก็ได้ แพลตฟอร์มฝึกหัดทำงานเหมือน LINE และอยู่ในคอมพิวเตอร์เครื่องนี้',
    addChannel: 'เพิ่ม Channel',
    practise: 'ฝึกหัดโดยไม่ใช้ LINE',
  },
};
