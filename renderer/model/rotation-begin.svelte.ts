import type { Token } from '../../shared/domain.ts';
import type { Rotation, RotationCause, RotationPolicy } from '../../shared/rotation.ts';
import type { Desk } from './desk.svelte.ts';
import { FormDialog } from './form-dialog.svelte.ts';

interface Start {
  readonly channelId: string;
  readonly consumer: string;
  readonly tokenId: string | undefined;
  readonly cause: RotationCause | undefined;
}

/** The question with which a rotation begins: what is replaced, and why. */
export class BeginRotation {
  readonly form: FormDialog<'rotation.begin'>;
  /** Its policy, once it was read; without it the dialog only says less. */
  policy = $state.raw<RotationPolicy | null>(null);
  /** The token from which it is begun, where there is one. */
  token = $state.raw<Token | null>(null);
  which = $state<'all' | 'one'>('all');
  cause = $state<RotationCause>('planned');
  readonly #desk: Desk;
  readonly #start: Start;

  constructor(desk: Desk, start: Start) {
    this.#desk = desk;
    this.#start = start;
    this.form = new FormDialog(desk, 'rotation.begin');
    this.cause = start.cause ?? 'planned';
  }

  async read(): Promise<void> {
    const { channelId, consumer, tokenId } = this.#start;
    const [policies, token] = await Promise.all([
      this.#desk.bridge.call('rotation.policies', { channelId }),
      tokenId === undefined ? null : this.#desk.bridge.call('token.show', { tokenId }),
    ]);
    if (policies.ok) this.policy = policies.value.policies.find((each) => each.consumer === consumer) ?? null;
    if (token?.ok) this.token = token.value;
  }

  /** The rotation that was begun; undefined where something is in the way. One whose issue failed is on record, and is read again. */
  async submit(): Promise<Rotation | undefined> {
    const { channelId, consumer, tokenId } = this.#start;
    const rotation = await this.form.submit({
      channelId,
      consumer,
      cause: this.cause,
      ...(this.which === 'one' && tokenId !== undefined ? { tokenIds: [tokenId] } : {}),
    });
    if (rotation) this.#desk.rotations.take(rotation);
    else await this.#desk.refresh();
    return rotation;
  }
}
