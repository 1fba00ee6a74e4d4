import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface BuiltFile {
  readonly body: Buffer;
  readonly type: string;
}

/** The window's files by the path that a page asks for. */
export type BuiltFiles = ReadonlyMap<string, BuiltFile>;

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Reads what the build left for the window, once at start. `folder` is the build's own; only its `renderer` part is taken, only types that a
 * page needs, and the start page stands at `/`.
 */
export function readBuiltFiles(folder: string): BuiltFiles {
  const files = new Map<string, BuiltFile>();
  for (const entry of readdirSync(join(folder, 'renderer'), { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(folder.length + 1).replaceAll('\\', '/')}`;
    files.set(path === '/renderer/index.html' ? '/' : path, { body: readFileSync(file), type });
  }
  return files;
}
