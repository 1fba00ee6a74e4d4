import { nativeImage, type NativeImage } from 'electron';
import { squarePng } from './png.ts';
import { coverageOf, TRAY_COLOURS, type TrayShape } from './tray-picture.ts';

/** In device-independent pixels: macOS and Windows have 16, panels on Linux about 22. */
const SIZE = process.platform === 'linux' ? 22 : 16;
const SCALES = process.platform === 'win32' ? [1, 1.25, 1.5, 2] : [1, 2];

const made = new Map<TrayShape, NativeImage>();

/** The picture of a state at every scale that screens have. On macOS a template, which the system colours. */
export function trayIcon(shape: TrayShape): NativeImage {
  const known = made.get(shape);
  if (known) return known;
  const image = nativeImage.createEmpty();
  for (const scaleFactor of SCALES) {
    const size = Math.round(SIZE * scaleFactor);
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: squarePng(size, coverageOf(shape, size), TRAY_COLOURS[shape]),
    });
  }
  if (process.platform === 'darwin') image.setTemplateImage(true);
  made.set(shape, image);
  return image;
}
