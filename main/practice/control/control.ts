/**
 * The control endpoints under `/practice/`: for tests in other processes and for the command line. JSON in, JSON out.
 *
 * Whatever changes something must say `Content-Type: application/json`, also where it has no body: that is what a web page of another origin
 * cannot send without asking, and nobody here answers that question.
 */
import type { IncomingMessage } from 'node:http';
import { isReading } from '../http/door.ts';
import type { Page, PageSide } from '../http/page.ts';
import { fitPath } from '../http/path-pattern.ts';
import { mediaTypeOf, readBody } from '../http/request-body.ts';
import { isRecord, parseJson } from '../parsing.ts';
import type { PracticeOperations } from '../platform-operations.ts';
import { PracticeError, type PracticeErrorCode } from '../practice-error.ts';
import { CONTROL_ROUTES, type ControlAnswer } from './routes.ts';

const STATUS_OF_ERROR: Readonly<Record<PracticeErrorCode, number>> = {
  'unknown-channel': 404,
  'channel-exists': 409,
  'channel-id-malformed': 422,
  'channel-secret-malformed': 422,
  'name-malformed': 422,
  'token-limit': 409,
  'lifetime-malformed': 422,
  'clock-malformed': 422,
  'port-taken': 500,
  'state-damaged': 500,
  'state-newer': 500,
};

function page({ status, body }: ControlAnswer): Page {
  if (body === undefined) return { status, headers: {}, body: '' };
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function problem(status: number, code: string, message: string): Page {
  return page({ status, body: { error: { code, message } } });
}

/** Reads the JSON object of a request; an empty body counts as an empty object. */
async function readInput(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const text = await readBody(request);
  if (text === undefined) return undefined;
  const value = text === '' ? {} : parseJson(text);
  return isRecord(value) ? value : undefined;
}

/** Makes the side that answers the control endpoints. */
export function createControl(operations: PracticeOperations, port: number): PageSide {
  return async (request, url) => {
    const fitting = CONTROL_ROUTES.flatMap((route) => {
      const parts = fitPath(route.path, url.pathname);
      return parts === undefined ? [] : [{ route, parts }];
    });
    const chosen = fitting.find(({ route }) => route.method === request.method);
    if (chosen === undefined)
      return fitting.length > 0
        ? problem(405, 'wrong-method', 'This endpoint knows other methods')
        : problem(404, 'no-such-endpoint', 'There is no such control endpoint');
    if (!isReading(request) && mediaTypeOf(request) !== 'application/json')
      return problem(415, 'not-json', 'Send Content-Type: application/json');
    const input = await readInput(request);
    if (input === undefined) return problem(400, 'not-json', 'The body is not a JSON object');
    try {
      const answer = chosen.route.handle({ operations, port, parts: chosen.parts, input });
      await operations.saved();
      return page(answer);
    } catch (error) {
      if (error instanceof PracticeError) return problem(STATUS_OF_ERROR[error.code], error.code, error.message);
      throw error;
    }
  };
}
