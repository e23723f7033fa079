// SPDX-License-Identifier: Apache-2.0
// Searches the built site as its pages do: node search.mjs WORK LANGUAGE WORDS... prints, as JSON,
// the addresses found for each.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [work, language, ...searches] = process.argv.slice(2)
const require = createRequire(join(work, 'package.json'))
const MiniSearch = require('minisearch')
const { tokenize } = await import(pathToFileURL(join(work, '.vitepress/search.mjs')))
const chunks = join(work, 'html/assets/chunks')
const name = readdirSync(chunks).find((file) => file.startsWith(`@localSearchIndex${language}.`))
const { default: index } = await import(pathToFileURL(join(chunks, name)))
const search = MiniSearch.loadJSON(index, {
  fields: ['title', 'titles', 'text'],
  storeFields: ['title', 'titles'],
  searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  tokenize
})
console.log(JSON.stringify(searches.map((words) => search.search(words).map((found) => found.id))))
