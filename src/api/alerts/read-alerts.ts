import { z } from 'zod'
import { listAlerts as list, readAlert as readOne } from '../../alerts/index.ts'
import type { ApiHandler } from '../api-route.ts'
import { alertIdOf, noSuchAlert } from '../fields.ts'
import { parseObject } from '../read-json.ts'
import { alertAnswerSchema, alertAnswers } from './alert-answer.ts'

export const listAlertsQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'Give the "next" of the page before, as it came.')
    .optional()
    .describe('The "next" of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Alerts a page.'),
})

export const alertPageSchema = z.object({
  alerts: z.array(alertAnswerSchema),
  next: z.string().nullable().describe('The cursor of the page after this; null: it is the last.'),
})

export const listAlerts: ApiHandler = async ({ store, config }, c) => {
  const { cursor, limit } = parseObject(listAlertsQuery, c.req.query())
  const before = cursor === undefined ? undefined : Number(cursor)
  const found = await list(store.read, { before, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const alerts = await alertAnswers(store.read, shown, config.publicUrl)
  const next = found.length > limit ? String(shown.at(-1)?.id) : null
  return c.json({ alerts, next } satisfies z.output<typeof alertPageSchema>)
}

export const readAlert: ApiHandler = async ({ store, config }, c) => {
  const id = alertIdOf(c)
  const alert = await readOne(store.read, id)
  const [answer] = alert ? await alertAnswers(store.read, [alert], config.publicUrl) : []
  if (!answer) throw noSuchAlert(id)
  return c.json(answer)
}
