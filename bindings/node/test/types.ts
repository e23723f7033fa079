// SPDX-License-Identifier: Apache-2.0
// Never run: what TypeScript has to take, and to refuse.

import { Ruleset, StagegraphError, toDate } from 'stagegraph';
import type { Action, Decision, Outcome, Values } from 'stagegraph';

using rules = Ruleset.load('rules.yaml', { language: 'zh', migrate: true });
const facts: Values = { price: '12.5', count: 2n, tags: ['a'], times: { first: new Date(), last: null } };
const record = rules.record('A-17', { at: new Date(), stage: 'open', facts });
const decision: Decision = rules.decide(record, 'claim', {
  at: 1772416800000000n,
  actor: { id: 'wu', roles: ['sales'] },
  payload: { owner: 'wu' },
  counters: { accounts: { wu: 2 } },
});
const outcome: Outcome = decision.outcome;
const actions: readonly Action[] = decision.actions;
const due: Date | null = decision.nextDue === null ? null : toDate(decision.nextDue);

try {
  console.log(outcome, actions, due);
} catch (error) {
  if (error instanceof StagegraphError && error.status === 'overdue') {
    console.log(error.diagnostics[0]?.suggestion?.text);
  }
}

// @ts-expect-error a number has no unit
rules.decide(record, 'claim', { at: 1772416800 });
// @ts-expect-error every call says its instant
rules.decide(record, 'claim', {});
// @ts-expect-error a decision has a record, but is none
rules.advance(decision, { at: new Date() });
// @ts-expect-error no outcome has this name
console.log(decision.outcome === 'move');
// @ts-expect-error a record does not change
record.stage = 'held';
