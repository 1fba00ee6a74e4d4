import type { Attachment } from 'svelte/attachments';

interface FileDrop {
  /** A file lies over the element, or no longer. */
  readonly onover: (over: boolean) => void;
  readonly onfile: (file: File) => void;
}

const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes one dropped file. Everything else that is dragged over goes on as it would. */
export function fileDrop({ onover, onfile }: FileDrop): Attachment<HTMLElement> {
  return (element) => {
    // Entering a part of the element comes before leaving the part before it.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      depth += 1;
      onover(true);
    };
    const over = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) onover(false);
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      onover(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      onfile(file);
    };
    const handlers = { dragenter: enter, dragover: over, dragleave: leave, drop } as const;
    for (const [name, handler] of Object.entries(handlers)) element.addEventListener(name, handler as EventListener);
    return () => {
      for (const [name, handler] of Object.entries(handlers))
        element.removeEventListener(name, handler as EventListener);
    };
  };
}
