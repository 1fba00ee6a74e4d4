/** A rectangle on the desktop, in device-independent pixels. `Electron.Rectangle` fits. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Size = Pick<Rectangle, 'width' | 'height'>;

/** How a window stood when it was closed. */
export interface WindowState {
  /** Of the window when it is neither maximised nor full screen. */
  readonly bounds: Rectangle;
  readonly maximised: boolean;
  /** Chromium's: each step is a factor of 1.2. */
  readonly zoomLevel: number;
}

export const LEAST_SIZE: Size = { width: 1024, height: 600 };
export const FIRST_SIZE: Size = { width: 1280, height: 860 };

const ZOOM = { least: -3, most: 5, step: 0.5 } as const;
/** So much of a window must lie on a screen, so that a person can take hold of it. */
const LEAST_IN_SIGHT = { width: 120, height: 40 } as const;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** A zoom level as far as it can be used; the actual size for anything that is none. */
export function usableZoom(level: unknown): number {
  return isNumber(level) ? clamp(level, ZOOM.least, ZOOM.most) : 0;
}

/** The level one step further; step 0 is the actual size. */
export function zoomed(level: number, steps: -1 | 0 | 1): number {
  return steps === 0 ? 0 : usableZoom(level + steps * ZOOM.step);
}

function readBounds(value: unknown): Rectangle | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height } = value as { readonly [name: string]: unknown };
  if (!isNumber(x) || !isNumber(y) || !isNumber(width) || !isNumber(height)) return null;
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

/** What a file says of a window; whatever is missing or makes no sense counts as never said. */
export function parseWindowState(text: string): Partial<WindowState> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof content !== 'object' || content === null) return {};
  const { bounds, maximised, zoomLevel } = content as { readonly [name: string]: unknown };
  const read = readBounds(bounds);
  return { ...(read ? { bounds: read } : {}), maximised: maximised === true, zoomLevel: usableZoom(zoomLevel) };
}

function overlap(one: Rectangle, other: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x),
    height: Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y),
  };
}

/**
 * Where a window goes: where it was, if its title can still be reached there, else the middle of the first screen (no `x` and `y`). Never larger
 * than its screen, never smaller than the window can be used. `workAreas` are the screens without their panels, the primary one first.
 */
export function placeWindow(
  bounds: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  const sizeOn = (area: Rectangle | undefined, { width, height }: Size = FIRST_SIZE) => ({
    width: Math.max(LEAST_SIZE.width, Math.min(width, area?.width ?? width)),
    height: Math.max(LEAST_SIZE.height, Math.min(height, area?.height ?? height)),
  });
  if (!bounds) return sizeOn(workAreas[0]);
  const title = { ...bounds, height: LEAST_IN_SIGHT.height };
  const area = workAreas.find((each) => {
    const { width, height } = overlap(title, each);
    return width >= LEAST_IN_SIGHT.width && height >= LEAST_IN_SIGHT.height / 2;
  });
  if (!area) return sizeOn(workAreas[0], bounds);
  return { x: bounds.x, y: bounds.y, ...sizeOn(area, bounds) };
}
