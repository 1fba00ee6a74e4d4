import type { ConnectionTexts } from './en.ts';

export const connectionTextsZhTw: ConnectionTexts = {
  problems: {
    'no-network': {
      problem: '沒有網路',
      means: '這台電腦沒有連上網路。',
      remedy: '請連上網路或插上網路線，並關閉飛航模式。不需要網路的功能仍可使用。',
    },
    'not-found': {
      problem: '查不到它的名稱',
      means: '網路是通的，但查不到平台的位置：名稱服務（DNS）沒有回應，或不認得這個名稱。',
      remedy: '請確認瀏覽器能開啟網頁，並檢查是否有 VPN 或 DNS 過濾阻擋。不需要網路的功能仍可使用。',
    },
    refused: {
      problem: '連線遭拒',
      means: '該位址沒有人回應：防火牆拒絕連線，或平台沒有在執行。',
      remedy: '請檢查防火牆與 VPN；練習平台要先啟動。不需要網路的功能仍可使用。',
    },
    certificate: {
      problem: '不接受它的憑證：{technical}',
      means:
        '有別人代替平台回應：網路的登入頁面（飯店、咖啡店），或是會拆開加密連線的 Proxy 或防毒軟體。沒有送出任何資料。',
      remedy:
        '請開啟瀏覽器，若有要求就登入網路。在公司網路中，請將公司的憑證授權單位安裝到這台電腦。也請檢查時鐘：時鐘不準會使所有憑證失效。',
    },
    'sign-in-page': {
      problem: '收到的是網頁或重新導向：{technical}',
      means: '網路要求先登入或同意條款，常見於飯店、咖啡店與列車。',
      remedy: '請開啟瀏覽器，在出現的頁面登入網路，再試一次。',
    },
    proxy: {
      problem: 'Proxy 代替它回應：{technical}',
      means: 'Proxy 不讓要求通過：需要登入、封鎖了平台，或 Proxy 自己連不上平台。',
      remedy: '請檢查「設定」→「網路」與系統中的 Proxy，並請管理者允許平台的主機名稱（https，連接埠 443）。',
    },
    cut: {
      problem: '連線中斷',
      means: '連線建立後中斷：訊號微弱、VPN 切換，或中間的裝置關閉了連線。',
      remedy: '請再試一次；如果持續發生，請關閉 VPN 或換一個網路。',
    },
    timeout: {
      problem: '沒有及時回應',
      means: '要求已送出但沒有回應：網路太慢，或防火牆把它丟棄了。',
      remedy: '請稍後再試；如果持續發生，請關閉 VPN 或換一個網路。',
    },
    platform: {
      problem: '回應與 LINE 的文件不符：{technical}',
      means: '已連上平台，是平台自己回應了錯誤。',
      remedy: '請幾分鐘後再試；如果持續發生，請查看 LINE 的狀態頁面。',
    },
    other: {
      problem: '不明的錯誤或回應：{technical}',
      means: '途中發生了不屬於常見原因的問題。',
      remedy: '請檢查網路、VPN 或 Proxy，再試一次。不需要網路的功能仍可使用。',
    },
  },
  mendClock: {
    windows: '「設定」→「時間與語言」→「日期和時間」：開啟「自動設定時間」，再按「立即同步」。',
    mac: '「系統設定」→「一般」→「日期與時間」：開啟「自動設定時間與日期」。',
    linux: '執行「timedatectl set-ntp true」，或在系統設定中開啟自動日期與時間。',
  },
};
