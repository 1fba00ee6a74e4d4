/** Waits until the page has painted and has nothing more urgent to do; not for long, and not at all where there is no page. */
export function whenIdle(): Promise<void> {
  if (typeof requestIdleCallback !== 'function') return Promise.resolve();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 500 }));
}
