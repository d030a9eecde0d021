/** The REST API as a newsroom's program calls it. */

import { runHere } from './run-here.ts'
import type { Environment } from './tocsin-process.ts'

export interface ApiClient {
  get<T = Record<string, unknown>>(origin: string, path: string): Promise<T>
  post<T = Record<string, unknown>>(
    origin: string,
    path: string,
    body?: unknown,
    idempotencyKey?: string,
  ): Promise<{ status: number; body: T }>
}

/** What GET /api/alerts/ID answers, as far as tests look at it. */
export interface ApiAlert {
  id: string
  kind: string
  state: string
  headline: string
  frozen: boolean
  audience: number
  queued: number
  sending: number
  accepted: number
  deferred: number
  refused: number
  uncertain: number
  suppressed: number
  withdrawn: number
  resent: number
  /** Why it was paused without an editor's word. */
  note?: string | null
  url: string | null
  page: string
}

const stateNames = [
  'queued',
  'sending',
  'accepted',
  'deferred',
  'refused',
  'uncertain',
  'suppressed',
  'withdrawn',
] as const

export const sumOf = (alert: Pick<ApiAlert, (typeof stateNames)[number]>): number =>
  stateNames.reduce((sum, state) => sum + alert[state], 0)

/** Makes a token on this place with the command line, and calls with it. */
export async function createApiClient(env: Environment, name = 'tests'): Promise<ApiClient> {
  const { out, err, code } = await runHere(env, ['token', 'create', name, '--json'])
  if (code !== 0) throw new Error(err)
  const { token } = JSON.parse(out) as { token: string }
  return apiClientOf(token)
}

export function apiClientOf(token: string): ApiClient {
  const authorization = `Bearer ${token}`
  return {
    async get<T>(origin: string, path: string) {
      const response = await fetch(`${origin}${path}`, { headers: { authorization } })
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    async post<T>(origin: string, path: string, body: unknown = {}, idempotencyKey?: string) {
      const response = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as T }
    },
  }
}
