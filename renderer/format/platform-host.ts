/** A platform as people say it: its host without the scheme. */
export function platformHost(platform: string): string {
  return URL.canParse(platform) ? new URL(platform).host : platform;
}
