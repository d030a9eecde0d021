/** A rule is shown, added, changed, tried and dropped. Trying writes nothing. */

import { z } from 'zod'
import { addRule, changeRule, dropRule, type RuleRow, readRule } from '../../alerts/index.ts'
import { listSourceNames } from '../../sources/index.ts'
import type { RequestContext, Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { byEditor, idOf, notFound, readForm } from '../form.ts'
import { type Done, deskText, doneText } from '../text/en.ts'
import { readRuleForm, ruleForm } from './rule-form.ts'
import { rulePage, trialDays } from './rule-page.ts'
import { tryRule } from './trial-part.ts'

const tried = ruleForm.extend({
  days: z.coerce
    .number()
    .refine(days => trialDays.some(choice => choice === days))
    .default(1),
})

export function showNewRule(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/rules/new',
    who: 'editor',
    handler: c => rulePage(parts, c, { rule: null }),
  }
}

export function showRule(parts: DeskParts): Route {
  return {
    method: 'GET',
    path: '/desk/rules/:id',
    who: 'editor',
    async handler(c) {
      const rule = await requireRule(parts, c)
      return rulePage(parts, c, { rule, done: doneText(c.req.query('done')) })
    },
  }
}

export function addNewRule(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/rules',
    who: 'editor',
    async handler(c) {
      const form = await readForm(c, ruleForm)
      const read = readRuleForm(form, await listSourceNames(store.read))
      if (!read.ok) return rulePage(parts, c, { rule: null, form, problems: read.problems })
      const { name, rule } = read
      const by = { by: byEditor(c), at: clock.now() }
      const added = await store.write(tx => addRule(tx, { name, rule, ...by }))
      if (added.kind !== 'kept')
        return rulePage(parts, c, { rule: null, form, problems: { name: deskText.rules.nameTaken } })
      return toRule(c, added.ruleId, 'rule-added')
    },
  }
}

export function saveRule(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'POST',
    path: '/desk/rules/:id',
    who: 'editor',
    async handler(c) {
      const before = await requireRule(parts, c)
      const form = await readForm(c, ruleForm)
      const read = readRuleForm(form, await listSourceNames(store.read))
      if (!read.ok) return rulePage(parts, c, { rule: before, form, problems: read.problems })
      const { name, rule } = read
      const { ruleId } = before
      const by = { by: byEditor(c), at: clock.now() }
      const changed = await store.write(tx => changeRule(tx, { ruleId, name, rule, ...by }))
      if (changed.kind === 'not-found') throw notFound()
      if (changed.kind === 'name-taken')
        return rulePage(parts, c, { rule: before, form, problems: { name: deskText.rules.nameTaken } })
      return toRule(c, ruleId, 'rule-saved')
    },
  }
}

export function tryNewRule(parts: DeskParts): Route {
  return { method: 'POST', path: '/desk/rules/try', who: 'editor', handler: c => answerTrial(parts, c, null) }
}

export function tryKnownRule(parts: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/rules/:id/try',
    who: 'editor',
    handler: async c => answerTrial(parts, c, await requireRule(parts, c)),
  }
}

async function answerTrial(parts: DeskParts, c: RequestContext, known: RuleRow | null) {
  const { days, ...form } = await readForm(c, tried)
  const { read } = parts.store
  // A name can still be found when the rule is kept.
  const parsed = readRuleForm(
    { ...form, name: form['name'] || deskText.rules.newTitle },
    await listSourceNames(read),
  )
  if (!parsed.ok) return rulePage(parts, c, { rule: known, form, problems: parsed.problems })
  const { name, rule } = parsed
  const [ruleId, before] = [known?.ruleId ?? null, known?.name ?? null]
  const trial = await tryRule(read, { ruleId, name, before, rule, days, now: parts.clock.now() })
  return rulePage(parts, c, { rule: known, form, trial })
}

export function dropThisRule({ store, clock }: DeskParts): Route {
  return {
    method: 'POST',
    path: '/desk/rules/:id/drop',
    who: 'editor',
    async handler(c) {
      const wish = { ruleId: idOf(c), by: byEditor(c), at: clock.now() }
      const dropped = await store.write(tx => dropRule(tx, wish))
      if (dropped.kind !== 'kept') throw notFound()
      return c.redirect('/desk/rules?done=rule-dropped', 303)
    },
  }
}

export async function requireRule({ store }: DeskParts, c: RequestContext): Promise<RuleRow> {
  const rule = await readRule(store.read, idOf(c))
  if (!rule) throw notFound()
  return rule
}

export function toRule(c: RequestContext, ruleId: number, done: Done): Response {
  return c.redirect(`/desk/rules/${ruleId}?done=${done}`, 303)
}
