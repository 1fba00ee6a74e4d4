import type { Component } from 'svelte';

/** A part of the window that comes when it is first needed, so that the first page need not wait for all the others. */
export class Lazy {
  /** Null until it is here. */
  component = $state.raw<Component | null>(null);
  #import: () => Promise<{ readonly default: Component }>;
  #coming: Promise<void> | undefined;

  constructor(load: () => Promise<{ readonly default: Component }>) {
    this.#import = load;
  }

  /** One that could not come is tried again at the next wish. */
  load(): Promise<void> {
    return (this.#coming ??= this.#import().then(
      (part) => {
        this.component = part.default;
      },
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    ));
  }
}
