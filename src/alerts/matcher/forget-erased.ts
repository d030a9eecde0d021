/**
 * Erasing tells nobody: a row is gone. Now and then rows are counted, and where there are fewer than the index has, those
 * that are no more are forgotten here too. They got nothing meanwhile: whoever mails looks at the store.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Read } from '../../store/index.ts'
import { countPreferences, preferenceIdsAfter } from '../../subscribers/index.ts'
import type { PreferenceIndex } from './preference-index.ts'

const pageIds = 5_000

export async function forgetErased(read: Read, index: PreferenceIndex, signal: AbortSignal): Promise<void> {
  if ((await countPreferences(read)) >= index.size()) return
  const ids = index.ids()
  let next = 0
  for (let afterId = 0; next < ids.length && !signal.aborted; ) {
    const page = await preferenceIdsAfter(read, { afterId, limit: pageIds })
    const known = new Set(page)
    afterId = page.length < pageIds ? Number.POSITIVE_INFINITY : (page.at(-1) ?? 0)
    for (let id = ids[next]; id !== undefined && id <= afterId; id = ids[++next])
      if (!known.has(id)) index.drop(id)
    await nextTurn()
  }
}
