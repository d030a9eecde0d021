/**
 * Keeps an index like the store: loads all preferences once, in pages, then takes what changed since. A reading that fails
 * loses nothing: the next call goes on where it stopped.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Read } from '../../store/index.ts'
import {
  newestPreferencesVersion,
  readChangedPreferences,
  readPreferencesAfter,
} from '../../subscribers/index.ts'
import { SegmentBuilder } from './build-segment.ts'
import { listingOf } from './listing.ts'
import { createParseAll } from './parse-all.ts'
import { createPreferenceIndex, type PreferenceIndex } from './preference-index.ts'
import { inSlices } from './slices.ts'

/** Rows a page: some milliseconds of parsing. */
const pageRows = 500

export interface FollowedIndex {
  /** Has every change that was committed before the call. One call at a time; null: it was aborted. */
  caughtUp(signal: AbortSignal): Promise<PreferenceIndex | null>
}

export function followPreferences(read: Read): FollowedIndex {
  const parse = createParseAll()
  const loading = { builder: new SegmentBuilder(), afterId: 0, version: null as number | null }
  let version = 0
  let index: PreferenceIndex | null = null

  const load = async (signal: AbortSignal): Promise<PreferenceIndex | null> => {
    // Read first: what changes while pages are read has a newer one, and is taken afterwards.
    loading.version ??= await newestPreferencesVersion(read)
    for (;;) {
      if (signal.aborted) return null
      const page = await readPreferencesAfter(read, { afterId: loading.afterId, limit: pageRows })
      for (const { subscriberId, preferences } of page) {
        loading.builder.add(subscriberId, listingOf(preferences, parse))
        loading.afterId = subscriberId
      }
      if (page.length < pageRows) break
      await nextTurn()
    }
    const first = await inSlices(loading.builder.finish(), signal)
    if (!first) return null
    version = loading.version
    loading.builder = new SegmentBuilder()
    return createPreferenceIndex(parse, { first })
  }
  return {
    async caughtUp(signal) {
      index ??= await load(signal)
      while (index && !signal.aborted) {
        const changes = await readChangedPreferences(read, { aboveVersion: version, limit: pageRows })
        for (const change of changes) {
          index.set(change.subscriberId, change.preferences)
          version = change.version
        }
        if (changes.length < pageRows) return index
        await nextTurn()
      }
      return null
    },
  }
}
