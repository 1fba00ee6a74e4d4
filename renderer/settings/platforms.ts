import type { Channel } from '../../shared/domain.ts';

export interface PlatformInUse {
  readonly platform: string;
  readonly kind: Channel['platformKind'];
  readonly channels: number;
}

/** The platforms that the channels live on, LINE itself first, then those with the most channels. */
export function platformsInUse(channels: readonly Channel[]): readonly PlatformInUse[] {
  const found = new Map<string, PlatformInUse>();
  for (const { platform, platformKind } of channels) {
    const before = found.get(platform)?.channels ?? 0;
    found.set(platform, { platform, kind: platformKind, channels: before + 1 });
  }
  return [...found.values()].sort(
    (one, other) => Number(other.kind === 'line') - Number(one.kind === 'line') || other.channels - one.channels,
  );
}
