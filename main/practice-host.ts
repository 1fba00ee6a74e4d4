import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOf } from '../shared/contract.ts';
import { createChannelQueue } from './channel-queue.ts';
import { channelHandlers } from './channels/channel-handlers.ts';
import type { PracticePlatform } from './practice/practice-platform.ts';
import type { Session } from './session.ts';
import { VaultError } from './vault-error.ts';

/** Runs the practice platform beside a vault, so that somebody without a LINE account can do the whole job. */
export interface PracticeHost {
  /** Whether somebody practised in this vault before. */
  hasState(): boolean;
  /** Starts it (once) and makes sure that the vault has a practice channel. */
  start(session: Session): Promise<OutputOf<'practice.start'>>;
  stop(): Promise<void>;
}

const PRACTICE_CHANNEL_NAME = 'Practice shop';

/** A host whose practice state is kept in the vault's folder, so that practice survives a restart. */
export function createPracticeHost(folder: string): PracticeHost {
  const stateFile = join(folder, 'practice.json');
  const starts = createChannelQueue();
  let running: Promise<PracticePlatform> | undefined;

  async function launch(): Promise<PracticePlatform> {
    // Loaded only for those who practise.
    const { startPracticePlatform } = await import('./practice/practice-platform.ts');
    try {
      return await startPracticePlatform({ stateFile });
    } catch (cause) {
      throw new VaultError(
        'platform-unreachable',
        {
          platform: 'http://127.0.0.1',
          problem: 'the practice platform could not be started; its port may be in use',
        },
        { cause },
      );
    }
  }

  async function startOnce(session: Session): Promise<OutputOf<'practice.start'>> {
    running ??= launch();
    const platform = await running.catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    const channels = await session.ledger.channels(session.by().at);
    const existing = channels.find((channel) => channel.platform === platform.url);
    if (existing) return { url: platform.url, consoleUrl: platform.consoleUrl, channelId: existing.channelId };
    const { channelId, channelSecret } = platform.addChannel({ name: PRACTICE_CHANNEL_NAME });
    await channelHandlers['channel.add'](session, {
      channelId,
      name: PRACTICE_CHANNEL_NAME,
      platform: platform.url,
      channelSecret,
    });
    return { url: platform.url, consoleUrl: platform.consoleUrl, channelId };
  }

  return {
    hasState: () => existsSync(stateFile),
    // One after the other: two starts at once make one channel.
    start: (session) => starts.run('practice', () => startOnce(session)),
    async stop() {
      const stopping = running;
      running = undefined;
      if (stopping) await (await stopping).close();
    },
  };
}
