import type { ConnectionMessages } from '../en/connection.ts';
import { items } from './words.ts';

export const connection: ConnectionMessages = {
  connection: {
    title: '接続',
    show: '接続の状態を表示',
    reached: (host) => `${host} に接続できました`,
    notReached: (host) => `${host} に接続できません`,
    nobodyAsked: '接続はまだありません',
    offline: (host) => `${host} に接続できません。`,
    localWorks: '通信を必要としない操作はすべて使えます。',
    waiting: (count) => `待機中の処理：${items(count)}。`,
    runsAlone: '接続が戻ると自動で実行します。すぐに試すこともできます：',
    tryNow: '今すぐ試す',
    trying: '試しています…',
    network: 'ネットワーク',
    networkThere: 'つながっています。',
    noNetwork: 'つながっていません。',
    platforms: '接続先',
    reachedSince: (when) => `${when} から接続できています`,
    notReachedSince: (when) => `${when} から接続できません`,
    notAsked: '保管庫を開いてからまだ接続していません',
    lastAsked: (when) => `最後の接続：${when}`,
    queue: '待機',
    nothingWaits: '待機中の処理はありません。',
    seeActivity: '一覧を見る',
    clock: '時計',
    clockUnknown: 'LINE の時計とまだ比べていません。',
    clockRight: '合っています。',
    clockWrong: (span) => `${span}ずれています。`,
    clockAhead: (span) => `このコンピューターの時計は LINE より ${span}進んでいます。`,
    clockBehind: (span) => `このコンピューターの時計は LINE より ${span}遅れています。`,
    clockMeans:
      '署名には補正した時刻を使います。期限とリマインダーの表示はこのコンピューターの時計に従うため、同じだけずれます。',
    seconds: (count) => `${count} 秒`,
    issueUnreached: (host, when) =>
      `${host} に接続できませんでした（${when}）。試すことはできます。LINE が先に応答しないかぎり、何も発行されません。`,
    issueNoNetwork: 'ネットワークがありません。試すことはできます。LINE が先に応答しないかぎり、何も発行されません。',
  },
};
