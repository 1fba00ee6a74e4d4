/** Reads the body of a request. */
import type { IncomingMessage } from 'node:http';
import { REQUEST_BODY_MAX_BYTES } from '../practice-rules.ts';

/** The body as text; undefined where it is longer than {@link REQUEST_BODY_MAX_BYTES} or the caller went away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      const bytes: unknown = chunk;
      if (!Buffer.isBuffer(bytes)) continue;
      length += bytes.length;
      // What is too long is read to its end all the same, so that the refusal can be heard.
      if (length <= REQUEST_BODY_MAX_BYTES) chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return length <= REQUEST_BODY_MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

/** The media type of a request, without parameters, in lower case; empty where there is none. RFC 9110 section 8.3. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
