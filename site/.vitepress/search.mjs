// SPDX-License-Identifier: Apache-2.0
// How the search splits a text into words, in both languages.
//
// Chinese has no spaces, and the dictionary of Intl.Segmenter lacks the words of this field: it
// splits 商机, 赢率 and 赢单 into single characters, which are everywhere. So each two neighbours
// are a word, in the index and in what is searched for. That needs no dictionary and gives the same
// words in Node and in every browser. A name such as `stg_decide` is found whole and by its parts.
//
// The function is sent to the browser as text: it uses nothing outside itself.
export function tokenize(text) {
  const words = []
  for (const [run] of text.matchAll(/\p{Script=Han}+|[^\p{Script=Han}\p{Z}\p{C}\p{P}\p{S}]+(?:_[^\p{Script=Han}\p{Z}\p{C}\p{P}\p{S}]+)*/gu)) {
    if (/\p{Script=Han}/u.test(run)) {
      const signs = [...run]
      if (signs.length === 1) words.push(run)
      for (let i = 0; i + 1 < signs.length; i++) words.push(signs[i] + signs[i + 1])
    } else {
      words.push(run)
      if (run.includes('_')) words.push(...run.split('_'))
    }
  }
  return words
}
