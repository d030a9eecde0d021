/**
 * In which lists a subscriber stands, so that an alert finds them, and the filter that is asked when it does: the part of
 * the preferences that names neither words nor stories, which few differ in.
 *
 * It follows the order of the rules in `wants`: whoever wants only some stories is found by those and by nothing else;
 * whoever gets everything and wants less of nothing is not asked for words.
 */
import { type Muted, type Preferences, plainPreferences } from '../../subscribers/index.ts'
import { type Wish, wishOf } from '../wants/wants.ts'
import type { Watch } from '../watch/expression.ts'

/** Expressions of a subscriber as they were typed -> parsed; what cannot be parsed any more finds nothing. */
export type ParseAll = (watch: readonly string[]) => readonly Watch[]

export interface Listing {
  filter: Filter
  watch: readonly Watch[]
  /** Names of lists, see `listNames`. */
  lists: readonly string[]
  /** Gets every alert that the filter passes. */
  all: boolean
  /** Gets those without topics. */
  open: boolean
}

export interface Filter {
  least: Preferences['least']
  less: readonly number[]
  pausedUntil: number | null
  /** Nothing but what `lists` name reaches them, of whatever kind. */
  only: boolean
}

export const listNames = {
  topic: (id: number) => `t${id}`,
  only: (muted: Muted) => `o${storyName(muted)}`,
  muted: (muted: Muted) => `m${storyName(muted)}`,
}

function storyName(muted: Muted): string {
  return 'story' in muted ? `s${muted.story}` : `t${muted.thread}`
}

export function listingOf(preferences: Preferences, parse: ParseAll): Listing {
  const { scope, topics, watch, least, pausedUntil, muted, only } = preferences
  if (only.length > 0) {
    const filter: Filter = { least: plainPreferences.least, less: [], pausedUntil, only: true }
    return { filter, watch: [], lists: unique(only.map(listNames.only)), all: false, open: false }
  }
  const less = unique(preferences.less).sort((one, other) => one - other)
  const filter: Filter = { least, less, pausedUntil, only: false }
  const mutedLists = unique(muted.map(listNames.muted))
  const all = scope === 'all'
  if (all) return { filter, watch: less.length > 0 ? parse(watch) : [], lists: mutedLists, all, open: false }
  return {
    filter,
    watch: parse(watch),
    lists: [...unique(topics.map(listNames.topic)), ...mutedLists],
    all,
    open: topics.length > 0 || watch.length === 0,
  }
}

/** What `wants` is asked in place of everybody who has the filter. */
export function filterWish({ least, less, pausedUntil }: Filter): Wish {
  return wishOf({ ...plainPreferences, least, less, pausedUntil })
}

function unique<T>(values: readonly T[]): T[] {
  return values.length < 2 ? [...values] : [...new Set(values)]
}
