/**
 * Who in a segment wants an alert. Only expressions anchored at a term of the alert are looked at, each once; what they
 * and the lists find is marked by place; whom a filter or a mute keeps from it is taken away again, which is a few list reads
 * and no look at each that was found.
 */

import { matchesWatch } from '../watch/matches-watch.ts'
import type { Bits } from './bits.ts'
import { CodeReader, no, yes } from './expression-code.ts'
import { at32, type Lists } from './lists.ts'
import type { Passing, Question } from './question.ts'
import type { Segment } from './segment.ts'

/** Ascending ids. */
export function askSegment(segment: Segment, question: Question): Float64Array {
  const { kind } = question
  const { found } = segment.scratch
  const passing = segment.filterWishes.map(question.passing)
  if (kind === 'alert') markChoosing(segment, passing, question)
  else markFollowing(segment, kind)
  if (kind === 'alert' || kind === 'update') {
    for (const name of question.muted) unmark(found, segment.listed, segment.listNames.find(name))
    for (const name of question.only) mark(found, segment.listed, segment.listNames.find(name))
  }
  unmarkFiltered(segment, passing, 'none')
  const ids = idsOf(segment)
  found.clear()
  return ids
}

function markChoosing(segment: Segment, passing: readonly Passing[], question: Question): void {
  const { scratch, listed, listNames, all, open } = segment
  for (const name of question.topics) mark(scratch.found, listed, listNames.find(name))
  for (let filter = 0; filter < passing.length; filter++) {
    if (passing[filter] !== 'all') continue
    mark(scratch.found, all, filter)
    if (!question.namesTopics) mark(scratch.found, open, filter)
  }
  unmarkFiltered(segment, passing, 'words')
  markWatching(segment, question)
}

/** What follows an alert asks for neither words nor topics. */
function markFollowing(
  { scratch, filters, filtered }: Segment,
  kind: Exclude<Question['kind'], 'alert'>,
): void {
  for (const [filter, { only }] of filters.entries())
    if (kind !== 'update' || !only) mark(scratch.found, filtered, filter)
}

function unmarkFiltered({ scratch, filtered }: Segment, passing: readonly Passing[], which: Passing): void {
  for (let filter = 0; filter < passing.length; filter++)
    if (passing[filter] === which) unmark(scratch.found, filtered, filter)
}

function mark(found: Bits, { starts, entries }: Lists, row: number | undefined): void {
  if (row === undefined) return
  const end = at32(starts, row + 1)
  for (let at = at32(starts, row); at < end; at++) found.add(at32(entries, at))
}

function unmark(found: Bits, { starts, entries }: Lists, row: number | undefined): void {
  if (row === undefined) return
  const end = at32(starts, row + 1)
  for (let at = at32(starts, row); at < end; at++) found.delete(at32(entries, at))
}

function markWatching(segment: Segment, { terms, words }: Question): void {
  const { present, looked, found } = segment.scratch
  const { watching, anchored, codes } = segment
  const numbers = terms.flatMap(text => segment.terms.find(text) ?? [])
  for (const number of numbers) present[number] = 1
  const reader = new CodeReader(codes.entries, segment.terms)
  const look = (expression: number) => {
    reader.at = at32(codes.starts, expression)
    const judgement = reader.judge(present)
    if (judgement === no) return
    if (judgement !== yes) {
      reader.at = at32(codes.starts, expression)
      if (!matchesWatch(reader.decode(), words)) return
    }
    mark(found, watching, expression)
  }
  for (const number of numbers) {
    const end = at32(anchored.starts, number + 1)
    for (let at = at32(anchored.starts, number); at < end; at++) {
      const expression = at32(anchored.entries, at)
      if (looked.has(expression)) continue
      looked.add(expression)
      look(expression)
    }
  }
  for (const expression of segment.unanchored) look(expression)
  for (const number of numbers) present[number] = 0
  looked.clear()
}

/** Of all that were found and are not gone. */
function idsOf({ ids, gone, scratch }: Segment): Float64Array {
  const found = scratch.found.words
  let count = 0
  for (let at = 0; at < found.length; at++) {
    const living = at32(found, at) & ~at32(gone.words, at)
    found[at] = living
    count += bitCount(living)
  }
  const result = new Float64Array(count)
  let next = 0
  for (let at = 0; at < found.length; at++)
    for (let word = at32(found, at); word !== 0; word &= word - 1)
      result[next++] = ids[at * 32 + 31 - Math.clz32(word & -word)] as number // a place that was marked
  return result
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
