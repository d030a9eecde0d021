/**
 * How breaking a story is, from 0 to 100, and why. Pure. What always holds: the score is whole; the reasons' points add
 * up to it exactly; one more origin never lowers it, all else equal. Signs keep their full worth in their reasons, and
 * what age took of them together is a reason of its own. What goes beyond 100 or below 0 is cut off the lightest
 * reasons, so that the weightiest stand as the table has them.
 */
import type { Reason } from '../moment.ts'
import { speedOf } from './burst.ts'
import {
  changePoints,
  mostChangePoints,
  mostMarkPoints,
  mostPoints,
  novelty,
  originPoints,
  percentLeft,
  type RoutineForm,
  routinePercent,
  secondMarkPercent,
} from './points.ts'
import { atMost, best, halving, type Sign, sign } from './sign.ts'
import type { CountedItem, StoryNow } from './story-now.ts'

export interface Scored {
  score: number
  /** The weightiest first. */
  reasons: Reason[]
}

export function scoreStory(story: StoryNow): Scored {
  const counted = story.newest.filter(({ note }) => !note.firstPoll)
  if (counted.length === 0) return { score: 0, reasons: [] }
  const { at } = story
  const signs = [
    originsOf(counted, story),
    speedOf(counted, at),
    noveltyOf(story),
    officialOf(counted, at),
    markOf(counted, at),
    tollIn(counted, at),
    ...changesOf(counted, at),
    ...weightsOf(counted, at),
  ].filter(found => found !== null)
  return bounded([...signs.map(asReason), ...ageOf(signs), ...routineOf(counted, signs)])
}

/** What is left of a score when nothing came since: for pages. */
export function scoreNow(score: number, at: number, now: number): number {
  return Math.floor((score * percentLeft(Math.max(now - at, 0))) / 100)
}

/** The newest origin stands first, so that an old crowd does not make the next item news. */
function originsOf(items: readonly CountedItem[], { at, origins, newest }: StoryNow): Sign | null {
  const newsAtOf = new Map<number, number>()
  for (const { origin, note } of items)
    newsAtOf.set(origin, Math.max(note.newsAt, newsAtOf.get(origin) ?? note.newsAt))
  const ages = [...newsAtOf.values()].map(newsAt => at - newsAt).sort((one, other) => one - other)
  const parts = ages.map((ageMs, rank) => sign('origins', originPoints(rank), ageMs, {}))
  const full = parts.reduce((sum, part) => sum + part.full, 0)
  if (full === 0) return null
  return {
    kind: 'origins',
    full,
    left: parts.reduce((sum, part) => sum + part.left, 0),
    // Of the one that lost most: a single old mention must not date them all.
    ageMs: parts.toSorted((one, other) => other.full - other.left - (one.full - one.left))[0]?.ageMs ?? 0,
    // What the first polls brought was there before.
    facts: { origins: newest.length === items.length ? Math.max(origins, ages.length) : ages.length },
  }
}

function noveltyOf({ novelty: known, newest, at, foundedAt }: StoryNow): Sign | null {
  const first = newest[0]?.note
  const newSince = first?.at === foundedAt ? first.newsAt : foundedAt
  if (!known || known.days < novelty.fewestDays || newest.some(({ note }) => note.firstPoll)) return null
  const { likenessPercent, days } = known
  const points =
    likenessPercent <= novelty.noneUpToPercent
      ? novelty.none
      : likenessPercent <= novelty.littleUpToPercent
        ? novelty.little
        : 0
  return points === 0 ? null : sign('novelty', points, at - newSince, { days, likenessPercent })
}

function officialOf(items: readonly CountedItem[], at: number): Sign | null {
  return best(
    items.flatMap(({ note: { official, sourceName: source, newsAt } }) =>
      official
        ? [
            sign('official', official.points, at - newsAt, {
              ...{ source, by: official.by },
              ...(official.host ? { host: official.host } : {}),
            }),
          ]
        : [],
    ),
  )
}

function markOf(items: readonly CountedItem[], at: number): Sign | null {
  const marks = items.flatMap(({ note: { mark, sourceId, sourceName: source, newsAt } }) =>
    mark
      ? [
          {
            sourceId,
            found: sign('mark', mark.points, at - newsAt, {
              ...{ mark: mark.word, source, marked: mark.marked, of: mark.of },
            }),
          },
        ]
      : [],
  )
  const top = best(marks.map(({ found }) => found))
  const source = marks.find(({ found }) => found === top)?.sourceId
  if (!top) return null
  const second = best(marks.filter(mark => mark.sourceId !== source).map(({ found }) => found))
  const more = Math.floor(((second?.left ?? 0) * secondMarkPercent) / 100)
  return {
    ...top,
    full: Math.min(top.full + more, mostMarkPoints),
    left: Math.min(top.left + more, mostMarkPoints),
    facts: second
      ? { ...top.facts, sources: new Set(marks.map(({ sourceId }) => sourceId)).size }
      : top.facts,
  }
}

