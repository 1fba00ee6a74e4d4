import type { Keystore } from '../../shared/domain.ts';
import type { Failure } from '../../shared/result.ts';
import type { Desk } from '../model/desk.svelte.ts';

/** The choice of where the secrets will live, and the making of the vault. */
export class FirstRunForm {
  chosen = $state<Keystore | null>(null);
  passphrase = $state('');
  again = $state('');
  problem = $state<'empty' | 'differs' | null>(null);
  failure = $state.raw<Failure | null>(null);
  doing = $state<'creating' | 'practice' | null>(null);
  #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Null while nobody asked it yet. */
  keychain = $derived.by(() => this.#desk.status?.keychain ?? null);
  keychainWorks = $derived.by(() => this.keychain?.state === 'available');
  keystore = $derived.by<Keystore>(() => this.chosen ?? (this.keychainWorks ? 'os' : 'file'));

  async create(practise: boolean): Promise<void> {
    if (this.doing !== null) return;
    this.failure = null;
    this.problem = this.#passphraseProblem();
    if (this.problem !== null) return;
    this.doing = 'creating';
    const { keystore } = this;
    const answer = await this.#desk.bridge.call(
      'vault.create',
      keystore === 'file' ? { keystore, passphrase: this.passphrase } : { keystore },
    );
    if (!answer.ok) {
      this.failure = answer.error;
      this.doing = null;
      return;
    }
    if (practise) {
      this.doing = 'practice';
      const failure = await this.#desk.practise();
      if (failure) this.#desk.toasts.fail(failure);
    }
    this.passphrase = '';
    this.again = '';
    await this.#desk.accept(answer.value);
    this.doing = null;
  }

  #passphraseProblem(): 'empty' | 'differs' | null {
    if (this.keystore === 'os') return null;
    if (this.passphrase === '') return 'empty';
    return this.passphrase === this.again ? null : 'differs';
  }
}
