import type { Attachment } from 'svelte/attachments';

/**
 * Opens a dialog over everything. The browser itself keeps the focus inside and closes on Escape. Whoever had the focus before gets it back,
 * unless it went somewhere else by then. Where what had it is gone, it stays in the dialog.
 */
export const modal: Attachment<HTMLDialogElement> = (dialog) => {
  const opener = document.activeElement;
  dialog.showModal();
  const removals = new MutationObserver(() => {
    if (document.activeElement === document.body) (dialog.querySelector<HTMLElement>('[autofocus]') ?? dialog).focus();
  });
  removals.observe(dialog, { childList: true, subtree: true });
  return () => {
    removals.disconnect();
    const { activeElement } = document;
    const isElsewhere = activeElement !== null && activeElement !== document.body && !dialog.contains(activeElement);
    dialog.close();
    const next = isElsewhere ? activeElement : opener;
    if (next instanceof HTMLElement && next.isConnected) next.focus();
  };
};
