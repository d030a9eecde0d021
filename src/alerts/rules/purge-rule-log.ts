import type { Tx } from '../../store/index.ts'

/**
 * What was logged before the oldest moment that is kept, at most `limit` rows: no replay reads it, for none is possible of
 * then (`replay.ts`). What was said of rules stays, since a replay of any time begins with the rules in force.
 */
export async function purgeRuleLog(tx: Tx, { limit }: { limit: number }): Promise<number> {
  const first = await tx.selectFrom('story_moments').select('id').orderBy('id').limit(1).executeTakeFirst()
  if (!first) return 0
  const over = tx
    .selectFrom('rule_log')
    .select('id')
    .where('after_moment', '<', first.id)
    .where('kind', 'not in', ['rule', 'dropped'])
    .orderBy('after_moment')
    .limit(limit)
  const gone = await tx.deleteFrom('rule_log').where('id', 'in', over).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
