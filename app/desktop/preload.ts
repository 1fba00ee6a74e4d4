import { contextBridge, ipcRenderer } from 'electron';
import {
  CALL_CHANNEL,
  EVENT_CHANNEL,
  EVENTS_ARGUMENT,
  OPERATIONS_ARGUMENT,
  PRACTICE_ARGUMENT,
  VERSION_ARGUMENT,
} from './preload-channels.ts';

/**
 * What the window may do: call the operations of the contract by name, and listen to the engine's events. Nothing of Electron crosses.
 * The names come from the main process, which has them from the contract; a name that is not one of them has no function here.
 */
const argument = (prefix: string) => process.argv.find((each) => each.startsWith(prefix))?.slice(prefix.length) ?? '';

const operations = Object.fromEntries(
  argument(OPERATIONS_ARGUMENT)
    .split(',')
    .map((name) => [name, (input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, name, input)]),
);

const listeners = new Map<string, Set<(payload: unknown) => void>>(
  argument(EVENTS_ARGUMENT)
    .split(',')
    .map((name) => [name, new Set()]),
);

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

contextBridge.exposeInMainWorld(
  'kagibako',
  Object.freeze({
    operations: Object.freeze(operations),
    /** Returns a function that stops listening. */
    on: (name: string, listener: (payload: unknown) => void) => {
      // The page's own function, wrapped: it gets the payload and nothing of the event it came in.
      const call = (payload: unknown) => listener(payload);
      listeners.get(name)?.add(call);
      return () => void listeners.get(name)?.delete(call);
    },
    version: argument(VERSION_ARGUMENT),
    practice: process.argv.includes(PRACTICE_ARGUMENT),
  }),
);
