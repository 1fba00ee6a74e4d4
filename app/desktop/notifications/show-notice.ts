import { Notification } from 'electron';
import type { Destination } from '../../../shared/destination.ts';
import { trayIcon } from '../tray/tray-icon.ts';
import type { Notice } from './notice.ts';

/** So many are kept within reach of a click; without that they would be collected, and a click would lead nowhere. */
const MOST_KEPT = 20;

/** Names are other people's text: on Linux a notification may be read as markup. */
const plain = (text: string) => (process.platform === 'linux' ? text.replaceAll('<', '‹').replaceAll('>', '›') : text);

/** Shows notices through the system; each leads to its place. */
export function createNoticeShower(go: (to: Destination) => void): (notice: Notice) => boolean {
  const kept: Notification[] = [];
  return ({ title, body, to }) => {
    if (!Notification.isSupported()) return false;
    const notification = new Notification({ title: plain(title), body: plain(body), icon: trayIcon('well') });
    notification.on('click', () => go(to));
    kept.push(notification);
    if (kept.length > MOST_KEPT) kept.shift();
    notification.show();
    return true;
  };
}
