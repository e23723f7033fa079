// SPDX-License-Identifier: Apache-2.0
// Rules for customer lifecycles, decided by the C++ engine through its C interface.

import { Handle, StagegraphError, bytes, diagnostics, lib, make, run, text, written } from './library.js';
import { NEVER, NONE } from './signatures.js';
import { formatInstant, micros, parse, parseInstant, read, readAll, toDate, writeAll } from './values.js';

export { StagegraphError, toDate };

const LANGUAGE = 8; // of the options

/** The release of the library. */
export const libraryVersion = text(lib.stg_version_string());

const orNull = (at) => (BigInt(at) === NEVER ? null : BigInt(at));

const list = (count, each) => Array.from({ length: count }, (_, index) => each(index));

/** An object without inherited members, so that no name is found by chance. */
const table = (entries) => Object.assign(Object.create(null), Object.fromEntries(entries));

/** What reading values needs of a ruleset. Records and decisions keep it. */
function readSchema(rules) {
  const named = (what, index, part) => text(lib[`stg_ruleset_${what}_${part}`](rules, index));
  const types = (what, index) => [named(what, index, 'name'), named(what, index, 'type')];
  const event = (index) => [
    named('event', index, 'name'),
    table(
      list(lib.stg_ruleset_event_field_count(rules, index), (position) =>
        types('field', lib.stg_ruleset_event_field(rules, index, position)),
      ),
    ),
  ];
  const parameter = (action, position) => [
    text(lib.stg_ruleset_action_parameter_name(rules, action, position)),
    text(lib.stg_ruleset_action_parameter_type(rules, action, position)),
  ];
  const action = (index) => [
    named('action', index, 'name'),
    table(
      list(lib.stg_ruleset_action_parameter_count(rules, index), (at) => parameter(index, at)),
    ),
  ];
  return {
    stages: list(lib.stg_ruleset_stage_count(rules), (index) => named('stage', index, 'name')),
    facts: table(
      list(lib.stg_ruleset_fact_count(rules), (index) => types('fact', index)),
    ),
    events: table(list(lib.stg_ruleset_event_count(rules), event)),
    actions: table(list(lib.stg_ruleset_action_count(rules), action)),
  };
}

/** Where one customer stands. It does not change: a decision has the record afterwards. */
export class Record extends Handle {
  #schema;

  constructor(pointer, schema) {
    super(pointer, () => lib.stg_record_free(pointer));
    this.#schema = schema;
  }

  get id() {
    return text(lib.stg_record_id(this.pointer));
  }

  get stage() {
    return this.#schema.stages[lib.stg_record_stage(this.pointer)];
  }

  get sequence() {
    return Number(lib.stg_record_sequence(this.pointer));
  }

  get nextDue() {
    return orNull(lib.stg_record_next_due(this.pointer));
  }

  get facts() {
    const known = Object.entries(parse(this.json).facts).filter(([, value]) => value !== null);
    return readAll(Object.fromEntries(known), (name) => this.#schema.facts[name]);
  }

  get json() {
    return written('stg_record_to_json', this.pointer);
  }

  toJSON() {
    return JSON.parse(this.json);
  }
}

/** The answer to one thing that happened. It holds nothing to close but its record. */
export class Decision {
  #schema;
  #parts;

  constructor(pointer, schema) {
    this.#schema = schema;
    this.json = written('stg_decision_to_json', pointer);
    this.changesRecord = lib.stg_decision_changes_record(pointer) !== 0;
    this.record = new Record(make('stg_record_clone', lib.stg_decision_record(pointer)), schema);
    this.stage = this.record.stage;
  }

  /** The parts of its JSON, read when one is asked for. */
  get #told() {
    this.#parts ??= parse(this.json);
    return this.#parts;
  }

  static {
    for (const part of ['outcome', 'cause', 'from', 'to', 'transition', 'reasons', 'needs']) {
      const get = function () {
        return this.#told[part];
      };
      Object.defineProperty(this.prototype, part, { get, enumerable: true });
    }
  }

