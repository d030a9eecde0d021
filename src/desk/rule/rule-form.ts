/** A rule as its form holds it: every field a string, so that what was typed can be shown again. */
import { z } from 'zod'
import {
  type KnownSource,
  nameProblem,
  parseRule,
  type Rule,
  type RuleProblems,
  weekdays,
} from '../../alerts/index.ts'
import { textField } from '../form.ts'

const dayFields = Object.fromEntries(weekdays.map(day => [`day-${day}`, textField]))

export const ruleForm = z.object({
  ...{ name: textField, does: textField, priority: textField, leastScore: textField },
  ...{ leastOrigins: textField, topics: textField, anyWords: textField, noWords: textField },
  ...{ onlySources: textField, neverSources: textField, hours: textField, timeZone: textField },
  ...{ pause: textField, updates: textField },
  ...dayFields,
})

export type RuleForm = Record<string, string>

export function ruleFormOf(name: string, rule: Rule, sources: readonly KnownSource[]): RuleForm {
  const names = (ids: readonly number[]) =>
    ids.map(id => sources.find(source => source.id === id)?.name ?? String(id)).join('\n')
  return {
    ...{ name, does: rule.does, priority: rule.priority, leastScore: String(rule.leastScore) },
    ...{ leastOrigins: String(rule.leastOrigins), topics: rule.topics.join(', ') },
    ...{ anyWords: rule.anyWords.join('\n'), noWords: rule.noWords.join('\n') },
    ...{ onlySources: names(rule.onlySources), neverSources: names(rule.neverSources) },
    ...{ hours: rule.hours ?? '', timeZone: rule.timeZone, pause: String(rule.pauseMs / 60_000) },
    updates: rule.updates ? 'yes' : '',
    ...Object.fromEntries(weekdays.map(day => [`day-${day}`, rule.days.includes(day) ? 'yes' : ''])),
  }
}

/** What was typed as a rule, or what is wrong with which field. */
export function readRuleForm(
  form: RuleForm,
  sources: readonly KnownSource[],
): { ok: true; name: string; rule: Rule } | { ok: false; problems: RuleProblems } {
  const name = form['name'] ?? ''
  const wrongName = nameProblem(name)
  const parsed = parseRule(
    {
      ...{ does: form['does'], priority: form['priority'], timeZone: form['timeZone'] },
      ...{ leastScore: numberOf(form['leastScore']), leastOrigins: numberOf(form['leastOrigins']) },
      ...{ topics: (form['topics'] ?? '').split(','), hours: form['hours'] || null },
      ...{ anyWords: linesOf(form['anyWords']), noWords: linesOf(form['noWords']) },
      ...{ onlySources: linesOf(form['onlySources']), neverSources: linesOf(form['neverSources']) },
      pauseMs: Math.round(numberOf(form['pause']) * 60_000),
      updates: form['updates'] === 'yes',
      days: weekdays.filter(day => form[`day-${day}`] === 'yes'),
    },
    sources,
  )
  if (parsed.ok && !wrongName) return { ok: true, name, rule: parsed.rule }
  const { pauseMs, ...problems } = parsed.ok ? {} : (parsed.problems as RuleProblems)
  return {
    ok: false,
    problems: {
      ...problems,
      ...(pauseMs === undefined ? {} : { pause: 'Give a number of minutes from 0 to 10080.' }),
      ...(wrongName ? { name: wrongName } : {}),
    },
  }
}

function numberOf(text = ''): number {
  return text === '' ? Number.NaN : Number(text)
}

function linesOf(text = ''): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}
