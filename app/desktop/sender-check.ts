import { isOurPage } from './our-page.ts';

/** A frame that sent a message, as far as the check looks at it. */
export interface SenderFrame {
  readonly url: string;
}

/** Who sent a message over IPC. `Electron.IpcMainInvokeEvent` fits. */
export interface Sender {
  readonly senderFrame: SenderFrame | null;
  readonly sender: { readonly id: number; readonly mainFrame: SenderFrame };
}

/**
 * Whether a message comes from the main frame of a window that we made, showing a page of ours. A frame inside it, another window, a page
 * that was navigated away and a frame that is gone are all somebody else (Electron, "Security", 17: validate the sender of all IPC messages).
 */
export function isOurSender({ sender, senderFrame }: Sender, admitted: ReadonlySet<number>): boolean {
  return (
    admitted.has(sender.id) && senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url)
  );
}
