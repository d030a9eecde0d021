import type { Tx } from '../store/index.ts'

/** Items that no rule has looked at yet stay in their stories, and make no alert. */
export async function dropGroupedItems(tx: Tx): Promise<void> {
  await tx.deleteFrom('grouped_items').execute()
}
