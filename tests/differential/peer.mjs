// SPDX-License-Identifier: Apache-2.0
// Evaluates expressions with @marcbachmann/cel-js: one JSON string a line in, one result a line out,
// {"value": [kind, ...]} or {"error": message}. The first line declares the variables.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// The package is installed beside the results of the build, not beside this file.
const require = createRequire(process.argv[2] + '/package.json');
const { Environment } = await import(pathToFileURL(require.resolve('@marcbachmann/cel-js')));

const DURATION = /^(-?\d+(?:\.\d+)?)s$/;

function given(type, value) {
  if (type === 'int') return BigInt(value);
  if (type === 'google.protobuf.Timestamp') return new Date(value);
  if (type === 'google.protobuf.Duration') return environment.evaluate(`duration("${value}")`);
  if (type === 'list<int>') return value.map(BigInt);
  if (type === 'map<string, int>') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, BigInt(v)]));
  }
  return value;
}

function shown(value) {
  if (value === null) return ['null'];
  if (typeof value === 'bigint') return ['int', String(value)];
  if (typeof value === 'number') return ['double', Object.is(value, -0) ? '-0' : String(value)];
  if (typeof value === 'boolean' || typeof value === 'string') return [typeof value, value];
  if (Array.isArray(value)) return ['list', value.map(shown)];
  if (value instanceof Set) return ['list', [...value].map(shown)];
  if (value instanceof Date) return ['timestamp', value.getTime()];
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('base64')];
  if (value.constructor.name === 'UnsignedInt') return ['uint', String(value.valueOf())];
  if (value.constructor.name === 'Duration') {
    return ['duration', String(value.seconds), String(value.nanos)];
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return ['map', entries.map(([k, v]) => [shown(k), shown(v)])];
}

function answer(expression) {
  try {
    return { value: shown(environment.evaluate(expression, context)) };
  } catch (error) {
    return { error: String(error.message).split('\n')[0] };
  }
}

let environment = new Environment({ enableOptionalTypes: true });
let context = null;
for await (const line of createInterface({ input: process.stdin })) {
  const input = JSON.parse(line);
  if (context !== null) {
    process.stdout.write(JSON.stringify(answer(input)) + '\n');
    continue;
  }
  context = {};
  for (const [name, [type, value]] of Object.entries(input)) {
    environment.registerVariable(name, type);
    context[name] = given(type, value);
  }
}
