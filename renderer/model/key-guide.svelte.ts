import type { Proof, PublicJwk, PublicJwkForm } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';
import { lookAtKid } from '../format/kid-check.ts';

/** The walk through registering one key: copy it, open the console, bring back the kid, prove it. */
export class KeyGuide {
  form = $state<PublicJwkForm>('use');
  copied = $state(false);
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
    const answer = await this.#bridge.call('key.register', {
      signingKeyId: this.signingKeyId,
      kid: this.typed.trim(),
      prove,
    });
    this.asking = false;
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok) return false;
    this.proof = answer.value.proof;
    // A proved key keeps its kid until another one is proved: then what was typed stays, to be corrected.
    if (answer.value.signingKey.kid !== this.typed.trim()) return false;
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
