/**
 * Every sentence of the console page, once per language. Labels that LINE's own console has are LINE's own words, from "Issue channel access
 * token v2.1" and the console's guides in each language.
 */
import type { PublicKeyProblem } from '../register/public-key-rules.ts';

/** What is wrong, and why that matters. */
export interface ProblemText {
  readonly what: string;
  readonly why: string;
}

/** Something that can be rehearsed: the button, and what it does. */
export interface RehearsalText {
  readonly button: string;
  readonly about: string;
}

/** The faults that the console page offers. */
export type Rehearsal = 'lost-answer' | 'busy' | 'unreachable' | 'server-error' | 'captive-portal';

/** The sentences. */
export interface Messages {
  /** BCP 47. */
  readonly language: 'en' | 'ja';
  readonly common: {
    readonly title: string;
    readonly practice: string;
    readonly notice: string;
    readonly console: string;
    readonly provider: string;
    readonly languages: string;
    readonly cancel: string;
    readonly back: string;
    readonly location: string;
  };
  readonly channels: {
    readonly heading: string;
    readonly about: string;
    readonly none: string;
    readonly name: string;
    readonly channelId: string;
    readonly keys: string;
    readonly slots: string;
    readonly createHeading: string;
    readonly createName: string;
    readonly createHint: string;
    readonly create: string;
    readonly nameMissing: string;
  };
  readonly channel: {
    readonly kind: string;
    readonly tabs: string;
    readonly basicSettings: string;
    readonly messagingApi: string;
    readonly rehearse: string;
  };
  readonly basic: {
    readonly heading: string;
    readonly name: string;
    readonly channelId: string;
    readonly channelSecret: string;
    readonly secretNotice: string;
    readonly issueSecret: string;
    readonly signingKey: string;
    readonly signingKeyAbout: string;
    readonly register: string;
    readonly noKeys: string;
    readonly kids: string;
    readonly registeredAt: (date: string) => string;
    readonly delete: string;
    readonly deleteLabel: (kid: string) => string;
    readonly registeredHeading: string;
    readonly registeredAbout: string;
    readonly deleted: string;
    readonly secretIssued: string;
  };
  readonly registration: {
    readonly heading: string;
    readonly about: string;
    readonly field: string;
    readonly rules: string;
    readonly submit: string;
    readonly refusedHeading: string;
    readonly problems: Readonly<Record<PublicKeyProblem, ProblemText>>;
  };
  readonly deletion: {
    readonly heading: string;
    readonly about: string;
    /** By the knob `tokensWhenKeyDeleted`. */
    readonly fate: Readonly<Record<'keep' | 'revoke', string>>;
    readonly submit: string;
  };
  readonly secretIssue: {
    readonly heading: string;
    readonly about: string;
    readonly submit: string;
  };
  readonly messagingApi: {
    readonly heading: string;
    readonly longLived: string;
    readonly longLivedAbout: string;
    readonly keepOld: string;
    readonly keepNow: string;
    readonly hours: (hours: number) => string;
    readonly issue: string;
    readonly issued: string;
    readonly noV21: string;
  };
  readonly rehearse: {
    readonly about: string;
    readonly slots: string;
    readonly slotsTaken: (taken: number, limit: number) => string;
    readonly slotsAbout: string;
    readonly none: string;
    readonly keyId: string;
    readonly issuedBy: string;
    readonly byKey: string;
    readonly byOther: string;
    readonly expires: string;
    readonly action: string;
    readonly revoke: string;
    readonly revokeLabel: (keyId: string) => string;
    readonly foreign: RehearsalText;
    readonly full: string;
    readonly faults: string;
    readonly faultsAbout: string;
    readonly pending: (count: number) => string;
    readonly clear: string;
    readonly rehearsals: Readonly<Record<Rehearsal, RehearsalText>>;
    readonly clock: string;
    readonly clockAbout: string;
    readonly clockNow: (time: string) => string;
    readonly clockRight: string;
    readonly clockOff: (seconds: number) => string;
    readonly moveClock: Readonly<Record<'fast' | 'slow' | 'right', string>>;
  };
  readonly missing: { readonly heading: string; readonly about: string };
  readonly refusedForm: { readonly heading: string; readonly about: string };
}
