import { ipcMain, type WebContents } from 'electron';
import type { EngineEvent } from '../../shared/events.ts';
import type { Result } from '../../shared/result.ts';
import { toFailure } from '../../main/failure.ts';
import { VaultError } from '../../main/vault-error.ts';
import type { Engine } from '../../main/vault.ts';
import { fitsInput } from './input-size.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './preload-channels.ts';
import { isOurPage } from './our-page.ts';
import { isOurSender } from './sender-check.ts';

/** The one door between pages and the engine. */
export interface IpcDoor {
  /** Lets a window of ours in, until it is destroyed. */
  admit(contents: WebContents): void;
  /** Tells the admitted windows what happened. */
  tell(event: EngineEvent): void;
}

/** Opens the door. Whoever is not our own window's main frame at our own origin gets `forbidden-sender`, and the engine never hears of it. */
export function openIpcDoor(engine: Pick<Engine, 'callUnknown'>): IpcDoor {
  const admitted = new Map<number, WebContents>();

  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isOurSender(event, new Set(admitted.keys())))
      return { ok: false, error: toFailure(new VaultError('forbidden-sender')) };
    if (!fitsInput(input))
      return {
        ok: false,
        error: toFailure(new VaultError('invalid-input', { problems: 'the input is too large or not plain data' })),
      };
    return engine.callUnknown(name, input);
  });

  return {
    admit(contents) {
      const { id } = contents;
      admitted.set(id, contents);
      contents.once('destroyed', () => admitted.delete(id));
    },
    tell({ name, payload }) {
      for (const contents of admitted.values()) {
        if (isOurPage(contents.getURL())) contents.send(EVENT_CHANNEL, name, payload);
      }
    },
  };
}
