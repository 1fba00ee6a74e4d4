import type { Attachment } from 'svelte/attachments';

const FIELDS = 'input, select, textarea, button, a[href]';

/** The browser begins with whatever comes first: a body that scrolls, or the first of some choices although another one is made. */
function beginWhereAPersonWould(dialog: HTMLDialogElement): void {
  const first = document.activeElement;
  if (!(first instanceof HTMLElement) || !dialog.contains(first)) return;
  if (!first.matches(FIELDS)) dialog.querySelector<HTMLElement>(FIELDS)?.focus();
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLInputElement) || activeElement.type !== 'radio') return;
  const others = dialog.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked');
  [...others].find(({ name }) => name === activeElement.name)?.focus();
}

/**
 * Opens a dialog over everything. The browser itself keeps the focus inside and closes on Escape. Whoever had the focus before gets it back,
 * unless it went somewhere else by then. Where what had it is gone, it stays in the dialog.
 */
export const modal: Attachment<HTMLDialogElement> = (dialog) => {
  const opener = document.activeElement;
  dialog.showModal();
  beginWhereAPersonWould(dialog);
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
