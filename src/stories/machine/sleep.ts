/**
 * Stories that nothing came to for days are no longer looked at: what they are known by stays, and they wake when an
 * item, a revision or an editor needs them. Who sleeps follows from the times that came with the items, looked at once
 * an hour of theirs: never from a clock, nor from how many came at once.
 */
import type { LiveStory } from './live-story.ts'
import type { MachineState } from './machine-state.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** How long what items tell of their sources is learned again at a start: days in UTC, whole. */
const notedDays = 9
const sleepsAfterMs = 4 * dayMs
/** How long what is new is compared with what was. */
export const rememberedMs = 30 * dayMs
/** However much comes: beyond these, those that nothing came to for longest sleep sooner. */
const mostLive = 60_000
const sleepAtOnce = 1_000

/** From when on the notes of items are needed, whether their stories sleep or not: what is older taught what counts no more. */
export function notesSince(now: number): number {
  return (Math.floor(now / dayMs) + 1 - notedDays) * dayMs
}

/** From when on earlier stories are compared with: the same all through an hour, so that a restart in it changes nothing. */
export function rememberedSince(now: number): number {
  return Math.floor(now / hourMs) * hourMs - rememberedMs
}

/** Time goes on. Returns whether a story was put to sleep. */
export function putToSleep(state: MachineState, at: number): boolean {
  const before = state.live.size
  const now = Math.max(state.now, at)
  if (Math.floor(now / hourMs) > Math.floor(state.now / hourMs)) {
    const quietSince = Math.floor(now / hourMs) * hourMs - sleepsAfterMs
    sleep(
      state,
      quietest(state).filter(story => story.lastItemAt <= quietSince),
    )
    state.archive.forgetBefore(rememberedSince(now))
  }
  if (state.live.size >= mostLive + sleepAtOnce)
    sleep(state, quietest(state).slice(0, state.live.size - mostLive))
  advanceTo(state, now)
  return state.live.size < before
}

/** The time of everything that counts the newest days. */
export function advanceTo(state: MachineState, now: number): void {
  state.now = now
  state.breaking.advance(now)
}

function quietest({ live }: MachineState): LiveStory[] {
  return [...live.values()].sort((one, other) => one.lastItemAt - other.lastItemAt || one.id - other.id)
}

function sleep(state: MachineState, stories: readonly LiveStory[]): void {
  for (const story of stories) {
    story.signature = state.grouping.signatureOf(story.id)
    state.archive.set(story.id, story.createdAt, story.signature)
    for (const { itemId } of story.members) state.storyOf.delete(itemId)
    state.live.delete(story.id)
    state.notes.story(story, 'asleep')
  }
  state.grouping.sleep(stories.map(({ id }) => id))
}
