import type { ErrorTexts, ProblemWords, StateWords } from './en.ts';

export const stateWordsTh: StateWords = {
  active: 'ใช้งานได้',
  draining: 'กำลังเปลี่ยนผ่าน',
  revoking: 'กำลังเพิกถอน',
  revoked: 'เพิกถอนแล้ว',
  gone: 'หายไป',
  orphan: 'สูญหาย คำตอบของ LINE มาไม่ถึง',
  foreign: 'ออกจากที่อื่น ไม่ใช่ตู้นิรภัยนี้',
  expired: 'หมดอายุแล้ว',
  running: 'กำลังดำเนินการ',
  done: 'เสร็จแล้ว',
  'some-failed': 'สิ้นสุดแล้ว บางรายการไม่สำเร็จ',
  failed: 'ไม่สำเร็จ',
  cancelled: 'หยุดแล้ว',
  interrupted: 'ถูกขัดจังหวะ',
  queued: 'รอคิว',
  paused: 'หยุดชั่วคราว',
};

export const problemWordsTh: ProblemWords = {
  'step-of-person': 'มีเพียงคนเท่านั้นที่ตรวจดูได้ โปรดทำเครื่องหมายเมื่อเสร็จแล้ว',
  'step-of-vault': 'ตู้นิรภัยทำหรือตรวจขั้นตอนนี้เอง โปรดสั่งให้ทำ',
  'run-book-over': 'คู่มือนี้สิ้นสุดแล้ว โปรดเริ่มคู่มือใหม่',
  'new-key-missing': 'ยังไม่มีคีย์ลงนามใหม่',
  'new-key-unregistered': 'คีย์ลงนามใหม่ยังไม่มี kid',
  'new-key-unproved': 'คีย์ลงนามใหม่ยังไม่ได้พิสูจน์',
  'secret-not-set': 'ยังไม่มีการบันทึก Channel secret ตั้งแต่เริ่มคู่มือ',
  'foreign-listed': 'LINE ยังแสดง Key ID ที่ตู้นิรภัยนี้ไม่ได้ออก',
  'revoke-first': 'Token เก่ายังไม่ถูกเพิกถอน สิ่งที่ออกตอนนี้จะถูกเพิกถอนไปด้วย',
  'register-first': 'คีย์ลงนามใหม่ยังไม่ได้ลงทะเบียน และคีย์เก่าอาจอยู่ในมือผู้อื่น',
  'reissue-first': 'ยังไม่ได้ออก Token ใหม่',
  'command-not-found': 'ไม่พบคำสั่ง',
  'command-not-allowed': 'ไม่ได้รับอนุญาตให้เรียกใช้',
  'command-not-started': 'เริ่มไม่ได้: {errno}',
  'command-too-slow': 'ใช้เวลานานกว่า {seconds} วินาที',
  'command-exit-code': 'จบด้วยรหัส {code}',
  'command-signal': 'ถูกยุติด้วย {signal}',
  'vault-closed': 'Vault ถูกปิดระหว่างนั้น',
  'a link': 'เป็นลิงก์ โปรดระบุไฟล์ที่ลิงก์ชี้ไป',
  'not there': 'ไม่พบ',
  'not allowed': 'ไม่ได้รับอนุญาต',
  'read-only disk': 'ดิสก์อ่านได้อย่างเดียว',
  'not a file': 'ไม่ใช่ไฟล์',
  'disk full': 'ดิสก์เต็ม',
  'in use': 'กำลังถูกใช้งาน',
  'it is empty': 'ไม่มีข้อความ',
  'it looks like a long-lived or short-lived token, which has no dots': 'ไม่มีจุด จึงดูเหมือน Token แบบอายุยาวหรืออายุสั้น',
  'it does not have three parts separated by dots': 'ไม่ได้มีสามส่วนที่คั่นด้วยจุด',
  'The clipboard': 'คลิปบอร์ด',
  'A dialog for choosing files': 'หน้าต่างเลือกไฟล์',
  'Opening the browser': 'การเปิดเบราว์เซอร์',
  'A file manager': 'ตัวจัดการไฟล์',
  'A policy with a file or a command': 'นโยบายที่ใช้ไฟล์หรือคำสั่ง',
};