  get at() {
    return parseInstant(this.#told.at);
  }

  get set() {
    return readAll(this.#told.set, (name) => this.#schema.facts[name]);
  }

  get actions() {
    return this.#told.actions.map(({ id, name, arguments: given, due }) => ({
      id,
      name,
      arguments: readAll(given, (key) => {
        const kind = this.#schema.actions[name]?.[key];
        return kind === 'timestamp' ? '' : kind;
      }),
      due: due === null ? null : parseInstant(due),
    }));
  }

  get timers() {
    return this.#told.timers.map((timer) => ({ ...timer, due: parseInstant(timer.due) }));
  }

  get counters() {
    return this.#told.counters.map(({ quota, under, value, limit }) => ({
      quota,
      under,
      value: read(value),
      limit: read(limit),
    }));
  }

  get nextDue() {
    const due = this.#told.next_due;
    return due === null ? null : parseInstant(due);
  }

  get sequence() {
    return read(this.#told.sequence);
  }

  toJSON() {
    return JSON.parse(this.json);
  }
}

/** The compiled rules of one lifecycle. */
export class Ruleset extends Handle {
  #schema;
  #context;
  #migrate;

  /** Hosts use load() and loadText(). */
  constructor(pointer, migrate) {
    const context = make('stg_context_new', pointer);
    super(pointer, () => {
      lib.stg_context_free(context);
      lib.stg_ruleset_unref(pointer);
    });
    this.#context = context;
    this.#migrate = migrate;
    this.#schema = readSchema(pointer);
    for (const part of ['name', 'version', 'title', 'fingerprint', 'behaviour']) {
      this[part] = text(lib[`stg_ruleset_${part}`](pointer));
    }
    this.timeZone = text(lib.stg_ruleset_time_zone(pointer));
  }

  static load(path, options = {}) {
    return load('stg_ruleset_load_file', bytes('a path', path), options);
  }

  static loadText(source, file = '', options = {}) {
    const given = [...bytes("a ruleset's YAML", source), ...bytes("a file's name", file)];
    return load('stg_ruleset_load_text', given, options);
  }

  check() {
    const found = make('stg_ruleset_check', this.pointer);
    try {
      return diagnostics(found);
    } finally {
      lib.stg_diagnostics_free(found);
    }
  }

  parseTime(words) {
    return micros(String(words), this.pointer);
  }

  record(id, { at, stage, facts } = {}) {
    const told = { id, entered: this.#instant(at), stage };
    const members = JSON.stringify(told).slice(0, -1);
    return this.recordFromJson(`${members},"facts":${writeAll(facts, this.#schema.facts)}}`);
  }

  recordFromJson(json) {
    const given = bytes("a record's JSON", json);
    return new Record(make('stg_record_from_json', this.pointer, ...given), this.#schema);
  }

  begin(id, { facts, ...given } = {}) {
    const record = this.record(id, { at: given.at, facts });
    const at = micros(given.at, this.pointer);
    return this.#delivered({ approve: null }, given, (event, context) => {
      run('stg_context_set_event', context, event);
      return make('stg_begin', this.pointer, record.pointer, at, context);
    });
  }

  decide(record, event, given = {}) {
    return this.#deliver(record, { event: String(event) }, given);
  }

  approve(record, name, given = {}) {
    return this.#deliver(record, { approve: name || null }, given);
  }

  reject(record, name, given = {}) {
    return this.#deliver(record, { reject: name || null }, given);
  }

