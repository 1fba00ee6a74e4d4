/** Sends every request to the side of the practice platform that it is for: LINE's API, the console page, the control endpoints. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createConsole } from '../console/console.ts';
import { createControl } from '../control/control.ts';
import { exchange, type LineSide } from '../line-api/line-exchange.ts';
import type { PracticeOperations } from '../platform-operations.ts';
import { isFromNoOtherPage, isMeantForUs, isReading } from './door.ts';
import { sendPage, type Page, type PageSide } from './page.ts';

/** Takes requests in. */
export interface Reception {
  /** Answers a request, whatever happens. */
  receive(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

function refusal(status: number, message: string): Page {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ message }) };
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Makes the reception of a platform that listens on `port`. */
export function createReception(side: LineSide, operations: PracticeOperations, port: number): Reception {
  const origin = `http://127.0.0.1:${port}`;
  const consoleSide = createConsole(operations);
  const controlSide = createControl(operations, port);

  const pageSideFor = (path: string): PageSide | undefined => {
    if (isUnder(path, '/practice')) return controlSide;
    return path === '/' || isUnder(path, '/console') ? consoleSide : undefined;
  };

  const pageFor = async (request: IncomingMessage, url: URL, pageSide: PageSide): Promise<Page> =>
    isReading(request) || isFromNoOtherPage(request, port)
      ? pageSide(request, url)
      : refusal(403, 'Another web page may not do this');

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? '/';
    if (!isMeantForUs(request, port)) {
      sendPage(response, refusal(421, 'This is not the host you asked for'));
    } else if (!URL.canParse(target, origin)) {
      sendPage(response, refusal(400, 'This is no address'));
    } else {
      const url = new URL(target, origin);
      const pageSide = pageSideFor(url.pathname);
      if (pageSide === undefined) await exchange(side, request, response, url);
      else sendPage(response, await pageFor(request, url, pageSide));
    }
  };

  return {
    async receive(request, response) {
      // A caller who has gone away while we were writing is no error of ours.
      response.on('error', () => undefined);
      try {
        await answer(request, response);
      } catch {
        // A full disk under the state file, or a bug: the caller hears that it is on our side, and nothing of what was sent.
        if (response.headersSent) response.destroy();
        else sendPage(response, refusal(500, 'The practice platform failed'));
      }
    },
  };
}
