import { recordPress } from '../../alerts/index.ts'
import { enqueueTest } from '../../deliveries/index.ts'
import { parseAddress } from '../../subscribers/index.ts'
import type { Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, readForm } from '../form.ts'
import { deskText } from '../text/en.ts'
import { draftPress, type RefusedDraft, refuseDraft, toAlert } from './answer-draft.ts'
import { keepDraft } from './keep-draft.ts'

/** Saves the draft and writes one test of it into the outbox, for the one address that the editor typed. */
export function sendTest(parts: DeskParts): Route {
  const { store, clock, random, context } = parts
  return {
    method: 'POST',
    path: '/desk/alerts/:id/test',
    who: 'editor',
    async handler(c) {
      const id = idOf(c)
      const form = await readForm(c, draftPress)
      const to = parseAddress(form.testAddress)
      const by = byEditor(c)
      const at = clock.now()
      const refused = to.ok
        ? await store.write(async (tx): Promise<RefusedDraft | null> => {
            const kept = await keepDraft(tx, { id, form, opened: form.opened, by, at })
            if (kept.kind !== 'kept') return kept
            await enqueueTest(tx, { ...context, random }, { alertId: id, address: to.address, at })
            await recordPress(tx, { alertId: id, by, action: 'test', at, people: 1 })
            return null
          })
        : ({ kind: 'incomplete', fields: { testAddress: deskText.draft.test.problem[to.problem] } } as const)
      return refused ? refuseDraft(parts, c, { id, form, refused }) : toAlert(c, id, 'test')
    },
  }
}
