/**
 * `subscriber import`: reads a CSV file row by row, in bounded transactions, with progress on standard error.
 * A column called address, email or e-mail holds the addresses; without a header it is the first column.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { ConfigError } from '../errors.ts'
import { type ImportResult, type ImportRow, importSubscribers } from '../subscribers/index.ts'
import { type Command, type CommandLine, textOption } from './command.ts'
import { csvCells } from './csv-cells.ts'
import { inPlace, type Place, subscriberContext } from './place.ts'

const rowsAtOnce = 1_000
const defaultAttestation = 'the operator attests that these people asked for alerts'

export const subscriberImport: Command = {
  name: 'subscriber import',
  usage: 'FILE.csv [--attestation "how they agreed"] [--language en]',
  about: 'Takes over confirmed addresses that the newsroom attests; whoever left or is suppressed stays so.',
  options: { attestation: { type: 'string' }, language: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const { line, json } = input
    const words = {
      attestation: textOption(input, 'attestation') ?? defaultAttestation,
      language: textOption(input, 'language') ?? 'en',
    }
    const totals: Record<ImportResult['kind'], number> = {
      imported: 0,
      already: 0,
      left: 0,
      suppressed: 0,
      invalid: 0,
    }
    await inPlace(line.env, async place => {
      for await (const rows of batches(readAddresses(input.positionals[0] ?? ''))) {
        const results = await importRows(place, rows, words)
        for (const { line: at, kind } of results) {
          totals[kind] += 1
          if (kind !== 'imported') report(line, at, kind)
        }
      }
    })
    if (json) line.out(JSON.stringify(totals))
    else
      line.out(
        Object.entries(totals)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', '),
      )
    return 0
  },
}

function importRows(
  place: Place,
  rows: ImportRow[],
  words: { attestation: string; language: string },
): Promise<ImportResult[]> {
  const context = subscriberContext(place)
  return place.store.write(tx => importSubscribers(tx, context, { rows, ...words, at: Date.now() }))
}

function report(line: CommandLine, at: number, kind: ImportResult['kind']): void {
  const why = {
    imported: '',
    already: 'already subscribed',
    left: 'left before; an import does not bring anybody back',
    suppressed: 'on the suppression list',
    invalid: 'no usable address',
  }[kind]
  line.err(`line ${at}: ${why}`)
}

async function* readAddresses(file: string): AsyncGenerator<ImportRow> {
  const stream = createReadStream(file, 'utf8')
  let at = 0
  let column = 0
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      at += 1
      const cells = csvCells(at === 1 ? text.replace(/^\uFEFF/, '') : text)
      const header =
        at === 1 ? cells.findIndex(cell => /^(e-?mail|address|e-?mail address)$/i.test(cell)) : -1
      if (header >= 0) column = header
      else if (text.trim() !== '') yield { line: at, address: cells[column] ?? '' }
    }
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
}

async function* batches(rows: AsyncGenerator<ImportRow>): AsyncGenerator<ImportRow[]> {
  let batch: ImportRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
