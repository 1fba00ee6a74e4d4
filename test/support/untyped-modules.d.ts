/** The little of node-jose that the interoperation tests and the bench use; the package has no types of its own. */
declare module 'node-jose' {
  interface Key {
    toJSON(isPrivate?: boolean): Record<string, unknown>;
  }
  interface Signer {
    update(data: string | Uint8Array): Signer;
    final(): Promise<string>;
  }
  export const JWK: {
    createKey(type: 'RSA', size: number, properties: Record<string, unknown>): Promise<Key>;
    asKey(key: unknown): Promise<Key>;
  };
  export const JWS: {
    createSign(options: { format: 'compact'; fields: Record<string, unknown> }, key: unknown): Signer;
    createVerify(key: unknown): {
      verify(input: string): Promise<{ payload: Uint8Array; header: Record<string, unknown> }>;
    };
  };
}

/** The one function of jsonwebtoken that the bench uses. */
declare module 'jsonwebtoken' {
  import type { KeyObject } from 'node:crypto';
  export function sign(payload: object, key: KeyObject | string, options: Record<string, unknown>): string;
}
