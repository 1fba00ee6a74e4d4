import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Desk } from '../model/desk.svelte.ts';

/**
 * Puts the focus on the page when one goes to another place, so that the keyboard goes on there and its name is said. Whoever types in the
 * search field stays in it, and a page that puts the focus somewhere itself keeps it. While something modal is open, it waits.
 */
export function arriving(desk: Desk): Attachment<HTMLElement> {
  let at = desk.place;
  return (main) => {
    $effect(() => {
      const { place } = desk;
      if (desk.dialog !== null || desk.palette || place === at) return;
      at = place;
      void tick().then(() => {
        const focused = document.activeElement;
        const isTaken = focused?.id === 'search' || (focused instanceof HTMLInputElement && main.contains(focused));
        if (!isTaken && main.isConnected) main.focus({ preventScroll: true });
        main.scrollTop = 0;
      });
    });
  };
}
