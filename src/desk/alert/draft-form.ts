/**
 * The draft as its form holds it: every field a string, so that what was typed can be shown again, and two
 * drafts be compared.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Alert, DraftInput } from '../../alerts/index.ts'
import { textField } from '../form.ts'

export const draftForm = z.object({
  headline: textField,
  summary: textField,
  preheader: textField,
  url: textField,
  priority: textField,
  topics: textField,
  language: textField,
  sourceName: textField,
  saidAt: textField,
  whatChanged: textField,
  whatWasWrong: textField,
})

export type DraftForm = z.infer<typeof draftForm>

export const emptyDraftForm: DraftForm = {
  ...draftForm.parse({}),
  priority: 'breaking',
  language: 'en',
}

export function draftFormOf(alert: Alert): DraftForm {
  return {
    headline: alert.headline,
    summary: alert.summary,
    preheader: alert.preheader ?? '',
    url: alert.url ?? '',
    priority: alert.priority,
    topics: alert.topics.join(', '),
    language: alert.language,
    sourceName: alert.sourceName ?? '',
    saidAt: alert.saidAt === null ? '' : minuteText(alert.saidAt),
    whatChanged: alert.whatChanged ?? '',
    whatWasWrong: alert.whatWasWrong ?? '',
  }
}

/** `before`: the draft it was made from, whose seconds the form's minutes do not show. */
export function draftInputOf(form: DraftForm, before: Alert | null): DraftInput {
  const unchanged = before !== null && before.saidAt !== null && form.saidAt === minuteText(before.saidAt)
  return {
    ...form,
    topics: form.topics.split(','),
    saidAt: unchanged ? before.saidAt : minuteOf(form.saidAt),
  }
}

export function sameDraft(one: DraftForm, other: DraftForm): boolean {
  return fingerprint(one) === fingerprint(other)
}

/** Travels with the form: tells whether somebody else saved since it was opened. */
export function fingerprint(form: DraftForm): string {
  const values = Object.keys(emptyDraftForm).map(name => form[name as keyof DraftForm])
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
}

/** As `<input type="datetime-local">` writes it, in UTC. */
function minuteText(at: number): string {
  return new Date(at).toISOString().slice(0, 16)
}

/** Null: no time; NaN: what is no time, which the alert's own check then names. */
function minuteOf(text: string): number | null {
  return text === '' ? null : Date.parse(`${text}Z`)
}
