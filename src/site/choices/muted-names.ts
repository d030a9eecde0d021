import { type Alert, alertsOfStories, readAlert } from '../../alerts/index.ts'
import type { Read } from '../../store/index.ts'
import type { Muted, Preferences } from '../../subscribers/index.ts'

/** No list of a person is longer than a page bears. */
const mostNamed = 500

export const mutedKey = (what: Muted): string =>
  'story' in what ? `story ${what.story}` : `thread ${what.thread}`

/** By `mutedKey`: the newest alert that readers saw of each story or thread that is muted, or wanted alone. */
export async function namesOfMuted(
  read: Read,
  { muted, only }: Pick<Preferences, 'muted' | 'only'>,
): Promise<ReadonlyMap<string, Alert>> {
  const all = [...muted, ...only]
  const stories = all.flatMap(what => ('story' in what ? [what.story] : []))
  const threads = all.flatMap(what => ('thread' in what ? [what.thread] : []))
  const names = new Map<string, Alert>()
  const ofStories = stories.length > 0 ? await alertsOfStories(read, stories, mostNamed) : []
  for (const alert of ofStories) {
    const key = `story ${alert.storyId}`
    if (alert.approvedAt !== null && !names.has(key)) names.set(key, alert)
  }
  for (const id of threads) {
    const alert = await readAlert(read, id)
    if (alert && alert.approvedAt !== null) names.set(`thread ${id}`, alert)
  }
  return names
}
