// SPDX-License-Identifier: Apache-2.0
// The shared vectors: tests/vectors/README.md describes them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ruleset, StagegraphError } from '../src/index.js';

const FOLDER = fileURLToPath(new URL('../../../tests/vectors/', import.meta.url));
const { cases } = JSON.parse(readFileSync(`${FOLDER}vectors.json`, 'utf8'));

/** Whole numbers above 2^53 are bigints, and decimals, dates and durations texts. */
function untell([kind, value]) {
  if (kind === 'unknown') return null;
  if (kind === 'list') return value.map(untell);
  if (kind === 'map') return untellAll(value);
  if (kind === 'double') return Number(value);
  if (kind === 'instant') return BigInt(value);
  if (kind === 'int') return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
  if (kind === 'duration') return seconds(BigInt(value));
  return value;
}

function seconds(micros) {
  const digits = String(micros < 0 ? -micros : micros).padStart(7, '0');
  const text = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
  return `${micros < 0 ? '-' : ''}${text}s`;
}

function untellAll(values) {
  const entries = Object.entries(values ?? {});
  return Object.fromEntries(entries.map(([name, told]) => [name, untell(told)]));
}

function given(step) {
  const told = {
    at: BigInt(step.at),
    actor: step.actor,
    eventId: step.event_id,
    expectedSequence: step.expected_sequence,
    trace: step.trace,
    counters: step.counters,
    countersComplete: step.counters_complete,
  };
  return step.payload ? { ...told, payload: untellAll(step.payload) } : told;
}

const due = (micros) => (micros === null ? null : String(micros));

function sameRecord(record, wanted) {
  assert.equal(record.json, wanted.json);
  assert.equal(record.id, wanted.id);
  assert.equal(record.sequence, wanted.sequence);
  if (!('stage' in wanted)) return; // of another version
  assert.equal(record.stage, wanted.stage);
  assert.equal(due(record.nextDue), wanted.next_due);
  assert.deepEqual(record.facts, untellAll(wanted.facts));
}

function sameDecision(decision, wanted) {
  for (const part of ['json', 'outcome', 'stage', 'from', 'to', 'sequence']) {
    assert.equal(decision[part], wanted[part]);
  }
  assert.equal(due(decision.at), wanted.at);
  assert.equal(due(decision.nextDue), wanted.next_due);
  assert.equal(decision.changesRecord, wanted.changes_record);
  assert.deepEqual(decision.needs, wanted.needs);
  assert.deepEqual(decision.reasons, wanted.reasons);
  assert.deepEqual(decision.counters, wanted.counters);
  assert.deepEqual(decision.set, untellAll(wanted.set));
  const actions = decision.actions.map(({ due: _, ...action }) => action);
  assert.deepEqual(
    actions,
    wanted.actions.map((action) => ({ ...action, arguments: untellAll(action.arguments) })),
  );
  sameRecord(decision.record, wanted.record);
}

function sameError(error, wanted) {
  assert.ok(error instanceof StagegraphError, error.stack);
  assert.equal(error.status, wanted.status);
  if (wanted.message) assert.equal(error.reason.replaceAll(FOLDER, ''), wanted.message);
  assert.deepEqual(
    error.diagnostics.map(({ endLine: _, endColumn: __, suggestion, ...found }) => ({
      ...found,
      suggestion: suggestion ? suggestion.text : null,
    })),
    wanted.diagnostics,
  );
}

/** Takes a step. Gives the record that the next one goes on with. */
const steps = {
  make: (rules, _, step) =>
    rules.record(step.id, { ...given(step), stage: step.stage, facts: untellAll(step.facts) }),
  read: (rules, _, step) => rules.recordFromJson(step.json),
  begin: (rules, _, step) =>
    rules.begin(step.id, { ...given(step), facts: untellAll(step.facts) }),
  decide: (rules, record, step) => rules.decide(record, step.event, given(step)),
  approve: (rules, record, step) => rules.approve(record, step.name, given(step)),
  reject: (rules, record, step) => rules.reject(record, step.name, given(step)),
  migrate: (rules, record, step) => rules.migrate(record, given(step)),
  advance: (rules, record, step) => rules.advance(record, given(step)),
  time: (rules, _, step) => ({ micros: String(rules.parseTime(step.text)) }),
  quota: (rules, record, step) => ({
    key: rules.quotaKey(step.quota, record),
    limit: rules.quotaLimit(step.quota),
    counts: rules.quotaCounts(step.quota, record, given(step)),
  }),
  ruleset: (rules) => ({
    name: rules.name,
    version: rules.version,
    title: rules.title,
    fingerprint: rules.fingerprint,
    behaviour: rules.behaviour,
    time_zone: rules.timeZone,
    findings: rules.check().map((found) => found.code),
  }),
};

function compare(step, got, record) {
  if (['make', 'read'].includes(step.do)) {
    sameRecord(got, step.expect);
    return got;
  }
  if (['time', 'quota', 'ruleset'].includes(step.do)) {
    assert.deepEqual(got, step.expect);
    return record;
  }
  const decisions = [got].flat();
  const wanted = [step.expect].flat();
  assert.equal(decisions.length, wanted.length);
  decisions.forEach((decision, index) => sameDecision(decision, wanted[index]));
  return decisions.at(-1)?.record ?? record;
}

function load({ rules, from_file: fromFile, language, migrate }) {
  const options = { language, migrate };
  if (fromFile) return Ruleset.load(`${FOLDER}${rules}`, options);
  return Ruleset.loadText(readFileSync(`${FOLDER}${rules}`, 'utf8'), rules, options);
}

function attempt(call, error) {
  if (!error) return call();
  assert.throws(call, (thrown) => {
    sameError(thrown, error);
    return true;
  });
  return undefined;
}

for (const story of cases) {
  test(story.name, () => {
    const rules = attempt(() => load(story), story.error);
    let record;
    for (const step of story.steps) {
      const got = attempt(() => steps[step.do](rules, record, step), step.error);
      if (!step.error) record = compare(step, got, record);
    }
    rules?.close();
  });
}
