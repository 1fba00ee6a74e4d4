/** What an endpoint says before faults, extra fields and headers are added. */
export interface Answer {
  readonly status: number;
  /** A JSON object, or null for a body of zero bytes. */
  readonly body: Readonly<Record<string, unknown>> | null;
}
