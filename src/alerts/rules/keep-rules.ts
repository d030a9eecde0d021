/** What people do with rules. Each change makes a version that is kept; the worker goes by it from its next step on. */
import type { Read, Tx } from '../../store/index.ts'
import type { RuleVersion } from './events.ts'
import type { Rule } from './rule.ts'
import type { RuleAction } from './schema.ts'
import { readVersions } from './seen-versions.ts'

export interface By {
  /** `editor:NAME`, or `command line`. */
  by: string
  at: number
  /** How many people the button named. */
  people?: number | null
}

export type KeptRule = { kind: 'kept'; ruleId: number } | { kind: 'name-taken' } | { kind: 'not-found' }

/** It is off until somebody switches it on. */
export async function addRule(
  tx: Tx,
  { name, rule, ...by }: { name: string; rule: Rule } & By,
): Promise<KeptRule> {
  if (await nameTaken(tx, name, null)) return { kind: 'name-taken' }
  const row = await tx
    .insertInto('rules')
    .values({ name, version_id: null, seen_version: null, dropped_at: null })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return { kind: 'name-taken' }
  await writeVersion(tx, { ruleId: row.id, name, rule, on: false }, { action: 'add', ...by })
  return { kind: 'kept', ruleId: row.id }
}

export async function changeRule(
  tx: Tx,
  { ruleId, name, rule, ...by }: { ruleId: number; name: string; rule: Rule } & By,
): Promise<KeptRule> {
  const before = await holdRule(tx, ruleId)
  if (!before) return { kind: 'not-found' }
  if (await nameTaken(tx, name, ruleId)) return { kind: 'name-taken' }
  await writeVersion(tx, { ruleId, name, rule, on: before.on }, { action: 'change', ...by })
  return { kind: 'kept', ruleId }
}

export async function switchRule(
  tx: Tx,
  { ruleId, on, ...by }: { ruleId: number; on: boolean } & By,
): Promise<KeptRule> {
  const before = await holdRule(tx, ruleId)
  if (!before) return { kind: 'not-found' }
  // Pressed twice, it is switched once.
  if (before.on !== on) await writeVersion(tx, { ...before, on }, { action: on ? 'on' : 'off', ...by })
  return { kind: 'kept', ruleId }
}

/** What it made stays; its name is free again. */
export async function dropRule(tx: Tx, { ruleId, ...by }: { ruleId: number } & By): Promise<KeptRule> {
  const before = await holdRule(tx, ruleId)
  if (!before) return { kind: 'not-found' }
  await writeVersion(tx, { ...before, on: false }, { action: 'drop', ...by })
  await tx.updateTable('rules').set({ dropped_at: by.at }).where('id', '=', ruleId).execute()
  return { kind: 'kept', ruleId }
}

/** As it is, and stays until the transaction ends. */
async function holdRule(tx: Tx, ruleId: number): Promise<RuleVersion | null> {
  const row = await tx
    .updateTable('rules')
    .set(({ ref }) => ({ name: ref('name') }))
    .where('id', '=', ruleId)
    .where('dropped_at', 'is', null)
    .returning('version_id')
    .executeTakeFirst()
  const versionId = row?.version_id
  return versionId ? ((await readVersions(tx, [versionId])).get(versionId) ?? null) : null
}

async function nameTaken(read: Read, name: string, but: number | null): Promise<boolean> {
  const row = await read
    .selectFrom('rules')
    .select('id')
    .where('name', '=', name)
    .where('dropped_at', 'is', null)
    .where('id', '!=', but ?? 0)
    .executeTakeFirst()
  return row !== undefined
}

async function writeVersion(
  tx: Tx,
  { ruleId, name, rule, on }: Pick<RuleVersion, 'ruleId' | 'name' | 'rule' | 'on'>,
  { action, by, at, people = null }: { action: RuleAction } & By,
): Promise<void> {
  const { id } = await tx
    .insertInto('rule_versions')
    .values({
      ...{ rule_id: ruleId, name, rule: JSON.stringify(rule), is_on: on ? 1 : 0, action, by, at, people },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.updateTable('rules').set({ name, version_id: id }).where('id', '=', ruleId).execute()
  tx.wake('stories')
}