/** Dead and missing of one event are not added up: outlets count the same people. */
function tollIn(items: readonly CountedItem[], at: number): Sign | null {
  return best(
    items.flatMap(({ note: { toll, sourceName: source, newsAt, saidAt } }) =>
      toll
        ? [
            sign('toll', toll.points, at - Math.max(newsAt, saidAt), {
              ...{ of: toll.of, people: toll.people, source },
            }),
          ]
        : [],
    ),
  )
}

/** Of each kind the newest; the same toll told ten times is one rise. */
function changesOf(items: readonly CountedItem[], at: number): Sign[] {
  const newest = new Map<string, Sign>()
  for (const { changes, note } of items)
    for (const { kind, facts } of changes)
      newest.set(
        kind,
        sign('change', changePoints[kind], at - Math.max(note.newsAt, note.saidAt), { ...facts, kind }),
      )
  const signs = [...newest.values()].filter(({ full }) => full !== 0)
  return [
    ...atMost(
      mostChangePoints,
      signs.filter(({ full }) => full > 0),
    ),
    ...signs.filter(({ full }) => full < 0),
  ]
}

/** Of one weight the item that says it loudest. */
function weightsOf(items: readonly CountedItem[], at: number): Sign[] {
  const loudest = new Map<string, Sign>()
  for (const { note } of items)
    for (const { words, points, said = words } of note.weights) {
      const found = sign('weight', points, at - note.newsAt, { words, said })
      const known = loudest.get(words)
      if (!known || Math.abs(found.left) >= Math.abs(known.left)) loudest.set(words, found)
    }
  const signs = [...loudest.values()]
  return [...halving(signs.filter(({ full }) => full > 0)), ...halving(signs.filter(({ full }) => full < 0))]
}

/** Of what speaks for the story: in full where half of its items are routine, less where they are fewer. */
function routineOf(items: readonly CountedItem[], signs: readonly Sign[]): Reason[] {
  const known = new Map<RoutineForm, { percent: number; days: number }>()
  let count = 0
  let sum = 0
  for (const { routine } of items.map(({ note }) => note)) {
    if (!routine) continue
    const { form, days } = routine
    const before = known.get(form) ?? { percent: 0, days: 0 }
    known.set(form, { percent: before.percent + routinePercent[form], days: Math.max(before.days, days) })
    count += 1
    sum += routinePercent[form]
  }
  const [main] = [...known].sort(([, one], [, other]) => other.percent - one.percent)
  const speaking = signs.reduce((total, { left }) => total + Math.max(left, 0), 0)
  // Percent of the mean, times twice the share of the items, in one whole division.
  const points = Math.ceil((speaking * sum * 2) / (100 * Math.max(2 * count, items.length)))
  if (!main || points === 0) return []
  const [form, { days }] = main
  return [{ kind: 'routine', points: -points, facts: { form, items: count, of: items.length, days } }]
}

function ageOf(signs: readonly Sign[]): Reason[] {
  const lost = signs.reduce((sum, { full, left }) => sum + full - left, 0)
  const most = signs.toSorted((one, other) => other.full - other.left - (one.full - one.left))[0]
  return lost > 0 && most ? [{ kind: 'age', points: -lost, facts: { ageMs: most.ageMs } }] : []
}

function asReason({ kind, full, facts }: Sign): Reason {
  return { kind, points: full, facts }
}

function bounded(reasons: readonly Reason[]): Scored {
  const ordered = reasons.toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points))
  const sum = ordered.reduce((total, { points }) => total + points, 0)
  const score = Math.min(Math.max(sum, 0), mostPoints)
  let excess = sum - score
  const kept = ordered
    .toReversed()
    .map(reason => {
      if (excess === 0 || Math.sign(reason.points) !== Math.sign(excess)) return reason
      const cut = Math.sign(excess) * Math.min(Math.abs(excess), Math.abs(reason.points))
      excess -= cut
      return { ...reason, points: reason.points - cut }
    })
    .filter(({ points }) => points !== 0)
    .reverse()
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
  return { score, reasons: kept }
}
