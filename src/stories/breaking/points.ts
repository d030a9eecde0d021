/**
 * What each sign is worth, in points of a score from 0 to 100, and why. One table, so that an editor can argue with it.
 * Read it with 50 in mind: from there on an experienced desk would want to be called. Three independent origins within
 * minutes reach it alone, and so does one item of an official source that it marked as urgent.
 */
import type { ChangeKind } from '../moment.ts'

export const mostPoints = 100

/**
 * Who else says so is the best sign that there is. The first says nothing by itself; the second and the third change
 * everything; whoever is the tenth only follows.
 */
const nextOrigin = [0, 20, 13, 8, 5, 3, 2, 2, 2, 1, 1, 1]

/** What the `rank`th origin adds (0: the first). */
export function originPoints(rank: number): number {
  return nextOrigin[rank] ?? 0
}

/** An origin that comes in while its source would usually have brought nothing: by the items usual in that time. */
export const speed = {
  /** Sources are looked at every few minutes: two items seen together may lie so far apart. */
  shortestSpanMs: 5 * 60_000,
  /** What comes later belongs to another burst. */
  burstMs: 60 * 60_000,
  /** Up to so many eighths of an item usual in the span: so many points. A busy source's item there is chance. */
  steps: [
    { eighths: 1, points: 8 },
    { eighths: 4, points: 5 },
    { eighths: 8, points: 2 },
  ],
  most: 20,
} as const

/** A first of its kind is worth a look, and most firsts are oddities. */
export const novelty = {
  none: 8,
  little: 4,
  noneUpToPercent: 15,
  littleUpToPercent: 35,
  fewestDays: 3,
} as const

/** `source` and `host` speak for themselves; a statement in the first paragraph is only said to be one. */
export const official = { source: 20, host: 16, statement: 3 } as const

/**
 * Lives are news before anybody else has it: one agency's first word of a boat with fifty dead must be seen. Counts in
 * thousands are mostly sums, of a war or an epidemic.
 */
const tolls = [
  { from: 1_000, points: 12 },
  { from: 100, points: 24 },
  { from: 30, points: 18 },
  { from: 10, points: 12 },
  { from: 3, points: 5 },
] as const

/** What so many dead or missing people in a headline add. */
export function tollPoints(people: number): number {
  return tolls.find(({ from }) => people >= from)?.points ?? 0
}

/** What agencies and outlets themselves call out, from the rarest to the everyday. */
export const markPoints = { flash: 28, breaking: 24, urgent: 22, developing: 10, exclusive: 6 } as const
export type MarkLevel = keyof typeof markPoints

/** Who marks everything tells nothing: by the share of its items that a source marks, how many quarters are left. */
export const markShares = [
  { upToPercent: 3, quarters: 4 },
  { upToPercent: 8, quarters: 3 },
  { upToPercent: 20, quarters: 2 },
  { upToPercent: 40, quarters: 1 },
] as const
/** Until more is known of a source: one marked item of so many. */
export const usualMarks = { marked: 1, of: 20 } as const
/** A second source that marks it adds this share of its own points. */
export const secondMarkPercent = 30
export const mostMarkPoints = 34

/** Deeds weigh more than words; what takes a story back must not ring. */
export const changePoints: Readonly<Record<ChangeKind, number>> = {
  number: 10,
  death: 12,
  resignation: 12,
  arrest: 10,
  verdict: 10,
  agreement: 10,
  'claim of responsibility': 10,
  confirmation: 8,
  denial: 8,
  end: 6,
  correction: 0,
  withdrawal: -20,
}
export const mostChangePoints = 24

/** What a newsroom may give a place or a topic, up or down. */
export const mostWeight = 50

/**
 * What comes every day is not news, however many bring it however fast: so it takes a share of all that speaks for the
 * story, in percent. A crowd around a final or a central bank's day stays low, and a real event among them is seen.
 */
export const routinePercent = {
  /** The headline's form comes from this source at this hour, day after day. */
  regular: 65,
  markets: 70,
  results: 65,
  statistics: 60,
  sport: 70,
  weather: 65,
  preview: 65,
  explainer: 65,
  opinion: 75,
  live: 35,
  leisure: 55,
  list: 85,
  press: 85,
  show: 75,
  question: 50,
  horoscope: 100,
  index: 100,
} as const
export type RoutineForm = keyof typeof routinePercent

/** Between these ages what a sign is worth falls in a straight line. */
const fading = [
  { ageMs: 60 * 60_000, percent: 100 },
  { ageMs: 3 * 3_600_000, percent: 80 },
  { ageMs: 6 * 3_600_000, percent: 55 },
  { ageMs: 12 * 3_600_000, percent: 30 },
  { ageMs: 24 * 3_600_000, percent: 12 },
  { ageMs: 48 * 3_600_000, percent: 0 },
] as const

/** How much of a sign's worth is left, in whole percent: all of it for an hour, half after some six, nothing after two days. */
export function percentLeft(ageMs: number): number {
  let before: (typeof fading)[number] = fading[0]
  for (const step of fading) {
    if (ageMs <= step.ageMs) {
      const span = step.ageMs - before.ageMs
      if (span === 0) return step.percent
      return step.percent + Math.floor(((before.percent - step.percent) * (step.ageMs - ageMs)) / span)
    }
    before = step
  }
  return 0
}

/** A date given for the item that lies farther back than this makes it old news; days and zones are often wrong. */
export const oldNewsMs = 36 * 3_600_000
