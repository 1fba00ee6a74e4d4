/** Token buckets, one for each channel and endpoint. LINE: Messaging API reference, "Rate limits" (independent of the IP address). */

interface Bucket {
  left: number;
  filledAtMs: number;
}

/** Counts requests. */
export interface RateLimits {
  /** Takes one request out of the bucket; false where it is empty. A bucket holds one second's worth and refills steadily. */
  admits(bucketName: string, perSecond: number): boolean;
}

/** Makes empty counts over the practice clock. */
export function createRateLimits(nowMs: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  return {
    admits(bucketName, perSecond) {
      const atMs = nowMs();
      const bucket = buckets.get(bucketName) ?? { left: perSecond, filledAtMs: atMs };
      const gained = (Math.max(0, atMs - bucket.filledAtMs) / 1_000) * perSecond;
      const left = Math.min(perSecond, bucket.left + gained);
      const isAdmitted = left >= 1;
      buckets.set(bucketName, { left: isAdmitted ? left - 1 : left, filledAtMs: atMs });
      return isAdmitted;
    },
  };
}
