// SPDX-License-Identifier: Apache-2.0
// What JavaScript brings: closing, its kinds of values and instants, and its mistakes.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import * as stagegraph from '../src/index.js';
import { FUNCTIONS, STATUSES } from '../src/signatures.js';
import { lib, text } from '../src/library.js';

const { Ruleset, StagegraphError, toDate } = stagegraph;
const path = fileURLToPath(new URL('../../../tests/vectors/account.yaml', import.meta.url));
const rules = Ruleset.load(path);
const at = '2026-03-02T10:00';

test('every function and status of the header is there', () => {
  assert.equal(Object.keys(lib).length, FUNCTIONS.length);
  for (const [number, name] of Object.entries(STATUSES)) {
    assert.equal(text(lib.stg_status_name(Number(number))), name);
  }
});

test('a use after close() throws', () => {
  const own = Ruleset.load(path);
  const record = own.record('A', { at });
  own.close();
  own.close();
  const closed = { status: 'invalid-argument', reason: 'this Ruleset is closed' };
  assert.throws(() => own.record('B', { at }), closed);
  assert.throws(() => own.advance(record, { at: 0n }), closed);
  assert.equal(record.stage, 'open'); // a record outlives its ruleset
  record.close();
  assert.throws(() => record.json, { reason: 'this Record is closed' });
  assert.throws(() => rules.decide(record, 'tell', { at }), { reason: 'this Record is closed' });
});

test('Symbol.dispose closes', { skip: !Symbol.dispose }, () => {
  const record = rules.record('A', { at });
  record[Symbol.dispose]();
  assert.throws(() => record.id, StagegraphError);
});

test('nothing of a call holds for the next', () => {
  const record = rules.record('A', { at });
  const actor = { id: 'wu', roles: ['sales'] };
  assert.equal(rules.decide(record, 'claim', { at, actor, eventId: 'e-1' }).outcome, 'needs');
  assert.equal(rules.decide(record, 'claim', { at }).outcome, 'denied');
});

test('the kinds of instants', () => {
  const micros = rules.parseTime(at);
  const record = (instant) => rules.record('A', { at: instant }).json;
  assert.equal(micros, 1772416800000000n);
  assert.equal(record(micros), record(at));
  assert.equal(record(toDate(micros)), record(at));
  assert.equal(record({ epochNanoseconds: micros * 1000n + 999n }), record(at));
  assert.throws(() => toDate(micros + 1n), RangeError);
  for (const wrong of [1772416800, undefined, null, {}]) {
    assert.throws(() => record(wrong), TypeError);
  }
  for (const wrong of [2n ** 63n - 1n, new Date(NaN), 'soon']) {
    assert.throws(() => record(wrong), { status: 'invalid-input' });
  }
});

test('values that do not fit are refused', () => {
  const facts = { count: 2 ** 53, ratio: NaN, word: '\ud800', price: Infinity, flag: 'yes' };
  for (const [name, value] of Object.entries(facts)) {
    assert.throws(() => rules.record('A', { at, facts: { [name]: value } }), {
      status: 'invalid-input',
    });
  }
  for (const value of [() => 1, new Map(), Symbol('a')]) {
    assert.throws(() => rules.record('A', { at, facts: { tags: value } }), TypeError);
  }
  assert.throws(() => rules.record('A', { at, facts: { constructor: 1 } }), {
    status: 'unknown-name',
  });
});

test('the kinds of JavaScript', () => {
  const seen = new Date('2026-03-02T10:00:00.001Z');
  const facts = { ratio: 2 ** 70, price: 12, times: { __proto__: null, a: seen }, tags: ['a'], seen };
  const record = rules.record('A', { at, facts: { ...facts, word: undefined } });
  const read = BigInt(seen.getTime()) * 1000n;
  const wanted = { ratio: 2 ** 70, price: '12', times: { a: read }, tags: ['a'], seen: read };
  assert.deepEqual(record.facts, wanted);
  const zero = rules.record('A', { at, facts: { ratio: -0 } });
  assert.ok(Object.is(zero.facts.ratio, -0));
});

test('objects of another kind are refused', () => {
  const decision = rules.decide(rules.record('A', { at }), 'tell', { at });
  assert.throws(() => rules.decide(decision, 'tell', { at }), TypeError);
  assert.throws(() => rules.quotaLimit('account'), { status: 'unknown-name' });
  assert.deepEqual(JSON.parse(JSON.stringify({ decision })).decision, JSON.parse(decision.json));
});

test('worker threads load the library for themselves', async () => {
  const source = `
    import { parentPort } from 'node:worker_threads';
    import { Ruleset } from ${JSON.stringify(new URL('../src/index.js', import.meta.url).href)};
    const rules = Ruleset.load(${JSON.stringify(path)});
    parentPort.postMessage(rules.record('A', { at: ${JSON.stringify(at)} }).json);`;
  const workers = [1, 2].map(
    () => new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`)),
  );
  const told = await Promise.all(workers.map((w) => new Promise((done) => w.once('message', done))));
  assert.deepEqual(told, Array(2).fill(rules.record('A', { at }).json));
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test('what is forgotten is freed', async () => {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const freed = [];
  const real = lib.stg_record_free;
  lib.stg_record_free = (pointer) => freed.push(real(pointer));
  try {
    (() => rules.record('A', { at }))();
    for (let i = 0; i < 50 && freed.length === 0; i += 1) {
      collect();
      await new Promise((done) => setTimeout(done, 5));
    }
    assert.ok(freed.length > 0);
  } finally {
    lib.stg_record_free = real;
  }
});
