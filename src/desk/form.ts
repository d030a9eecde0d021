/** What an editor's browser sends: parsed once, here, into a type of ours. */
import { z } from 'zod'
import { InvalidRequestError, TocsinError } from '../errors.ts'
import type { RequestContext } from '../web/index.ts'

/** A text field: absent is empty, line breaks are `\n` whatever the browser sends, and U+0000 is no text to PostgreSQL. */
export const textField = z
  .string()
  .default('')
  .transform(text => text.replaceAll('\r\n', '\n').replaceAll('\0', '').trim())

/** How many people a button named: a whole number from 0 up. */
export const peopleField = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** The id of a row that a form names. */
export const idField = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** Of a field that comes twice the last one counts; those in `lists` are arrays of all. Throws `request.invalid`, naming the fields. */
export async function readForm<Schema extends z.ZodType>(
  c: RequestContext,
  schema: Schema,
  lists: readonly string[] = [],
): Promise<z.infer<Schema>> {
  const sent = new URLSearchParams(await c.req.text())
  const all = lists.map(name => [name, sent.getAll(name)])
  const fields = { ...Object.fromEntries(sent), ...Object.fromEntries(all) }
  const parsed = schema.safeParse(fields)
  if (parsed.success) return parsed.data
  const problems = Object.fromEntries(
    parsed.error.issues.map(issue => [issue.path.join('.') || 'form', issue.message]),
  )
  throw new InvalidRequestError(
    `This form is not one of the desk's: ${Object.keys(problems).join(', ')} cannot be used. Reload the page and send it again.`,
    problems,
  )
}

/** The `:id` of the address. Throws `request.not-found` for what is no id. */
export function idOf(c: RequestContext): number {
  const text = c.req.param('id') ?? ''
  const id = Number(text)
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(id)) throw notFound()
  return id
}

export function notFound(): TocsinError {
  return new TocsinError('request.not-found', 'This page does not exist, or no longer does.')
}

/** As records name who pressed what. */
export function byEditor(c: RequestContext): string {
  return `editor:${c.get('editor').name}`
}