  advance(record, given = {}) {
    const at = micros(given.at, this.pointer);
    const context = this.#surround(given);
    const due = make('stg_advance', this.pointer, taken(record), at, context);
    try {
      const decision = (index) => new Decision(lib.stg_decisions_get(due, index), this.#schema);
      return list(lib.stg_decisions_count(due), decision);
    } finally {
      lib.stg_decisions_free(due);
    }
  }

  migrate(record, { at } = {}) {
    const given = bytes("a record's JSON", record instanceof Record ? record.json : record);
    const now = micros(at, this.pointer);
    const context = this.#surround({});
    return this.#decision(make('stg_record_migrate', this.pointer, ...given, now, context));
  }

  quotaLimit(quota) {
    return Number(lib.stg_ruleset_quota_limit(this.pointer, this.#quota(quota)));
  }

  quotaKey(quota, record) {
    const known = [0];
    const buffer = [null];
    run('stg_quota_key', this.pointer, this.#quota(quota), taken(record), buffer, known);
    const key = text(lib.stg_buffer_text(buffer[0]));
    lib.stg_buffer_free(buffer[0]);
    return known[0] ? key : null;
  }

  quotaCounts(quota, record, { at } = {}) {
    const now = micros(at, this.pointer);
    const context = this.#surround({});
    const counts = [0];
    run('stg_quota_counts', this.pointer, this.#quota(quota), taken(record), now, context, counts);
    return counts[0] !== 0;
  }

  quotaWindow(quota, { at } = {}) {
    const begin = [0];
    run('stg_quota_window', this.pointer, this.#quota(quota), micros(at, this.pointer), begin);
    return BigInt(begin[0]);
  }

  #deliver(record, told, given) {
    return this.#delivered(told, given, (event, context) =>
      make('stg_decide_event', this.pointer, taken(record), event, context),
    );
  }

  /** Reads what happened as an event, decides by `call`, and frees the event. */
  #delivered(told, given, call) {
    const { at, actor, eventId, payload } = given;
    const members = { ...told, at: this.#instant(at), id: eventId || undefined };
    members.actor = actor ? { id: actor.id ?? '', roles: actor.roles ?? [] } : undefined;
    const kinds = this.#schema.events[told.event] ?? {};
    const carried = payload ? `,"payload":${writeAll(payload, kinds)}` : '';
    const json = `${JSON.stringify(members).slice(0, -1)}${carried}}`;
    const context = this.#surround(given);
    const event = make('stg_event_from_json', this.pointer, ...bytes('an event', json));
    try {
      return this.#decision(call(event, context));
    } finally {
      lib.stg_event_free(event);
    }
  }

  #decision(pointer) {
    try {
      return new Decision(pointer, this.#schema);
    } finally {
      lib.stg_decision_free(pointer);
    }
  }

  #instant(at) {
    return formatInstant(micros(at, this.pointer));
  }

  /** The context with what is given to this call, and with nothing of the one before. */
  #surround({ expectedSequence, counters, countersComplete, trace }) {
    this.pointer; // throws where it is closed
    const context = this.#context;
    lib.stg_context_reset(context);
    run('stg_context_set_migrate', context, this.#migrate ? 1 : 0);
    if (trace) run('stg_context_set_trace', context, 1);
    if (countersComplete) run('stg_context_set_counters_complete', context, 1);
    if (expectedSequence !== undefined) {
      run('stg_context_set_expected_sequence', context, expectedSequence);
    }
    for (const [quota, keys] of Object.entries(counters ?? {})) {
      for (const [key, used] of Object.entries(keys)) {
        const given = [...bytes('the key of a counter', key), used];
        run('stg_context_set_counter', context, this.#quota(quota), ...given);
      }
    }
    return context;
  }

  #quota(name) {
    const index = lib.stg_ruleset_quota_index(this.pointer, ...bytes('a quota', name));
    if (index !== NONE) return index;
    throw new StagegraphError(`quota '${name}' is not in this ruleset`, 'unknown-name');
  }
}

function load(name, given, { language, migrate = false }) {
  const options = make('stg_options_new');
  try {
    const tag = bytes('a language', language ?? '');
    run('stg_options_set_text', options, LANGUAGE, ...tag);
    return new Ruleset(make(name, ...given, options), migrate);
  } finally {
    lib.stg_options_free(options);
  }
}

/** The library cannot tell what else a pointer points to. */
function taken(record) {
  if (record instanceof Record) return record.pointer;
  throw new TypeError(`a Record is wanted, not ${record}`);
}
