// SPDX-License-Identifier: Apache-2.0
// The library: loading it, its errors as exceptions, and the objects of its own.

import koffi from 'koffi';
import { ABI_VERSION, FUNCTIONS, HANDLES, STATUSES } from './signatures.js';

const path = process.env.STAGEGRAPH_LIBRARY || 'libstagegraph.so.1';

/** The functions of the C interface by name. */
export const lib = load();

function load() {
  koffi.struct('stg_str', { data: 'void *', size: 'size_t' });
  for (const handle of HANDLES) koffi.opaque(handle);
  let library;
  try {
    library = koffi.load(path);
  } catch (error) {
    throw new Error(`cannot load ${path}: ${error.message}. Set STAGEGRAPH_LIBRARY to its path`);
  }
  const functions = {};
  for (const prototype of FUNCTIONS) {
    const name = /(\w+)\(/.exec(prototype)[1];
    functions[name] = library.func(prototype);
  }
  const abi = functions.stg_abi_version();
  if (abi !== ABI_VERSION) {
    throw new Error(`${path} has version ${abi} of the C interface. ${ABI_VERSION} is needed`);
  }
  return functions;
}

/** A call that failed. `status` is the library's name for why. */
export class StagegraphError extends Error {
  constructor(message, status, diagnostics = []) {
    super([message, ...diagnostics.map(print)].join('\n'));
    this.name = 'StagegraphError';
    this.reason = message;
    this.status = status;
    this.diagnostics = diagnostics;
  }
}

function print(found) {
  return `${found.file}:${found.line}:${found.column}: ${found.severity}: ${found.message}`;
}

/** A copy of text that the library lends. */
export function text(lent) {
  if (!lent.size) return '';
  return Buffer.from(koffi.decode(lent.data, 'uint8_t', Number(lent.size)).buffer).toString();
}

/** The bytes of a text and how many they are, as two arguments. */
export function bytes(what, value) {
  if (typeof value !== 'string') throw new TypeError(`${what} is a string, not ${value}`);
  if (/\p{Surrogate}/u.test(value)) {
    throw new StagegraphError(`${what} is not Unicode text`, 'invalid-input');
  }
  const encoded = Buffer.from(value);
  return [encoded, encoded.length];
}

/** Calls a function whose last parameter is the error. */
export function run(name, ...given) {
  const error = [null];
  const status = lib[name](...given, error);
  if (status === 0) return;
  try {
    const found = diagnostics(lib.stg_error_diagnostics(error[0]));
    throw new StagegraphError(text(lib.stg_error_message(error[0])), STATUSES[status], found);
  } finally {
    lib.stg_error_free(error[0]);
  }
}

/** Calls a function whose last parameters are a new object and the error. */
export function make(name, ...given) {
  const made = [null];
  run(name, ...given, made);
  return made[0];
}

/** Calls a function that writes text. */
export function written(name, ...given) {
  const buffer = make(name, ...given);
  try {
    return text(lib.stg_buffer_text(buffer));
  } finally {
    lib.stg_buffer_free(buffer);
  }
}

/** The findings behind a pointer, which remains its owner's. */
export function diagnostics(list) {
  return Array.from({ length: lib.stg_diagnostics_count(list) }, (_, index) => ({
    code: text(lib.stg_diagnostics_code(list, index)),
    severity: ['error', 'warning', 'note'][lib.stg_diagnostics_severity(list, index)],
    message: text(lib.stg_diagnostics_message(list, index)),
    file: text(lib.stg_diagnostics_file(list, index)),
    ...range((...places) => lib.stg_diagnostics_range(list, index, ...places)),
    path: text(lib.stg_diagnostics_path(list, index)),
    suggestion: suggestion(list, index),
  }));
}

function range(read) {
  const [line, column, endLine, endColumn] = [[0], [0], [0], [0]];
  read(line, column, endLine, endColumn);
  return { line: line[0], column: column[0], endLine: endLine[0], endColumn: endColumn[0] };
}

function suggestion(list, index) {
  const words = [null];
  let there = 0;
  const places = range((...each) => {
    there = lib.stg_diagnostics_edit(list, index, ...each, words);
  });
  return there ? { ...places, text: text(words[0]) } : null;
}

const forgotten = new FinalizationRegistry((free) => free());

/** An object over one of the library: close() frees it, or else the garbage collector. */
export class Handle {
  #pointer;
  #free;

  constructor(pointer, free) {
    this.#pointer = pointer;
    this.#free = free;
    forgotten.register(this, free, this);
  }

  /** The pointer. JavaScript calls the library without a pause, so nothing frees it meanwhile. */
  get pointer() {
    if (this.#pointer === null) {
      const name = this.constructor.name;
      throw new StagegraphError(`this ${name} is closed`, 'invalid-argument');
    }
    return this.#pointer;
  }

  close() {
    if (this.#pointer === null) return;
    this.#pointer = null;
    forgotten.unregister(this);
    this.#free();
  }
}

if (Symbol.dispose) {
  Handle.prototype[Symbol.dispose] = Handle.prototype.close;
}