export const errorTextsTh: ErrorTexts = {
  'invalid-input': {
    what: 'ข้อมูลบางส่วนใช้ไม่ได้: {problems}',
    remedy: 'โปรดแก้ไขแล้วลองอีกครั้ง ยังไม่มีอะไรเปลี่ยนแปลง',
  },
  'not-found': { what: 'ไม่มี {kind} “{id}” ในตู้นิรภัยนี้', remedy: 'โปรดเทียบ ID กับรายการ' },
  'not-supported-here': { what: 'ใช้ {feature} ที่นี่ไม่ได้', remedy: 'โปรดใช้หน้าต่างของแอปบนเดสก์ท็อป' },
  'forbidden-sender': {
    what: 'หน้าที่ไม่ใช่หน้าต่างของตู้นิรภัยส่งคำขอมาและถูกปฏิเสธ',
    remedy: 'โปรดปิดตู้นิรภัยแล้วเปิดใหม่',
  },
  cancelled: { what: 'ยกเลิกแล้ว', remedy: 'สิ่งที่ทำไปแล้วยังคงอยู่ ดูได้ในรายการ' },
  internal: {
    what: 'เกิดข้อผิดพลาดในตัวตู้นิรภัยเอง',
    remedy:
      'หากแจ้งปัญหา โปรดระบุหมายเลขอ้างอิง {ref} รายละเอียดอยู่ในบันทึกในโฟลเดอร์ของตู้นิรภัย โปรดตรวจสอบ Channel ก่อนออกหรือเพิกถอนอีกครั้ง',
  },

  'vault-missing': {
    what: 'ไม่มีตู้นิรภัยใน {folder}',
    remedy: 'โปรดสร้างก่อน หรือระบุโฟลเดอร์อื่น',
  },
  'vault-exists': {
    what: 'มีตู้นิรภัยใน {folder} อยู่แล้ว',
    remedy: 'โปรดเปิดตู้นั้น หรือเลือกโฟลเดอร์อื่นสำหรับตู้ใหม่',
  },
  'vault-damaged': {
    what: 'ทะเบียนของตู้นิรภัยใน {folder} เสียหาย: {problem}',
    remedy: 'ไม่มีอะไรถูกลบหรือเขียนทับ โปรดคัดลอกทั้งโฟลเดอร์ออกมาก่อน แล้วกู้คืนจากข้อมูลสำรอง',
  },
  'vault-newer': {
    what: 'ตู้นิรภัยนี้เขียนโดย Kagibako เวอร์ชันใหม่กว่า (ทะเบียนเวอร์ชัน {found} เวอร์ชันนี้รู้จักถึง {known})',
    remedy: 'โปรดติดตั้งเวอร์ชันใหม่กว่า ตู้นิรภัยไม่ได้ถูกเปลี่ยนแปลง',
  },
  'vault-read-only': {
    what: 'เขียนในโฟลเดอร์ของตู้นิรภัย {folder} ไม่ได้',
    remedy: 'โปรดให้สิทธิ์เขียนแก่บัญชีของคุณ หรือเลือกโฟลเดอร์อื่น',
  },
  'vault-full': {
    what: 'ดิสก์ที่เก็บตู้นิรภัยเต็ม',
    remedy: 'โปรดเพิ่มพื้นที่ว่างแล้วลองอีกครั้ง หากกำลังออกหรือเพิกถอน Token อยู่ โปรดตรวจสอบ Channel ก่อน เพื่อดูว่าสิ่งใดไปถึง LINE แล้ว',
  },
  'vault-in-use': {
    what: 'Kagibako อื่นเปิดตู้นิรภัยนี้อยู่',
    remedy: 'โปรดปิดหน้าต่างนั้นหรือรอให้คำสั่งนั้นเสร็จ แล้วลองอีกครั้ง',
  },
  'vault-locked': { what: 'ตู้นิรภัยล็อกอยู่', remedy: 'โปรดปลดล็อกก่อน' },
  'passphrase-missing': {
    what: 'ตู้นิรภัยนี้เข้ารหัสด้วยวลีรหัสผ่าน แต่ไม่ได้ระบุวลีรหัสผ่านมา',
    remedy: 'โปรดใส่วลีรหัสผ่านเพื่อเปิด',
  },
  'passphrase-wrong': {
    what: 'วลีรหัสผ่านนี้เปิดตู้นิรภัยไม่ได้',
    remedy: 'โปรดพิมพ์อีกครั้ง ตู้นิรภัยไม่เสียหาย ตัวพิมพ์ใหญ่เล็กและช่องว่างมีผล',
  },
  'passphrase-weak': {
    what: 'วลีรหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {minimum} อักขระ',
    remedy: 'โปรดตั้งให้ยาวขึ้น เช่น ใช้คำ 4 ถึง 5 คำ',
  },
  'sealed-file-damaged': {
    what: 'ไฟล์ที่เก็บข้อมูลลับแบบเข้ารหัสเสียหาย ({file})',
    remedy: 'ไฟล์ยังอยู่ตามเดิม โปรดคัดลอกโฟลเดอร์ออกมา แล้วกู้คืนจากข้อมูลสำรอง',
  },

  'keychain-no-session': {
    what: 'ไม่มีพวงกุญแจตอบสนอง เซสชันนี้ไม่มี session bus หรือไม่มีบริการพวงกุญแจ',
    remedy: 'โปรดเปิด Kagibako จากเซสชันเดสก์ท็อป หรือสร้างตู้นิรภัยด้วยไฟล์ที่เข้ารหัสแทน',
  },
  'keychain-locked': {
    what: 'พวงกุญแจล็อกอยู่',
    remedy: 'โปรดปลดล็อกพวงกุญแจเข้าสู่ระบบ (หรือเข้าสู่ระบบใหม่) แล้วลองอีกครั้ง',
  },
  'keychain-entry-missing': {
    what: 'ไม่มีรายการ “{entry}” ในพวงกุญแจ',
    remedy: 'อาจถูกลบไป หรือเป็นพวงกุญแจของผู้ใช้อื่น โปรดกู้คืนจากข้อมูลสำรองของพวงกุญแจ ทะเบียนไม่เสียหาย',
  },
  'keychain-entry-damaged': {
    what: 'รายการ “{entry}” ในพวงกุญแจไม่ใช่สิ่งที่ตู้นิรภัยนี้เขียนไว้',
    remedy: 'โปรดกู้คืนจากข้อมูลสำรองของพวงกุญแจ ทะเบียนไม่เสียหาย',
  },
  'keychain-failed': {
    what: 'พวงกุญแจตอบกลับด้วยข้อผิดพลาด: {problem}',
    remedy: 'โปรดลองอีกครั้ง หากยังเป็นอยู่ให้เริ่มบริการพวงกุญแจใหม่',
  },

  'channel-exists': {
    what: 'Channel {channelId} อยู่ในตู้นิรภัยนี้แล้ว',
    remedy: 'โปรดใช้ Channel นั้น หรือใส่ Channel ID อื่น',
  },
  'channel-in-use': {
    what: 'Channel {channelId} ยังมี Token ที่ใช้งานได้ {live} รายการ และการออก Token ที่ไม่ทราบผล {unresolved} รายการในตู้นิรภัยนี้',
    remedy: 'โปรดเพิกถอนหรือตรวจสอบให้ทราบผลก่อน หากลบออกจากตู้นิรภัยแล้วจะเพิกถอนไม่ได้อีก',
  },
  'platform-not-allowed': {
    what: '{platform} ไม่ใช่ที่อยู่ของแพลตฟอร์มที่ตู้นิรภัยนี้ติดต่อได้',
    remedy: 'โปรดใช้ https หรือ http บนเครื่องนี้ (127.0.0.1, localhost) โดยไม่มีชื่อผู้ใช้ query หรือ fragment',
  },
  'proxy-not-allowed': {
    what: '{proxy} ไม่ใช่ที่อยู่ของพร็อกซีที่ใช้ได้',
    remedy: 'โปรดเขียน http:// หรือ https:// ตามด้วยโฮสต์และพอร์ต เช่น http://proxy.example:8080 โดยไม่มีชื่อผู้ใช้และรหัสผ่าน',
  },
  'channel-secret-missing': {
    what: 'ไม่มี Channel secret ของ {channelId} ในตู้นิรภัยนี้ ซึ่งจำเป็นสำหรับการเพิกถอน',
    remedy: 'โปรดคัดลอกจาก LINE Developers Console “Basic settings” → “Channel secret” แล้วตั้งค่าให้ Channel นี้',
  },
  'channel-secret-wrong': {
    what: 'แพลตฟอร์มปฏิเสธ Channel secret ของ {channelId} (สถานะ {status})',
    remedy:
      'โปรดคัดลอกใหม่จาก “Basic settings” → “Channel secret” เพราะอาจมีการออกใหม่ Request ID สำหรับสอบถาม: {requestId}',
  },

  'key-too-large': {
    what: 'ไฟล์มีขนาด {bytes} ไบต์ ไฟล์คีย์มีได้ไม่เกิน {limit} ไบต์',
    remedy: 'โปรดเลือกไฟล์ที่มีเฉพาะคีย์ส่วนตัว',
  },
  'key-unreadable': {
    what: 'ไม่ใช่ JSON Web Key และไม่ใช่คีย์ PEM: {problem}',
    remedy: 'โปรดใช้คีย์ส่วนตัวแบบ JWK (JSON) หรือไฟล์ PEM (PKCS#8 หรือ PKCS#1)',
  },
  'key-not-rsa': {
    what: 'คีย์นี้เป็นชนิด {type} แต่ LINE รับเฉพาะ RSA',
    remedy: 'โปรดสร้างคีย์ RSA ขนาด 2048 บิต ที่นี่หรือด้วยเครื่องมือที่คุณใช้',
  },
  'key-size': {
    what: 'คีย์นี้มี {bits} บิต แต่ LINE รับเฉพาะ 2048 บิต',
    remedy: 'โปรดสร้างคีย์ RSA ขนาด 2048 บิต',
  },
  'key-algorithm': {
    what: 'คีย์นี้ระบุว่า “{member}: {value}” แต่ LINE ลงนามด้วย RS256 เท่านั้น',
    remedy: 'โปรดสร้างคีย์สำหรับลงนามแบบ RS256 อย่าแก้ป้ายของคีย์ที่สร้างไว้เพื่อการอื่น',
  },
  'key-public-only': {
    what: 'นี่คือคีย์สาธารณะ การลงนามต้องใช้คีย์ส่วนตัว',
    remedy: 'โปรดเลือกไฟล์คีย์ส่วนตัวที่สร้างมาคู่กัน (สำหรับ jwx คือ private.key)',
  },
  'key-mismatched': {
    what: 'ค่าส่วนตัวต่างๆ ของคีย์นี้ไม่เข้ากัน: {problem}',
    remedy: 'ไฟล์เสียหายหรือถูกแก้ไข โปรดส่งออกคีย์จากที่ที่สร้างอีกครั้ง',
  },
  'file-unreadable': {
    what: 'อ่านไฟล์ {name} ไม่ได้: {problem}',
    remedy: 'โปรดดูว่าไฟล์ยังอยู่และคุณมีสิทธิ์อ่าน หรือวางคีย์แทน',
  },
  'file-unwritable': {
    what: 'เขียนไฟล์ {name} ไม่ได้: {problem}',
    remedy: 'โปรดเลือกโฟลเดอร์อื่น หรือคัดลอกข้อความแทน',
  },
  'key-encrypted': {
    what: 'คีย์ PEM นี้เข้ารหัสไว้',
    remedy: 'โปรดใส่วลีรหัสผ่านของคีย์ด้วย',
  },
  'key-passphrase-wrong': {
    what: 'วลีรหัสผ่านนี้เปิดคีย์ PEM ไม่ได้',
    remedy: 'โปรดพิมพ์อีกครั้ง ต้องเป็นวลีรหัสผ่านของไฟล์คีย์ ไม่ใช่ของตู้นิรภัย',
  },
  'key-exists': {
    what: 'คีย์นี้อยู่ในตู้นิรภัยแล้ว สำหรับ Channel {channelId}',
    remedy: 'โปรดใช้ที่ Channel นั้น หากใช้คีย์เดียวกับสอง Channel ความเสี่ยงจะผูกติดกัน',
  },
  'key-retired': {
    what: 'คีย์ลงนามนี้เลิกใช้แล้วและไม่ลงนามอีก',
    remedy: 'โปรดใช้คีย์อื่นของ Channel หรือสร้างใหม่',
  },
  'key-not-registered': {
    what: 'คีย์ลงนามนี้ยังไม่มี kid',
    remedy: 'โปรดลงทะเบียนคีย์สาธารณะใน LINE Developers Console แล้วใส่ kid ที่ Console แสดง',
  },
  'kid-malformed': {
    what: '“{kid}” ไม่ใช่ kid: {problem}',
    remedy: 'โปรดคัดลอก UUID ที่ Console แสดงใน “Basic settings” → “Assertion Signing Key”',
  },
  'kid-in-use': {
    what: 'kid {kid} เป็นของคีย์ลงนามอื่นในตู้นิรภัยนี้แล้ว ({signingKeyId})',
    remedy: 'โปรดเทียบกับ Console คีย์สาธารณะแต่ละคีย์มี kid ของตัวเอง',
  },
  'no-signing-key': {
    what: 'Channel {channelId} ไม่มีคีย์ลงนามที่ลงทะเบียนแล้ว',
    remedy: 'โปรดสร้างหรือนำเข้าคีย์ ลงทะเบียนคีย์สาธารณะ แล้วใส่ kid',
  },

  'kid-not-found': {
    what: 'แพลตฟอร์มไม่รู้จัก kid {kid} ของ Channel {channelId} (สถานะ 404)',
    remedy:
      'โปรดเทียบกับ “Basic settings” → “Assertion Signing Key” ใน Console ของ Channel นี้ คีย์อาจถูกลบที่นั่นแล้วก็ได้ Request ID สำหรับสอบถาม: {requestId}',
  },
  'kid-of-other-channel': {
    what: 'แพลตฟอร์มปฏิเสธ assertion (สถานะ 400) ทั้งที่นาฬิกาตรง ดูเหมือนว่า kid {kid} เป็นของ Channel อื่นที่ไม่ใช่ {channelId} หรือของคีย์สาธารณะอื่น',
    remedy:
      'โปรดเปิด Console ของ Channel {channelId} แล้วคัดลอก kid ของคีย์ที่ลงทะเบียนไว้ที่นั่น Request ID สำหรับสอบถาม: {requestId}',
  },
  'clock-wrong': {
    what: 'นาฬิกาของคอมพิวเตอร์เครื่องนี้ต่างจากของแพลตฟอร์ม {skewSeconds} วินาที และแพลตฟอร์มปฏิเสธ assertion ที่ปรับแล้วด้วย',
    remedy: 'โปรดตั้งนาฬิกาของคอมพิวเตอร์ (เปิดการตั้งเวลาอัตโนมัติ) แล้วลองอีกครั้ง Request ID สำหรับสอบถาม: {requestId}',
  },
  'assertion-refused': {
    what: 'แพลตฟอร์มปฏิเสธ assertion (สถานะ 400) และคำตอบไม่มีวันเวลาที่ใช้ได้ นาฬิกาอาจไม่ตรง หรือ kid {kid} อาจเป็นของ Channel อื่นที่ไม่ใช่ {channelId}',
    remedy: 'โปรดตรวจนาฬิกาของคอมพิวเตอร์ก่อน แล้วเทียบ kid กับ Console Request ID สำหรับสอบถาม: {requestId}',
  },

  'slots-full': {
    what: 'โควตาทั้ง {limit} ของ Channel {channelId} เต็มแล้ว LINE จะไม่รับ Token เพิ่ม',
    remedy: 'โปรดเพิกถอน Token ที่ไม่มีใครใช้ โควตาถัดไปจะว่างเมื่อ {freesAt}',
  },
  'issue-refused': {
    what: 'แพลตฟอร์มปฏิเสธการออก Token (สถานะ {status}) ไม่มี Token ใดถูกออก',
    remedy: 'โปรดอ่านคำตอบ: “{platformMessage}” จากนั้นลองใหม่ได้อย่างปลอดภัย Request ID สำหรับสอบถาม: {requestId}',
  },
  'issue-unknown': {
    what: 'คำตอบของแพลตฟอร์มต่อการออก Token มาไม่ครบ จึงไม่ทราบว่ามี Token อยู่หรือไม่',
    remedy: 'โปรดตรวจสอบ Channel ตู้นิรภัยจะเทียบ Key ID ของ LINE กับทะเบียนแล้วบอกผล หลังจากนั้นจึงออก Token ใหม่ได้',
  },
  'issue-orphaned': {
    what: 'แพลตฟอร์มออก Token แล้ว (Key ID {keyId}) แต่คำตอบสูญหายระหว่างทาง จึงไม่มีใครมีค่าของ Token นี้',
    remedy: 'ใช้หรือเพิกถอนไม่ได้ โควตาจะว่างอย่างช้าที่สุดเมื่อ {freesAt} คุณออก Token อื่นได้ทันที',
  },
  'issue-unresolved': {
    what: 'Channel {channelId} มีการออก Token ก่อนหน้านี้ที่ไม่ทราบผล',
    remedy: 'โปรดตรวจสอบ Channel ก่อน แล้วตู้นิรภัยจะทราบว่ามี Token นั้นหรือไม่',
  },
  'token-value-lost': {
    what: 'ตู้นิรภัยไม่มีค่าของ Token นี้ ({state})',
    remedy: 'แสดง คัดลอก หรือเพิกถอนจากที่นี่ไม่ได้ โควตาจะว่างอย่างช้าที่สุดเมื่อ {freesAt}',
  },
  'no-live-token': {
    what: 'Channel {channelId} ไม่มี Token ที่ใช้งานได้และมีค่าอยู่ในตู้นิรภัยนี้',
    remedy: 'โปรดออก Token ก่อน หากระบุผู้ใช้ Token โปรดดูว่าชื่อตรงกับในรายการหรือไม่',
  },
  'token-not-live': { what: 'สถานะของ Token นี้: {state}', remedy: 'โปรดออก Token ใหม่' },
  'too-many-tokens': {
    what: 'มี Token ที่ตรงเงื่อนไข {count} รายการ เพิกถอนได้ครั้งละไม่เกิน {limit} รายการ',
    remedy: 'โปรดกรองให้แคบลง เช่น เหลือ Channel เดียว แล้วทำทีละส่วน',
  },
  'selection-changed': {
    what: 'Token ที่ตรงกับเงื่อนไขเปลี่ยนไปจากที่แสดงไว้ ยังไม่มีการเพิกถอนใด ๆ',
    remedy: 'ตรวจดูสิ่งที่จะถูกเพิกถอนในตอนนี้ แล้วยืนยันอีกครั้ง',
  },
  'token-malformed': {
    what: 'ไม่ใช่ Channel access token v2.1: {problem}',
    remedy: 'โปรดวาง Token ทั้งหมด โดยไม่มีเครื่องหมายคำพูดหรือคำว่า “Bearer”',
  },
  'token-refused': {
    what: 'แพลตฟอร์มตอบว่า Token นี้ใช้ไม่ได้ (สถานะ {status})',
    remedy: 'Token หมดอายุ ถูกเพิกถอน หรือไม่เคยมีอยู่ คำตอบของแพลตฟอร์ม: “{platformMessage}”',
  },
  unproved: {
    what: 'แพลตฟอร์มตอบแล้ว แต่ Key ID ยังอยู่ในรายการ Token จึงอาจยังใช้งานได้',
    remedy: 'โปรดลองเพิกถอนอีกครั้งในอีก 1 นาที ทำซ้ำได้อย่างปลอดภัย',
  },
  'operation-not-running': {
    what: 'งานนี้ไม่ได้กำลังดำเนินการ ({state})',
    remedy: 'โปรดดูผลในรายการงาน',
  },

  'operation-not-resumable': {
    what: 'งานนี้ทำต่อไม่ได้ ({state})',
    remedy: 'ทำต่อได้เฉพาะงานที่รอคิว หยุดชั่วคราว หรือถูกขัดจังหวะ และลองใหม่ได้เฉพาะงานที่จบแล้ว',
  },
  'not-safe-to-revoke': {
    what: 'Token {count} รายการในนี้อาจยังถูกใช้อยู่: {risks}',
    remedy: 'โปรดดูตัวอย่างผลก่อน ออกและส่งมอบ Token ตัวแทนก่อน หรือยอมรับความเสี่ยงโดยระบุชื่อ',
  },
  'key-id-ambiguous': {
    what: 'Token ใช้งานได้ แต่บอกไม่ได้แน่ชัดว่า Key ID ใดเป็นของมัน (ที่อาจใช่มี {count} รายการ)',
    remedy: 'โปรดระบุ Key ID ผู้ที่ออก Token ได้รับค่านี้ในคำตอบเดียวกัน (key_id) ยังไม่มีการบันทึกใด ๆ',
  },
  'key-id-not-live': {
    what: 'Key ID {keyId} ไม่อยู่ในรายการที่ใช้งานได้ของช่องทาง {channelId} ที่ยังไม่มีค่าในนี้',
    remedy: 'โปรดตรวจสอบ Key ID ยังไม่มีการบันทึกใด ๆ',
  },
  'token-known': { what: 'ตู้นิรภัยนี้มี Token นี้อยู่แล้ว', remedy: 'ค้นหาได้ในรายการ Token ID คือ {tokenId}' },
  'rotation-under-way': { what: 'กำลังเปลี่ยน Token ของ “{consumer}” อยู่แล้ว', remedy: 'โปรดทำต่อให้เสร็จ หรือหยุดก่อน' },
  'rotation-not-its-turn': { what: 'ยังไม่ถึงขั้นตอนนี้ ขณะนี้อยู่ที่ “{step}” ({state})', remedy: 'โปรดทำหรือข้ามขั้นตอนก่อนหน้าก่อน' },
  'rotation-not-drained': {
    what: 'Token เดิมยังอยู่ในช่วงเปลี่ยนผ่านจนถึง {until}',
    remedy: 'โปรดรอถึงเวลานั้น หรือข้ามช่วงเปลี่ยนผ่านโดยระบุเหตุผล',
  },
  'nothing-to-rotate': {
    what: '“{consumer}” ไม่มี Token ที่ใช้งานได้ในช่องทาง {channelId} ให้เปลี่ยน',
    remedy: 'โปรดออก Token ใหม่แทน',
  },
  'command-failed': {
    what: 'คำสั่งที่รับ Token ทำงานไม่สำเร็จ ({problem})',
    remedy: 'โปรดแก้ไขแล้วส่งมอบอีกครั้ง Token ถูกเก็บไว้แล้ว และยังไม่มีการเพิกถอน',
  },
  'containment-under-way': {
    what: 'กำลังควบคุมความเสียหายของ Channel {channelId} อยู่แล้ว',
    remedy: 'โปรดทำคู่มือนั้นต่อ หรือปิดก่อน',
  },
  'step-not-shown': { what: 'ยังยืนยันไม่ได้ว่าขั้นตอนนี้เสร็จแล้ว: {problem}', remedy: 'โปรดทำส่วนที่ขาด หรือข้ามขั้นตอนโดยระบุเหตุผล' },

  'platform-unreachable': {
    what: 'ติดต่อ {platform} ไม่ได้ ({problem})',
    remedy: 'โปรดตรวจเครือข่าย VPN หรือพร็อกซี แล้วลองอีกครั้ง สิ่งที่ไม่ต้องใช้เครือข่ายยังทำงานได้',
  },
  'platform-timeout': {
    what: '{platform} ไม่ตอบภายใน {seconds} วินาที',
    remedy: 'โปรดลองอีกครั้งในอีกสักครู่',
  },
  'platform-busy': { what: 'แพลตฟอร์มขอให้ส่งช้าลง (สถานะ 429)', remedy: 'โปรดรอ 1 นาทีแล้วลองอีกครั้ง' },
  'platform-failed': {
    what: 'แพลตฟอร์มขัดข้อง (สถานะ {status})',
    remedy: 'โปรดลองอีกครั้งในอีกไม่กี่นาที หากยังเป็นอยู่ให้ดูหน้าสถานะของ LINE Request ID สำหรับสอบถาม: {requestId}',
  },
  'platform-unreadable': {
    what: 'สิ่งที่ตอบกลับดูไม่เหมือน LINE Platform: {problem}',
    remedy: 'อาจมีหน้าเข้าสู่ระบบของเครือข่าย (โรงแรม ร้านกาแฟ) หรือพร็อกซีคั่นอยู่ โปรดเปิดเบราว์เซอร์ เข้าสู่ระบบที่นั่น แล้วลองอีกครั้ง',
  },
  'platform-refused': {
    what: 'แพลตฟอร์มปฏิเสธคำขอ (สถานะ {status})',
    remedy: 'คำตอบของแพลตฟอร์ม: “{platformMessage}” Request ID สำหรับสอบถาม: {requestId}',
  },
};
