/**
 * The paths of api.line.me that the practice platform answers. LINE: Messaging API reference, and LINE's OpenAPI
 * (line/line-openapi, channel-access-token.yml).
 */

/** One endpoint: where it is, where its parameters are, and which rate limit it falls under. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Where the parameters are read from; the other place is not looked at. */
  readonly parameters: 'form' | 'query' | 'none';
  readonly rate: 'common' | 'short-lived';
}

/** Every endpoint by the name that faults, the request log and the tests use for it. */
export const ENDPOINTS = {
  token: { method: 'POST', path: '/oauth2/v2.1/token', parameters: 'form', rate: 'common' },
  kids: { method: 'GET', path: '/oauth2/v2.1/tokens/kid', parameters: 'query', rate: 'common' },
  verify: { method: 'GET', path: '/oauth2/v2.1/verify', parameters: 'query', rate: 'common' },
  revoke: { method: 'POST', path: '/oauth2/v2.1/revoke', parameters: 'form', rate: 'common' },
  stateless: { method: 'POST', path: '/oauth2/v3/token', parameters: 'form', rate: 'common' },
  'short-lived': { method: 'POST', path: '/v2/oauth/accessToken', parameters: 'form', rate: 'short-lived' },
  'verify-v2': { method: 'POST', path: '/v2/oauth/verify', parameters: 'form', rate: 'common' },
  'revoke-v2': { method: 'POST', path: '/v2/oauth/revoke', parameters: 'form', rate: 'common' },
  'bot-info': { method: 'GET', path: '/v2/bot/info', parameters: 'none', rate: 'common' },
} as const satisfies Record<string, Endpoint>;

/** The name of an endpoint. */
export type EndpointName = keyof typeof ENDPOINTS;

/** True for the name of an endpoint. */
export function isEndpointName(value: unknown): value is EndpointName {
  return typeof value === 'string' && Object.hasOwn(ENDPOINTS, value);
}

/** All endpoint names, in the order of the table. */
export const ENDPOINT_NAMES: readonly EndpointName[] = Object.keys(ENDPOINTS).filter(isEndpointName);

/** What a method and a path (without query) lead to. */
export type EndpointMatch =
  | { readonly found: 'endpoint'; readonly name: EndpointName }
  | { readonly found: 'other-method'; readonly name: EndpointName }
  | { readonly found: 'nothing' };

/** Finds the endpoint for a method and a path, or says that only the method is wrong. */
export function endpointAt(method: string, path: string): EndpointMatch {
  const name = ENDPOINT_NAMES.find((candidate) => ENDPOINTS[candidate].path === path);
  if (name === undefined) return { found: 'nothing' };
  return ENDPOINTS[name].method === method ? { found: 'endpoint', name } : { found: 'other-method', name };
}
