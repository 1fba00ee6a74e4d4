import type { Proof, PublicJwk, PublicJwkForm, SigningKey } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { bareKid, lookAtKid } from '../format/kid-check.ts';

export const GUIDE_STEPS = ['copy', 'open', 'kid', 'prove'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** The walk through registering one key: copy it, open the console, bring back the kid, prove it. */
export class KeyGuide {
  form = $state<PublicJwkForm>('use');
  copied = $state(false);
  /** The name of the file that it was saved as. */
  saved = $state<string | null>(null);
  /** The console's address once it was opened. */
  opened = $state<string | null>(null);
  typed = $state('');
  asking = $state(false);
  /** How the last attempt to prove ended. */
  proof = $state.raw<Proof | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** True while the kid of a registered key is being changed. */
  changing = $state(false);
  look = $derived.by(() => lookAtKid(this.typed, this.signingKeyId));
  readonly signingKeyId: string;
  #bridge: Bridge;

  constructor(bridge: Bridge, signingKeyId: string) {
    this.#bridge = bridge;
    this.signingKeyId = signingKeyId;
  }

  /** The public JWK in the chosen form, as it is shown and copied. */
  jwk(publicJwk: PublicJwk): string {
    const { kty, alg, e, n } = publicJwk;
    const purpose = this.form === 'use' ? { use: 'sig' } : { key_ops: ['verify'] };
    return JSON.stringify({ kty, alg, ...purpose, e, n }, null, 2);
  }

  /** The step that comes next, by what the vault knows of the key and what was done while the window is open. */
  stepOf(key: Pick<SigningKey, 'state'>): GuideStep {
    if (!this.changing && key.state !== 'generated') return 'prove';
    if (this.opened !== null || this.typed !== '' || this.changing) return 'kid';
    return this.copied || this.saved !== null ? 'open' : 'copy';
  }

  async save(): Promise<void> {
    const answer = await this.#bridge.call('key.savePublic', { signingKeyId: this.signingKeyId, form: this.form });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && answer.value.savedAs !== null) this.saved = answer.value.savedAs;
  }

  async copy(): Promise<void> {
    const answer = await this.#bridge.call('key.copyPublic', { signingKeyId: this.signingKeyId, form: this.form });
    this.failure = answer.ok ? null : answer.error;
    this.copied = answer.ok;
  }

  async openConsole(channelId: string): Promise<void> {
    const answer = await this.#bridge.call('console.open', { channelId });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.opened = answer.value.opened;
  }

  /** Stores the kid and, unless told not to, asks the platform to prove it. True where the kid was stored. */
  async register(prove: boolean): Promise<boolean> {
    if (this.asking) return false;
    this.asking = true;
    const kid = bareKid(this.typed);
    const answer = await this.#bridge.call('key.register', {
      signingKeyId: this.signingKeyId,
      kid,
      prove,
    });
    this.asking = false;
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return false;
    this.proof = answer.value.proof;
    // A proved key keeps its kid until another one is proved: then what was typed stays, to be corrected.
    if (answer.value.signingKey.kid?.toLowerCase() !== kid.toLowerCase()) return false;
    this.typed = '';
    this.changing = false;
    return true;
  }

  async prove(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const answer = await this.#bridge.call('key.prove', { signingKeyId: this.signingKeyId });
    this.asking = false;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.proof = answer.value.proof;
  }
}
