/** `suppression import`: addresses that must never be mailed, or the hashes that `suppression export` wrote. */
import { ConfigError } from '../errors.ts'
import {
  importSuppressedHashes,
  importSuppressions,
  type SuppressedHash,
  suppressionKey,
  suppressionReasons,
} from '../subscribers/index.ts'
import { type Command, type CommandInput, choiceOption, UsageError } from './command.ts'
import { batches } from './csv/batches.ts'
import { encodings } from './csv/encoding.ts'
import { createProgress } from './csv/progress.ts'
import { type CsvRow, readCsv } from './csv/read-csv.ts'
import { withoutGuard } from './csv/write-csv.ts'
import { inPlace, type Place } from './place.ts'

const rowsAtOnce = 1_000
const rowsNamed = 20
const columns = {
  address: ['address', 'email', 'e_mail', 'email_address', 'address_hash'],
  hash: ['address_hash'],
  reason: ['reason'],
  at: ['at'],
  key: ['key'],
}

export const suppressionImport: Command = {
  name: 'suppression import',
  usage: 'FILE.csv --reason bounce|complaint|operator [--encoding E]',
  about: `Puts addresses on the list of those never to be mailed. Twice is as once.
Also reads what "suppression export" wrote, on a server with the same SECRET; then each row has its own reason.`,
  options: { reason: { type: 'string' }, encoding: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const { line, json } = input
    const totals = { suppressed: 0, already: 0, invalid: 0 }
    await inPlace(line.env, async place => {
      const progress = createProgress(line, 'rows')
      const rows = readCsv(input.positionals[0] ?? '', columns, choiceOption(input, 'encoding', encodings))
      for await (const batch of batches(rows, rowsAtOnce)) {
        const hashes = batch[0]?.cell('hash') ? batch.map(row => readHash(row, place)) : null
        if (hashes) {
          const fresh = await place.store.write(tx => importSuppressedHashes(tx, hashes))
          totals.suppressed += fresh
          totals.already += batch.length - fresh
        } else await takeAddresses(input, place, batch, totals)
        progress.add(batch.length)
      }
    })
    const words = Object.entries(totals).map(([kind, count]) => `${count} ${kind}`)
    line.out(json ? JSON.stringify(totals) : words.join(', '))
    return 0
  },
}

async function takeAddresses(
  input: CommandInput,
  { store, secrets }: Place,
  batch: readonly CsvRow[],
  totals: Record<'suppressed' | 'already' | 'invalid', number>,
): Promise<void> {
  const reason = choiceOption(input, 'reason', ['bounce', 'complaint', 'operator'])
  if (!reason) throw new UsageError('--reason is missing: say bounce, complaint or operator.')
  const rows = batch.map(({ line, cell }) => ({ line, address: withoutGuard(cell('address')) }))
  const results = await store.write(tx =>
    importSuppressions(tx, { secrets }, { rows, reason, at: Date.now() }),
  )
  for (const { kind, line } of results) {
    totals[kind] += 1
    if (kind === 'invalid' && totals.invalid <= rowsNamed) input.line.err(`line ${line}: no usable address`)
  }
}

function readHash({ line, cell }: CsvRow, { secrets }: Place): SuppressedHash {
  const hash = cell('hash')
  const reason = suppressionReasons.find(known => known === cell('reason'))
  const at = Date.parse(cell('at'))
  if (cell('key') !== suppressionKey(secrets))
    throw new ConfigError(
      `line ${line}: this list was written under another SECRET, so that its hashes match no address here. Import addresses instead.`,
    )
  if (!/^[0-9a-f]{64}$/.test(hash) || !reason || !(at >= 0))
    throw new ConfigError(`line ${line}: this is no line of a list that "suppression export" wrote.`)
  return { hash, reason, at }
}
