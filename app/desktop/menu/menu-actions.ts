import type { Destination, WindowCommand } from '../../../shared/destination.ts';

/** What the menu can have done. */
export interface MenuActions {
  readonly go: (to: Destination) => void;
  readonly do: (command: WindowCommand) => void;
  readonly about: () => void;
  readonly openFolder: () => void;
  /** By so many steps; 0 goes back to the actual size. */
  readonly zoom: (steps: -1 | 0 | 1) => void;
}

/** What the menu depends on. */
export interface MenuSituation {
  readonly platform: NodeJS.Platform;
  /** Whether there is something to go to and to do: the vault is open. */
  readonly open: boolean;
  readonly developerTools: boolean;
}
