/**
 * Who in a segment wants an alert. Only expressions anchored at a term of the alert are looked at, each once; what they
 * and the lists find is marked by place, unless the filter says no; who muted the story is taken away again at the end.
 */
import { matchesWatch } from '../watch/matches-watch.ts'
import { CodeReader, no, yes } from './expression-code.ts'
import { at32, type Lists } from './lists.ts'
import type { Passing, Question } from './question.ts'
import type { Segment } from './segment.ts'

/** Ascending ids. */
export function askSegment(segment: Segment, question: Question): Float64Array {
  const { kind } = question
  const passing = segment.filters.map(question.passing)
  const marking = { segment, passing }
  if (kind === 'alert') markChoosing(marking, question)
  else markFollowing(marking, kind)
  if (kind === 'alert' || kind === 'update') {
    for (const name of question.muted) eachListed(segment, name, place => segment.scratch.found.delete(place))
    for (const name of question.only) markListed(marking, name)
  }
  const ids = idsOf(segment)
  segment.scratch.found.clear()
  return ids
}

interface Marking {
  segment: Segment
  /** By filter. */
  passing: readonly Passing[]
}

function markListed({ segment, passing }: Marking, name: string): void {
  eachListed(segment, name, place => {
    if (passing[at32(segment.filterOf, place)] === 'all') segment.scratch.found.add(place)
  })
}

function eachListed({ listNames, listed }: Segment, name: string, tell: (place: number) => void): void {
  const list = listNames.find(name)
  if (list === undefined) return
  const end = at32(listed.starts, list + 1)
  for (let at = at32(listed.starts, list); at < end; at++) tell(at32(listed.entries, at))
}

function markByFilter({ segment, passing }: Marking, { starts, entries }: Lists): void {
  const { found } = segment.scratch
  for (let filter = 0; filter < passing.length; filter++) {
    if (passing[filter] !== 'all') continue
    const end = at32(starts, filter + 1)
    for (let at = at32(starts, filter); at < end; at++) found.add(at32(entries, at))
  }
}

function markChoosing(marking: Marking, question: Question): void {
  for (const name of question.topics) markListed(marking, name)
  markByFilter(marking, marking.segment.all)
  if (!question.namesTopics) markByFilter(marking, marking.segment.open)
  markWatching(marking, question)
}

/** What follows an alert asks for neither words nor topics. */
function markFollowing({ segment, passing }: Marking, kind: Exclude<Question['kind'], 'alert'>): void {
  const toAll = kind !== 'update'
  const reached = segment.filters.map(({ only }, filter) => (toAll || !only) && passing[filter] !== 'none')
  for (let place = 0; place < segment.ids.length; place++)
    if (reached[at32(segment.filterOf, place)]) segment.scratch.found.add(place)
}

function markWatching({ segment, passing }: Marking, { terms, words }: Question): void {
  const { present, looked } = segment.scratch
  const numbers = terms.flatMap(text => segment.terms.find(text) ?? [])
  for (const number of numbers) present[number] = 1
  const { watching, anchored } = segment
  const reader = new CodeReader(segment.codes.entries, segment.terms)
  const look = (expression: number) => {
    reader.at = at32(segment.codes.starts, expression)
    const judgement = reader.judge(present)
    if (judgement === no) return
    if (judgement !== yes) {
      reader.at = at32(segment.codes.starts, expression)
      if (!matchesWatch(reader.decode(), words)) return
    }
    mark(expression)
  }
  const mark = (expression: number) => {
    const end = at32(watching.starts, expression + 1)
    for (let at = at32(watching.starts, expression); at < end; at++) {
      const place = at32(watching.entries, at)
      if (passing[at32(segment.filterOf, place)] !== 'none') segment.scratch.found.add(place)
    }
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
