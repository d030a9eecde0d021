/** For tests: a fence whose sender must know of epoch 7. */

import { fenceKey } from '../fence/fence-rows.ts'
import type { Fence } from '../fence/open-fence.ts'

export function fenceFrom7(note: Fence['note'] = () => undefined): Fence {
  return {
    isOpen: async () => true,
    /** As the real one: a shut one, or an epoch that is older than what it must know, lets nothing start. */
    async advance(tx) {
      const shut = await tx.selectFrom('meta').selectAll().where('key', '=', fenceKey).executeTakeFirst()
      const { epoch } = await tx.selectFrom('send_epochs').selectAll().executeTakeFirstOrThrow()
      if (shut || epoch < 7) return null
      await tx
        .updateTable('send_epochs')
        .set({ epoch: epoch + 1 })
        .execute()
      return epoch + 1
    },
    step: { sender: 'test', mustKnow: () => 7 },
    note,
    close: async () => undefined,
  }
}
