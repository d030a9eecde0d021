/**
 * One alert to a million, once: how soon the first mail leaves, how fast the rest follows, and what the sending
 * process holds in memory meanwhile. On PostgreSQL that process has the role send alone and another one answers the
 * API; an SQLite file has one process, which does both.
 */
import { createApiClient } from '../../test/support/api-client.ts'
import { freePort } from '../support/free-port.ts'
import { type BenchScope, createScope } from '../support/scope.ts'
import { type AlertRun, runAlert } from './alert-run.ts'
import type { BenchMail } from './capture.ts'
import type { SendBenchOptions } from './options.ts'
import { type BenchPlace, sendingEnvironment } from './place.ts'
import { startProduct } from './product.ts'
import { startSink } from './sink.ts'
import { sendStray } from './stray.ts'
import { connections } from './turns.ts'

export interface MillionResult extends AlertRun {
  sink: string
  connections: number
  mailBytes: number
  /** Lists of roles, one a process. */
  roles: readonly string[]
}

export interface MillionParts {
  place: BenchPlace
  options: SendBenchOptions
  subscribers: number
  mail: BenchMail
  say(what: string): void
}

export async function measureMillion(within: BenchScope, parts: MillionParts): Promise<MillionResult> {
  const { place, options, subscribers, mail, say } = parts
  await using scope = createScope(within)
  const sink = await startSink(scope, place.dataDir)
  const port = await freePort()
  const env = sendingEnvironment(place, { smtpUrl: sink.url, connections, port, signed: false })
  const api = await createApiClient(env, 'million')
  const roles = place.kind === 'postgres' ? ['web', 'send'] : ['web,send']
  const product = await startProduct(scope, env, roles)
  say(`${place.kind}: one alert to ${subscribers}`)
  const run = await runAlert({
    product,
    api,
    sink,
    fields: mail.fields,
    subscribers,
    databasePid: place.databasePid,
    say,
    meanwhile: async () => options.plantStray && (await sendStray(sink.port)),
  })
  await product.stop()
  return { ...run, sink: sink.name, connections, mailBytes: mail.bytes, roles }
}
