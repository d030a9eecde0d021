/** What `npm run bench:send` may be asked for. */
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'

export type StoreKind = 'sqlite' | 'postgres'

export interface SendBenchOptions {
  stores: readonly StoreKind[]
  /** With DKIM: each wish is measured in turns of its own. */
  signing: readonly boolean[]
  runs: number
  audience: number
  /** How many messages nodemailer sends in its turn; rates are compared. */
  peerMessages: number
  /** One alert to a million, once, without a peer. */
  million: boolean
  /** Where the ledger lies; on a disk. */
  folder: string
  json: boolean
  /** Sends one message to the sink past the product, which the books must not survive. */
  plantStray: boolean
}

export function readOptions(args: readonly string[]): SendBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      store: { type: 'string', default: 'both' },
      dkim: { type: 'string', default: 'both' },
      runs: { type: 'string', default: '5' },
      audience: { type: 'string' },
      'peer-messages': { type: 'string' },
      million: { type: 'boolean', default: false },
      folder: { type: 'string', default: tmpdir() },
      json: { type: 'boolean', default: false },
      'plant-stray': { type: 'boolean', default: false },
    },
  })
  const audience = count('audience', values.audience ?? (values.million ? '1000000' : '50000'))
  const usual = Math.min(audience, Math.max(2_000, Math.round(audience / 10)))
  return {
    stores: choice('store', values.store, {
      sqlite: ['sqlite'],
      postgres: ['postgres'],
      both: ['sqlite', 'postgres'],
    }),
    signing: values.million
      ? [false]
      : choice('dkim', values.dkim, { without: [false], with: [true], both: [false, true] }),
    runs: count('runs', values.runs),
    audience,
    peerMessages: Math.min(audience, count('peer-messages', values['peer-messages'] ?? String(usual))),
    million: values.million,
    folder: values.folder,
    json: values.json,
    plantStray: values['plant-stray'],
  }
}

function choice<T>(name: string, value: string, choices: Record<string, T>): T {
  const chosen = choices[value]
  if (chosen !== undefined) return chosen
  throw new Error(`--${name} must be one of ${Object.keys(choices).join(', ')}, but is "${value}".`)
}

function count(name: string, value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value)
  throw new Error(`--${name} must be a whole number from 1 to 9999999, but is "${value}".`)
}
