// SPDX-License-Identifier: Apache-2.0
/// <reference lib="esnext.disposable" />
import type { Outcome, Status } from './enums.js';

export type { Outcome, Status };

/** The release of the library. */
export const libraryVersion: string;

/** An instant that is read: microseconds since 1970 UTC. */
export type Micros = bigint;

/** A Date, a Temporal.Instant, microseconds, or text in the zone of the ruleset. */
export type Instant = Date | Micros | string | { readonly epochNanoseconds: bigint };

/** The Date of an instant. Throws RangeError where the Date would lose microseconds. */
export function toDate(at: Micros): Date;

/**
 * A fact or a field. A decimal, a date and a duration are text. An int above 2^53 is a bigint, and
 * a timestamp that is read is one of microseconds. null stands for what is not known.
 */
export type Value =
  | boolean
  | number
  | bigint
  | string
  | Instant
  | null
  | readonly Value[]
  | { readonly [key: string]: Value };

export type Values = { readonly [name: string]: Value };

/** A range of text. Lines and columns count from 1, and the end lies after the last character. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding in what somebody wrote. A line of 0 says that the place is not known. */
export interface Diagnostic extends Range {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly file: string;
  readonly path: string;
  /** The change that mends it, where one is known. */
  readonly suggestion: (Range & { readonly text: string }) | null;
}

/** A call that failed. */
export class StagegraphError extends Error {
  /** What went wrong, without the diagnostics. */
  readonly reason: string;
  readonly status: Status;
  readonly diagnostics: readonly Diagnostic[];
}

declare class Handle {
  /** Frees the object. The garbage collector frees one that is not closed. */
  close(): void;
  /** close(), at the end of a block that begins with `using`. */
  [Symbol.dispose](): void;
}

/** Where one customer stands. It does not change: a decision has the record afterwards. */
export class Record extends Handle {
  private constructor();
  readonly id: string;
  readonly stage: string;
  readonly sequence: number;
  /** When something can change by itself, or null. */
  readonly nextDue: Micros | null;
  /** The facts that have a value. */
  readonly facts: Values;
  /** The whole record, to be stored. The same record is always the same text. */
  readonly json: string;
  toJSON(): unknown;
}

export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** For the host to do. Done twice, it is recognised by its id. */
export interface Action {
  readonly id: string;
  readonly name: string;
  /** Instants, dates and durations among them are text. */
  readonly arguments: Values;
  /** When to do it, where a cadence planned it. */
  readonly due: Micros | null;
}

export interface Timer {
  readonly name: string;
  readonly due: Micros;
  readonly flags: readonly string[];
}

export interface Counter {
  readonly quota: string;
  readonly under: string;
  /** null where none was given. Then it is among the needs. */
  readonly value: number | bigint | null;
  readonly limit: number | bigint;
}

/** The answer to one thing that happened. */
export class Decision {
  private constructor();
  /** The whole decision: the same bytes in every language. */
  readonly json: string;
  readonly outcome: Outcome;
  readonly at: Micros;
  /** Such as { event: 'accept', id: 'e-1' }. */
  readonly cause: { readonly [kind: string]: unknown };
  readonly stage: string;
  readonly from: string;
  /** The stage after a move. null without one. */
  readonly to: string | null;
  readonly transition: string | null;
  readonly reasons: readonly Reason[];
  /** Facts and fields that are not known. */
  readonly needs: readonly string[];
  /** The facts that changed. null for one that became unknown. */
  readonly set: Values;
  readonly actions: readonly Action[];
  readonly timers: readonly Timer[];
  readonly counters: readonly Counter[];
  readonly nextDue: Micros | null;
  readonly sequence: number;
  /** Whether the record has to be stored, whatever the outcome. */
  readonly changesRecord: boolean;
  readonly record: Record;
  toJSON(): unknown;
}

export interface Actor {
  readonly id?: string;
  readonly roles?: readonly string[];
}

export interface Counts {
  /** How much of each quota is in use under each key: { extended_leads: { wu: 3 } }. */
  readonly counters?: { readonly [quota: string]: { readonly [key: string]: number | bigint } };
  /** What is not among the counters is 0. */
  readonly countersComplete?: boolean;
  /** `json` has each condition that was looked at. */
  readonly trace?: boolean;
}

export interface Given extends Counts {
  readonly at: Instant;
  readonly actor?: Actor;
  /** The same id again is answered `duplicate`. */
  readonly eventId?: string;
  /** A record with another sequence is answered `conflict`. */
  readonly expectedSequence?: number;
}

export interface Options {
  /** The language of texts for people, such as 'zh'. */
  readonly language?: string;
  /** Records of earlier versions are migrated before they are decided. */
  readonly migrate?: boolean;
}

/** The compiled rules of one lifecycle. */
export class Ruleset extends Handle {
  private constructor();
  /** Throws a StagegraphError with every mistake that could be reached. */
  static load(path: string, options?: Options): Ruleset;
  static loadText(source: string, file?: string, options?: Options): Ruleset;
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly fingerprint: string;
  readonly behaviour: string;
  readonly timeZone: string;
  /** The warnings and notes of a ruleset that loaded. */
  check(): Diagnostic[];
  parseTime(words: string): Micros;
  /** A record in a stage, the initial one if left out. Its `enter` actions do not run. */
  record(id: string, given: { at: Instant; stage?: string; facts?: Values }): Record;
  recordFromJson(json: string): Record;
  /** A record begins in the initial stage, and its `enter` actions run. */
  begin(id: string, given: { at: Instant; facts?: Values; actor?: Actor; trace?: boolean }): Decision;
  /** Throws with the status 'overdue' where something is due before: advance() first. */
  decide(record: Record, event: string, given: Given & { payload?: Values }): Decision;
  /** `name` is a deadline or a transition. An empty one stands for the only request. */
  approve(record: Record, name: string, given: Given): Decision;
  reject(record: Record, name: string, given: Given): Decision;
  /** A decision for each thing that came due, in order. The last one has the record. */
  advance(record: Record, given: Counts & { at: Instant }): Decision[];
  /** Puts a record of an earlier version under these rules. */
  migrate(record: Record | string, given: { at: Instant }): Decision;
  quotaLimit(quota: string): number;
  /** null where a fact of the key is not known. */
  quotaKey(quota: string, record: Record): string | null;
  quotaCounts(quota: string, record: Record, given: { at: Instant }): boolean;
  quotaWindow(quota: string, given: { at: Instant }): Micros;
}
