// SPDX-License-Identifier: Apache-2.0
// The conditions of expressions.tsv in @marcbachmann/cel-js (parsed once) and @gorules/zen-engine (its
// interface takes the text each time), beside the times of bench_expressions: nanoseconds each.
//   node peers_expressions.mjs FOLDER_OF_PACKAGES TIMES.json
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [folder, times] = process.argv.slice(2);
const require = createRequire(folder + '/package.json');
const { Environment } = await import(pathToFileURL(require.resolve('@marcbachmann/cel-js')));
const zen = require('@gorules/zen-engine');

const record = {
  missed_calls: 2, score: 0.8, phone_status: 'ok', need: 'now', amount: 250000.0,
  due_on: '2026-03-01', owner: 'wu', on_hold: false, company: 'Acme Instruments',
  tags: ['export', 'renewal', 'trade fair', 'vip'],
};

// What CEL alone has no word for: decimals are doubles there, dates timestamps, unknowns nulls.
const inPlainCel = {
  date: 'due_on < timestamp("2026-04-01T00:00:00Z")',
  known: 'owner != null && !on_hold',
};

function celEvaluator(name, source) {
  const environment = new Environment();
  const types = { missed_calls: 'int', score: 'double', amount: 'double', on_hold: 'bool',
    tags: 'list<string>', due_on: 'google.protobuf.Timestamp', owner: 'dyn' };
  for (const key of Object.keys(record)) environment.registerVariable(key, types[key] ?? 'string');
  const context = { ...record, missed_calls: 2n, due_on: new Date('2026-03-01') };
  const parsed = environment.parse(inPlainCel[name] ?? source);
  return () => parsed(context);
}

// The least of five runs, each long enough to be measured.
function nanoseconds(run) {
  let calls = 1000;
  let least = Infinity;
  for (let round = 0; round < 6; ++round) {
    const begin = performance.now();
    for (let i = 0; i < calls; ++i) run();
    const each = ((performance.now() - begin) * 1e6) / calls;
    if (round > 0) least = Math.min(least, each);
    calls = Math.max(1000, Math.min(2e6, Math.ceil(1e8 / each)));
  }
  return least;
}

function shown(make) {
  try {
    const run = make();
    const value = run();
    if (typeof value !== 'boolean') return `(${value})`;
    return nanoseconds(run).toFixed(1);
  } catch (error) {
    return `(${String(error.message).split('\n')[0].slice(0, 40)})`;
  }
}

const ours = new Map(
  JSON.parse(readFileSync(times)).benchmarks
    .filter((row) => row.run_type !== 'aggregate' || row.aggregate_name === 'median')
    .map((row) => [row.run_name, row.cpu_time]));
const lines = readFileSync(new URL('expressions.tsv', import.meta.url), 'utf8').split('\n');
console.log('ns each'.padEnd(18) + ['stagegraph', 'cel-js', 'zen-engine'].map((n) => n.padStart(12)).join(''));
for (const line of lines) {
  if (line === '' || line.startsWith('#')) continue;
  const [name, cel, inZen] = line.split('\t');
  const row = [
    ours.get(name)?.toFixed(1) ?? '?',
    shown(() => celEvaluator(name, cel)),
    shown(() => () => zen.evaluateExpressionSync(inZen, record)),
  ];
  console.log(name.padEnd(18) + row.map((text) => text.padStart(12)).join(''));
}
