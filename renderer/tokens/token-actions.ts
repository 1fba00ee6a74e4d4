import type { Token } from '../../shared/domain.ts';
import { isCopyable, isRevocable } from '../format/token-life.ts';
import type { Desk } from '../model/desk.svelte.ts';

export interface TokenAction {
  readonly id: 'details' | 'copy' | 'copy-key-id' | 'reveal' | 'check' | 'channel' | 'replace' | 'revoke';
  readonly label: string;
  /** The key that does the same in the table. */
  readonly key?: string;
  readonly isDangerous?: boolean;
  readonly run: () => void;
}

/** What can be done with one token now, in the order of a menu. */
export function tokenActions(desk: Desk, token: Token): readonly TokenAction[] {
  const text = desk.text.token;
  const { tokenId, channelId, keyId } = token;
  const copy: TokenAction = { id: 'copy', label: text.copy, key: 'C', run: () => void desk.copyToken(tokenId) };
  const reveal: TokenAction = {
    id: 'reveal',
    label: text.reveal,
    run: () => (desk.dialog = { kind: 'reveal', tokenId }),
  };
  const replace = replaceAction(desk, token);
  const revoke: TokenAction = {
    id: 'revoke',
    label: text.revoke,
    key: 'R',
    isDangerous: true,
    run: () => (desk.dialog = { kind: 'revoke', tokenIds: [tokenId] }),
  };
  return [
    { id: 'details', label: desk.text.tokens.details, key: 'Enter', run: () => desk.openToken(tokenId) },
    ...(isCopyable(token) ? [copy] : []),
    { id: 'copy-key-id', label: text.copyKeyId, run: () => desk.copyPlain(keyId, desk.text.tokens.keyIdCopied) },
    ...(token.hasValue ? [reveal] : []),
    { id: 'check', label: text.check, run: () => void desk.check([channelId]) },
    { id: 'channel', label: text.openChannel, run: () => desk.go({ name: 'channel', channelId }) },
    ...(token.state === 'foreign' ? [] : [replace]),
    ...(isRevocable(token) ? [revoke] : []),
  ];
}

/** The rotation of a live token that somebody uses; of any other one, only another issue. One that is being replaced leads to its rotation. */
function replaceAction(desk: Desk, { tokenId, channelId, consumer, label, state }: Token): TokenAction {
  const id = 'replace';
  const { begin, hint } = desk.text.rotations;
  const underWay = desk.rotations.replacing(tokenId);
  if (underWay) return { id, label: hint.open, run: () => desk.openRotation(underWay.rotationId) };
  if (state === 'active' && consumer !== '')
    return {
      id,
      label: begin.open,
      run: () => (desk.dialog = { kind: 'begin-rotation', channelId, consumer, tokenId }),
    };
  return {
    id,
    label: desk.text.token.replace,
    run: () => (desk.dialog = { kind: 'issue', channelId, consumer, label }),
  };
}
