/**
 * Puts text that is no secret (a key ID, a path) on the clipboard. The asynchronous clipboard needs a permission, and this window has none;
 * secrets are copied by the main process, which never shows them here.
 */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way that asks for no permission
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', put);
  }
}
