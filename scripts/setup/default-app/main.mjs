/**
 * What Electron runs when it carries no app of its own: it makes `electron <folder>` work, as in Electron's own download.
 *
 * The app is awaited at the top level, because Electron holds its `ready` event until this module has been evaluated; what an app must do
 * before that event (privileged schemes, command line switches) would otherwise come too late.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog } from 'electron';

const require = createRequire(import.meta.url);

/** The modules to load first (`-r`, which test runners use) and the app's folder: the first argument that is not a flag. */
function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '-r' || args[index] === '--require') preloads.push(args[(index += 1)]);
    else if (!args[index].startsWith('-')) return { preloads, folder: args[index] };
  }
  return { preloads, folder: undefined };
}

/** Gives the app its name, version and path from its package.json, and returns the URL of its main module. */
function introduceApp(folder) {
  const path = resolve(folder);
  const {
    name,
    productName,
    version,
    main = 'index.js',
  } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (productName || name) app.setName(productName || name);
  if (version) app.setVersion(version);
  app.setAppPath(path);
  app.setDesktopName?.(`${app.getName()}.desktop`);
  return pathToFileURL(require.resolve(join(path, main)));
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
const { preloads, folder } = readArguments(process.argv.slice(1));
for (const preload of preloads) require(resolve(preload));

if (folder === undefined) {
  console.error('usage: electron [options] <folder of an app> [arguments]');
  app.exit(2);
} else {
  try {
    await import(introduceApp(folder).href);
  } catch (error) {
    console.error(error);
    // A person who started the app from a desktop icon sees no terminal. Tests and servers have no one to press the button.
    if (process.stdout.isTTY) dialog.showErrorBox('The app could not be started', String(error?.stack ?? error));
    app.exit(1);
  }
}
