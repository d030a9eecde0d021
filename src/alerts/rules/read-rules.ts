/** Rules as the desk and the command line show them. */
import type { Read } from '../../store/index.ts'
import type { RuleVersion } from './events.ts'
import type { RuleAction } from './schema.ts'
import { readVersions } from './seen-versions.ts'

export interface RuleRow extends RuleVersion {
  /** Alerts and updates of it so far, those that are drafts too. */
  made: number
  /** When it last made one, in the time of the news. */
  lastMadeAt: number | null
}

export interface RuleChange {
  name: string
  rule: RuleVersion['rule']
  on: boolean
  action: RuleAction
  by: string
  at: number
  people: number | null
}

/** In the order in which they were made. */
export async function listRules(read: Read): Promise<RuleRow[]> {
  const rows = await read
    .selectFrom('rules')
    .select('version_id')
    .where('dropped_at', 'is', null)
    .orderBy('id')
    .execute()
  const ids = rows.flatMap(row => row.version_id ?? [])
  const versions = await readVersions(read, ids)
  const made = await read
    .selectFrom('rule_alerts')
    .select(({ fn }) => ['rule_id', fn.countAll<number>().as('made'), fn.max('decided_at').as('last_at')])
    .where('rule_id', 'is not', null)
    .groupBy('rule_id')
    .execute()
  return ids.flatMap(id => {
    const version = versions.get(id)
    const of = made.find(row => row.rule_id === version?.ruleId)
    return version ? [{ ...version, made: of?.made ?? 0, lastMadeAt: of?.last_at ?? null }] : []
  })
}

export async function readRule(read: Read, ruleId: number): Promise<RuleRow | null> {
  return (await listRules(read)).find(rule => rule.ruleId === ruleId) ?? null
}

/** Null: none of that name. */
export async function findRule(read: Read, name: string): Promise<RuleRow | null> {
  return (await listRules(read)).find(rule => rule.name === name) ?? null
}

/** The newest first. */
export async function readRuleChanges(read: Read, ruleId: number): Promise<RuleChange[]> {
  const rows = await read
    .selectFrom('rule_versions')
    .select(['id', 'action', 'by', 'people'])
    .where('rule_id', '=', ruleId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  const versions = await readVersions(
    read,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, ...row }) => {
    const version = versions.get(id)
    if (!version) return []
    const { name, rule, on, at } = version
    return [{ ...row, name, rule, on, at }]
  })
}
