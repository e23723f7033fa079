// SPDX-License-Identifier: Apache-2.0
// Values: JavaScript's on this side, JSON on the library's, by the declared type.

import { StagegraphError, bytes, run } from './library.js';

const FIRST = -62_135_596_800_000_000n; // of the year 0001
const LAST = 253_402_300_799_999_999n; // of the year 9999
const TOKEN = /"(?:[^"\\]+|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function invalid(message) {
  return new StagegraphError(message, 'invalid-input');
}

/** An instant in microseconds since 1970 UTC. Text is read in the zone of the ruleset. */
export function micros(at, ruleset) {
  if (typeof at === 'string') {
    const read = [0];
    run('stg_time_parse', ruleset, ...bytes('an instant', at), read);
    return BigInt(read[0]);
  }
  const counted = count(at);
  if (counted < FIRST || counted > LAST) {
    throw invalid('the instant is outside the years 0001 to 9999');
  }
  return counted;
}

function count(at) {
  if (typeof at === 'bigint') return at;
  if (at instanceof Date) {
    if (Number.isNaN(at.getTime())) throw invalid('the Date is invalid');
    return BigInt(at.getTime()) * 1000n;
  }
  if (typeof at?.epochNanoseconds === 'bigint') return divide(at.epochNanoseconds, 1000n);
  throw new TypeError(
    `an instant is a Date, a Temporal.Instant, text, or a bigint of microseconds, not ${at}`,
  );
}

function divide(number, by) {
  const rest = ((number % by) + by) % by;
  return (number - rest) / by;
}

/** RFC 3339 in UTC. */
export function formatInstant(at) {
  const seconds = divide(at, 1_000_000n);
  const fraction = String(at - seconds * 1_000_000n).padStart(6, '0');
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', `.${fraction}Z`);
}

/** RFC 3339 as the library writes it. What is finer than a microsecond is cut off. */
export function parseInstant(words) {
  const [, clock, fraction, zone] = /^([^.]*?:\d\d:\d\d)(?:\.(\d+))?(.*)$/.exec(words);
  return BigInt(Date.parse(clock + zone)) * 1000n + BigInt((fraction ?? '').padEnd(6, '0').slice(0, 6));
}

/** The Date of an instant. Throws RangeError where the Date would lose microseconds. */
export function toDate(at) {
  if (at % 1000n !== 0n) throw new RangeError(`a Date has no microseconds: ${at}`);
  return new Date(Number(at / 1000n));
}

/** JSON of an object of values, where `kinds` says the type of each. */
export function writeAll(values, kinds) {
  const members = Object.entries(values ?? {}).map(
    ([name, value]) => `${JSON.stringify(name)}:${write(value, kinds[name] ?? '')}`,
  );
  return `{${members.join(',')}}`;
}

function write(value, kind) {
  if (value === null || value === undefined) return 'null';
  if (kind === 'timestamp' && typeof value !== 'string') {
    return JSON.stringify(formatInstant(micros(value)));
  }
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return writeNumber(value, kind);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, element(kind))).join(',')}]`;
  }
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!plain) throw new TypeError(`a value cannot be ${value}`);
  const kinds = new Proxy({}, { get: () => element(kind) });
  return writeAll(value, kinds);
}

function writeNumber(value, kind) {
  if (!Number.isFinite(value)) {
    throw invalid(`${value} is no number. null stands for what is not known`);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && kind !== 'double') {
    throw invalid(`${value} is not exact: say it as a bigint`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The type of what a list or a map holds: "date" of "map(string, date)". */
function element(kind) {
  return /^(?:list\(|map\([^,]*,\s*)(.*)\)$/.exec(kind)?.[1] ?? '';
}

/** JSON with numbers as objects that keep their digits: see read(). */
export function parse(words) {
  const marked = words.replace(TOKEN, (token, key) => {
    if (key) return token;
    return token[0] === '"' ? `"s${token.slice(1)}` : `"n${token}"`;
  });
  return JSON.parse(marked, (_, value) => {
    if (typeof value !== 'string') return value;
    return value[0] === 's' ? value.slice(1) : new Digits(value.slice(1));
  });
}

class Digits {
  constructor(digits) {
    this.digits = digits;
  }
}

/** A part of what parse() gave, as what its type is in JavaScript. */
export function read(value, kind = '') {
  if (value instanceof Digits) return readNumber(value.digits, kind);
  if (Array.isArray(value)) return value.map((item) => read(item, element(kind)));
  if (typeof value === 'object' && value !== null) {
    return readAll(value, () => element(kind));
  }
  return kind === 'timestamp' && value !== null ? parseInstant(value) : value;
}

/** An object of values, where `kindOf` gives the type of each. */
export function readAll(values, kindOf) {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, read(value, kindOf(name))]));
}

function readNumber(digits, kind) {
  if (kind === 'decimal') return digits;
  const number = Number(digits);
  if (kind === 'double' || Number.isSafeInteger(number)) return number;
  return /^-?\d+$/.test(digits) ? BigInt(digits) : digits;
}
