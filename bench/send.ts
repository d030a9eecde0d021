/**
 * `npm run bench:send [-- --store sqlite|postgres|both --dkim without|with|both --runs 5 --audience N --json]`: how
 * fast an alert reaches its audience, with nodemailer's pool beside it in the same run; and with `--million`, one
 * alert to a million. The program runs as an operator starts it, with its ledger on a disk, against an SMTP server
 * in another process; the numbers are taken outside of it. It ends with an error when the product's books and
 * the sink's count disagree, and removes everything it made.
 */
import { benchAudience } from './send/audience.ts'
import { captureBenchMail } from './send/capture.ts'
import { importAudience } from './send/import-audience.ts'
import { measureMillion } from './send/million.ts'
import { readOptions, type StoreKind } from './send/options.ts'
import { freshPlace, sendingEnvironment } from './send/place.ts'
import { createProgress } from './send/progress.ts'
import { printReport, type StoreResult } from './send/report.ts'
import { measureTurns, type TurnsResult } from './send/turns.ts'
import { thisMachine } from './support/machine.ts'
import { createScope } from './support/scope.ts'

/** Each step has a limit of its own; this one is for what nobody thought of. */
const deadlineMs = 3_600_000

const options = readOptions(process.argv.slice(2))
const machine = thisMachine()
const { say, last } = createProgress()

await using scope = createScope()
const { promise: ended, reject } = Promise.withResolvers<never>()
const deadline = setTimeout(
  () => reject(new Error(`Not done after ${deadlineMs} ms: ${last()}.`)),
  deadlineMs,
)
scope.after(() => clearTimeout(deadline))
// Whoever ends the bench by hand leaves as little behind as its own end does.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => reject(new Error(`${signal} while: ${last()}.`)))

const from = performance.now()
const stores: StoreResult[] = []
for (const kind of options.stores) stores.push(await Promise.race([measureStore(kind), ended]))
const result = { machine, stores, benchSeconds: (performance.now() - from) / 1_000 }
if (options.json) console.log(JSON.stringify(result))
else printReport(result)

async function measureStore(kind: StoreKind): Promise<StoreResult> {
  await using own = createScope(scope)
  const audience = benchAudience(options.audience)
  const place = await freshPlace(own, kind, options.folder)
  say(`${kind}: what the mail looks like`)
  const mails = []
  for (const signed of options.signing)
    mails.push({ signed, mail: await captureBenchMail(own, { place, signed, reader: audience[0] ?? '' }) })
  say(`${kind}: import of ${audience.length} subscribers`)
  const told = { smtpUrl: 'smtp://127.0.0.1:9', connections: 1, port: 0, signed: false }
  const importSeconds = await importAudience(sendingEnvironment(place, told), place.dataDir, audience)
  const found = { store: kind, subscribers: audience.length, importSeconds }
  const [first] = mails
  if (options.million && first) {
    const parts = { place, options, subscribers: audience.length, mail: first.mail, say }
    return { ...found, turns: [], million: await measureMillion(own, parts) }
  }
  const turns: TurnsResult[] = []
  for (const { signed, mail } of mails)
    turns.push(await measureTurns(own, { place, options, audience, signed, mail, say }))
  return { ...found, turns, million: null }
}
