/**
 * The API's description (OpenAPI 3.1), made from the route table and from the schemas that the handlers parse and
 * answer with: it cannot say anything else than what happens.
 */
import { z } from 'zod'
import { idempotencyHeader, idempotencyPattern } from './answer-once.ts'
import type { ApiRoute } from './api-route.ts'

type Json = Record<string, unknown>

const refusals: Readonly<Record<number, string>> = {
  400: 'The body is not JSON.',
  401: 'No API token, or an unknown one.',
  404: 'There is no such alert.',
  409: 'It cannot be, as things stand; or the Idempotency-Key was used for another request.',
  413: 'The body is larger than this address takes.',
  415: 'The body was not sent as application/json.',
  429: 'Too many at a time: a challenge is to be solved, or Retry-After says when to come back.',
  422: 'What was sent cannot be used; errors names every wrong field.',
}

/** RFC 9457. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What was expected, what came, and what to do.'),
  code: z.string().describe('Stable, for programs.'),
  errors: z.record(z.string(), z.string()).optional().describe('Field -> what is wrong with it.'),
})

export function describeApi(routes: readonly ApiRoute[], publicUrl: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tocsin',
      version: '0.1.0',
      summary: 'Hands in items, sends alerts, and tells what became of every mail.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '"tocsin token create NAME" makes one.' },
      },
    },
  }
}

/** `/api/alerts/:id` -> `/api/alerts/{id}` */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function operation({ operation: op, path, who }: ApiRoute): Json {
  return {
    operationId: op.id,
    summary: op.summary,
    ...(op.description ? { description: op.description } : {}),
    security: who === 'token' ? [{ token: [] }] : [],
    parameters: [...pathParameters(path), ...queryParameters(op.query), ...(op.once ? [onceParameter] : [])],
    ...(op.body
      ? { requestBody: { required: true, content: jsonContent(jsonSchema(op.body, 'input')) } }
      : {}),
    responses: { ...answers(op.answers), ...refused(refusalsOf(op, who)) },
  }
}

function refusalsOf(op: ApiRoute['operation'], who: ApiRoute['who']): number[] {
  const byBody = op.body ? [400, 413, 415, 422] : []
  const byQuery = op.query ? [422] : []
  const byToken = who === 'token' ? [401] : []
  return [...new Set([...byToken, ...byBody, ...byQuery, ...(op.refusals ?? [])])]
}

function answers(given: ApiRoute['operation']['answers']): Json {
  return Object.fromEntries(
    Object.entries(given).map(([status, { about, schema, mediaType }]) => {
      const content = schema
        ? jsonContent(jsonSchema(schema, 'output'))
        : {
            [mediaType ?? 'application/json']: {
              schema: mediaType ? { type: 'string' } : { type: 'object' },
            },
          }
      return [status, { description: about, content }]
    }),
  )
}

function refused(statuses: readonly number[]): Json {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    statuses.map(status => [String(status), { description: refusals[status] ?? '', content }]),
  )
}

const onceParameter = {
  name: idempotencyHeader,
  in: 'header',
  required: false,
  description:
    'Kept for 7 days: the same key and body get the first answer and act no more, the same key with another body is refused with 409. A refused request leaves its key free.',
  schema: { type: 'string', pattern: idempotencyPattern.source },
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    // A field of our own schemas; zod types a generic object's fields as its core knows them.
    const { description, ...rest } = jsonSchema(schema as z.ZodType, 'output')
    return { name, in: 'query', required: false, description, schema: rest }
  })
}

function jsonContent(schema: Json): Json {
  return { 'application/json': { schema } }
}

/** OpenAPI 3.1 says the JSON Schema dialect once for the whole document. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
