/**
 * A request -> JSON -> a type of ours. In: anything. Out: what the schema says, or a coded error that names
 * every wrong field in words. The body's size is bounded before (`maxBodyBytes` of the route).
 */
import { z } from 'zod'
import { InvalidRequestError, TocsinError } from '../errors.ts'
import type { RequestContext } from '../web/index.ts'

export type FieldProblems = Record<string, string>

/** More names than this help nobody. */
const mostProblems = 50

/** Throws `request.unsupported` when it is not sent as JSON, `request.malformed` when it is not JSON. */
export async function readJson(c: RequestContext): Promise<unknown> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new TocsinError(
      'request.unsupported',
      `Send the body as JSON, with "Content-Type: application/json"; this came ${type ? `as ${type.slice(0, 100)}` : 'without one'}.`,
    )
  const octets = await c.req.arrayBuffer()
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets))
  } catch (error) {
    throw new TocsinError('request.malformed', 'The body is not JSON in UTF-8 (RFC 8259).', { cause: error })
  }
}

/**
 * `check` adds what only the domain knows is wrong, so that one answer names it all. It gets the fields that the
 * schema has nothing against, as they came, and runs only when the schema refuses something.
 */
export function parseObject<Schema extends z.ZodObject>(
  schema: Schema,
  input: unknown,
  check?: (sound: Record<string, unknown>, wrong: ReadonlySet<string>) => FieldProblems,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new InvalidRequestError('The body must be a JSON object.')
  const known = Object.keys(schema.shape)
  const problems = parsed.error.issues.flatMap(issue => problemsOf(issue, known))
  const wrong = new Set(problems.map(([field]) => field.split('.')[0] ?? ''))
  const sound = Object.fromEntries(
    Object.entries(input).filter(([name]) => known.includes(name) && !wrong.has(name)),
  )
  throw invalidFields({
    ...check?.(sound, wrong),
    // Not by assignment: a field may be called __proto__.
    ...Object.fromEntries(problems.slice(0, mostProblems)),
  })
}

export function invalidFields(fields: FieldProblems): InvalidRequestError {
  const names = Object.keys(fields)
  const few = names.slice(0, 10).map(name => name.slice(0, 40))
  return new InvalidRequestError(
    `Nothing was done. Not usable: ${few.join(', ')}${names.length > few.length ? ', …' : ''}; "errors" says why.`,
    fields,
  )
}

function problemsOf(issue: z.core.$ZodIssue, known: readonly string[]): [string, string][] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => [key, `There is no such field here. Known are ${known.join(', ')}.`])
  return [[issue.path.join('.'), wordsFor(issue)]]
}

function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined) return 'This field is required.'
  switch (issue.code) {
    case 'invalid_type':
      return `Expected ${issue.expected}, but got ${z.util.parsedType(issue.input)}.`
    case 'invalid_value':
      return `Expected one of ${issue.values.join(', ')}.`
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`
    case 'too_small':
      return `At least ${issue.minimum}${unitOf(issue.origin)}.`
    default:
      return issue.message
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' ? ' entries' : ''
}
