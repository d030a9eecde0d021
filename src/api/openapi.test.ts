import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { openApiPath } from './openapi.ts'
import { serveApi } from './test-server.ts'

const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string().min(1),
  security: z.array(z.looseObject({})),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  requestBody: z
    .looseObject({
      content: z.looseObject({
        'application/json': z.object({
          schema: z.looseObject({
            properties: z.record(z.string(), z.unknown()),
            required: z.array(z.string()).optional(),
            additionalProperties: z.literal(false),
          }),
        }),
      }),
    })
    .optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().min(1) })),
})
const documentSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.enum(['get', 'post']), operationSchema.optional())),
})

async function serveDescription(t: Parameters<typeof serveApi>[0]) {
  const server = await serveApi(t)
  const answer = await server.call('GET', '/api/openapi.json', { token: null })
  assert.deepEqual([answer.status, answer.type], [200, 'application/json'])
  const document = documentSchema.parse(answer.json)
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation ? [{ path, method, operation }] : [],
    ),
  )
  return { ...server, described, text: answer.text }
}

test('every route is described, and everything described is a route', async t => {
  const { routes, described } = await serveDescription(t)
  const served = routes.map(({ method, path }) => `${method} ${openApiPath(path)}`)
  assert.deepEqual(
    described.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort(),
    served.sort(),
  )
})

test('each description names its token, its path’s parameters, and an id of its own', async t => {
  const { routes, described } = await serveDescription(t)
  for (const { method, path, operation } of described) {
    const route = routes.find(one => openApiPath(one.path) === path && one.method.toLowerCase() === method)
    assert.equal(operation.security.length > 0, route?.who === 'token', path)
    assert.equal('401' in operation.responses, route?.who === 'token', path)
    const inPath = operation.parameters.filter(parameter => parameter.in === 'path')
    assert.deepEqual(
      inPath.map(({ name }) => `{${name}}`),
      path.match(/\{\w+\}/g) ?? [],
    )
  }
  assert.equal(new Set(described.map(({ operation }) => operation.operationId)).size, described.length)
})

test('what the description requires is required, and what it does not know is refused', async t => {
  const { call, described, alert } = await serveDescription(t)
  await alert({ send: true })
  for (const { path, operation } of described) {
    const schema = operation.requestBody?.content['application/json'].schema
    if (!schema) continue
    const answer = await call('POST', path.replace('{id}', '1'), { body: { surelyUnknown: 1 } })
    assert.equal(answer.status, 422)
    const { errors } = answer.json as { errors: object }
    assert.deepEqual(Object.keys(errors).sort(), [...(schema.required ?? []), 'surelyUnknown'].sort(), path)
  }
})

test('every reference leads somewhere', async t => {
  const { text } = await serveDescription(t)
  const document: unknown = JSON.parse(text)
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = pointer
      .split('/')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], document)
    assert.ok(found, pointer)
  }
})
