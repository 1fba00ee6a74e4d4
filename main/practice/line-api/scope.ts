/** The `scope` of a verified token, which is "not always included" (LINE: Messaging API reference). */
import type { LineDesk } from './line-desk.ts';

/** The field to spread into the answer: `{ scope }` or nothing, as the knob and chance say. `P CM` is the reference's sample. */
export function scopeField(desk: LineDesk): { readonly scope?: string } {
  const { scopeInVerify } = desk.knobs;
  const isThere = scopeInVerify === 'always' || (scopeInVerify === 'sometimes' && desk.chance.toss());
  return isThere ? { scope: 'P CM' } : {};
}
