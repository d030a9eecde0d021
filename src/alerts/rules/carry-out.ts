/** What the rules decided becomes alerts, in the transaction in which it was decided. */
import type { Read, Tx } from '../../store/index.ts'
import { holdAlert } from '../hold-alert.ts'
import { insertAlert } from '../insert-alert.ts'
import type { Decision } from './decision.ts'
import { idOfKey } from './read-facts.ts'

/** Throws where somebody else was first; the transaction is then tried again, and knows of it. */
export async function carryOut(tx: Tx, decision: Decision, at: number): Promise<void> {
  const alertId = await (decision.promotes ? sendDraft(tx, decision, at) : makeAlert(tx, decision, at))
  const { key, version, storyId, momentId } = decision
  await tx
    .insertInto('rule_alerts')
    .values({
      ...{ alert_id: alertId, key, rule_id: version?.ruleId ?? null, version_id: version?.id ?? null },
      ...{ story_id: storyId, moment_id: momentId, decided_at: decision.at },
    })
    .onConflict(conflict =>
      conflict.column('alert_id').doUpdateSet({
        ...{ rule_id: version?.ruleId ?? null, version_id: version?.id ?? null },
        ...{ story_id: storyId, moment_id: momentId, decided_at: decision.at },
      }),
    )
    .execute()
}

async function makeAlert(tx: Tx, decision: Decision, at: number): Promise<number> {
  const { kind, fields, storyId, itemId, does } = decision
  const followsId = decision.follows === null ? null : await alertOfKey(tx, decision.follows)
  const follows = followsId === null ? null : await holdAlert(tx, followsId)
  if (kind !== 'alert' && !follows)
    throw new Error(`the ${kind} ${decision.key} was to follow ${decision.follows}, which is not there`)
  const send = does === 'send'
  // Stopped or paused since the rules looked: they look again.
  if (send && follows && follows.state !== 'sending' && follows.state !== 'sent')
    throw new Error(`the alert ${follows.id} was ${follows.state} while a rule was sending the ${kind} of it`)
  const alert = {
    ...{ kind, follows, storyId, at, send },
    draftOf: kind === 'alert' && !send ? storyId : null,
    // Whoever got the alert gets what follows it, under its topics.
    fields: follows ? { ...fields, topics: follows.topics } : fields,
    by: ruleName(decision),
  }
  const id =
    (kind === 'alert' ? await insertAlert(tx, { ...alert, itemId }) : null) ??
    (await insertAlert(tx, { ...alert, itemId: null }))
  if (id === null) throw new Error(`story ${storyId} was given a draft while a rule was making one`)
  return id
}

async function sendDraft(tx: Tx, decision: Decision, at: number): Promise<number> {
  const id = await alertOfKey(tx, decision.key)
  const { priority, topics } = decision.fields
  const { numUpdatedRows } = await tx
    .updateTable('alerts')
    .set({ state: 'sending', approved_at: at, approved_by: ruleName(decision) })
    .set({ priority, topics: JSON.stringify(topics) })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .where('discarded_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n)
    throw new Error(`the draft ${id} was sent or discarded while a rule was sending it`)
  tx.wake('alerts')
  return id
}

function ruleName({ version }: Decision): string {
  return `rule:${version?.name ?? 'corrections'}`
}

async function alertOfKey(read: Read, key: string): Promise<number> {
  const [outside] = idOfKey(key)
  if (outside !== undefined) return outside
  const { alert_id } = await read
    .selectFrom('rule_alerts')
    .select('alert_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return alert_id
}
