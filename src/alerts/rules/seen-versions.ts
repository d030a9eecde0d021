import type { Read, Tx } from '../../store/index.ts'
import type { LoggedEvent, RuleVersion } from './events.ts'
import { ruleFromStore } from './rule.ts'

/** The rules as the worker last saw them, and what was said of them since. */
export async function takeNewVersions(
  tx: Tx,
): Promise<{ rules: Map<number, RuleVersion>; events: LoggedEvent[] }> {
  const rows = await tx
    .selectFrom('rules')
    .select(['id', 'version_id', 'seen_version', 'dropped_at'])
    .where(({ eb, or }) => or([eb('dropped_at', 'is', null), eb('seen_version', 'is not', null)]))
    .orderBy('id')
    .execute()
  const seen = await readVersions(
    tx,
    rows.flatMap(row => row.seen_version ?? []),
  )
  const isNew = rows.filter(row => row.dropped_at !== null || row.version_id !== row.seen_version)
  const fresh = await readVersions(
    tx,
    isNew.flatMap(row => row.version_id ?? []),
  )
  const events: LoggedEvent[] = []
  for (const row of isNew) {
    const version = row.version_id === null ? undefined : fresh.get(row.version_id)
    const isDropped = row.dropped_at !== null
    if (isDropped) events.push({ kind: 'dropped', ruleId: row.id })
    else if (version) events.push({ kind: 'rule', version })
    await tx
      .updateTable('rules')
      .set({ seen_version: isDropped ? null : row.version_id })
      .where('id', '=', row.id)
      .execute()
  }
  const rules = rows.flatMap(({ id, seen_version: version }): [number, RuleVersion][] => {
    const known = version === null ? undefined : seen.get(version)
    return known ? [[id, known]] : []
  })
  return { rules: new Map(rules), events }
}

/** By their own ids. */
export async function readVersions(read: Read, ids: readonly number[]): Promise<Map<number, RuleVersion>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .selectFrom('rule_versions')
    .select(['id', 'rule_id', 'name', 'rule', 'is_on', 'at'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      {
        ...{ id: row.id, ruleId: row.rule_id, name: row.name, at: row.at },
        ...{ rule: ruleFromStore(row.rule), on: row.is_on === 1 },
      },
    ]),
  )
}
