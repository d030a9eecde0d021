/** `subscriber import`: reads a CSV file row by row and takes it over in bounded transactions. */
import {
  attestationProblem,
  type ImportResult,
  type ImportRow,
  importSubscribers,
  judgeImport,
  listTopics,
  type Topic,
} from '../subscribers/index.ts'
import { type Command, type CommandInput, choiceOption, textOption, UsageError } from './command.ts'
import { batches } from './csv/batches.ts'
import { encodings } from './csv/encoding.ts'
import { createProgress } from './csv/progress.ts'
import { readCsv } from './csv/read-csv.ts'
import { type CsvFile, openCsv, withoutGuard } from './csv/write-csv.ts'
import { inPlace, type Place, subscriberContext } from './place.ts'

const rowsAtOnce = 1_000
const rowsNamed = 20
const defaultAttestation = 'the operator attests that these people asked for alerts'

const columns = {
  address: ['address', 'email', 'e_mail', 'email_address', 'e_mail_address', 'mail'],
  language: ['language', 'lang', 'locale'],
  topics: ['topics', 'topic', 'lists', 'tags'],
  confirmedAt: ['confirmed_at', 'confirmed', 'opted_in_at', 'confirm_time', 'optin_time'],
  source: ['source', 'attestation'],
}

const outcomes: Readonly<Record<ImportResult['kind'], string>> = {
  imported: '',
  already: 'already subscribed',
  left: 'left before; an import does not bring anybody back',
  suppressed: 'on the suppression list',
  invalid: 'no usable address',
}

export const subscriberImport: Command = {
  name: 'subscriber import',
  usage:
    'FILE.csv [--attestation "how they agreed"] [--language en] [--report FILE.csv] [--dry-run] [--strict] [--encoding E]',
  about: `Takes over confirmed addresses that the newsroom attests; whoever left or is suppressed stays so.
Columns, found by the header: address (or email), language, topics (names or slugs, with ; or | between them),
confirmed_at (2024-05-31), source (how this one agreed; else --attestation). Without a header the first column is the
address. Run it again after an interruption: what is there already is left as it is. --report writes a line for each row,
--dry-run changes nothing. Rows that cannot be used are named and do not end it; with --strict they make the exit code 1.`,
  options: {
    attestation: { type: 'string' },
    language: { type: 'string' },
    report: { type: 'string' },
    encoding: { type: 'string' },
    'dry-run': { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: 1,
  async run(input) {
    const { line, json } = input
    const totals = { imported: 0, already: 0, left: 0, suppressed: 0, invalid: 0 }
    const reporter = await openReport(input)
    await inPlace(line.env, async place => {
      const take = importer(place, input, await listTopics(place.store.read))
      const progress = createProgress(line, 'rows')
      for await (const rows of batches(readRows(input), rowsAtOnce)) {
        const results = await take(rows)
        for (const { kind } of results) totals[kind] += 1
        await reporter.add(rows, results)
        progress.add(rows.length)
      }
    })
    await reporter.end()
    const words = Object.entries(totals).map(([kind, count]) => `${count} ${kind}`)
    line.out(json ? JSON.stringify(totals) : words.join(', '))
    return input.values['strict'] === true && totals.invalid > 0 ? 1 : 0
  },
}

/** Takes some rows over; with `--dry-run` it only says what it would do. */
function importer(
  place: Place,
  input: CommandInput,
  topics: readonly Topic[],
): (rows: readonly ImportRow[]) => Promise<ImportResult[]> {
  const context = subscriberContext(place)
  const attestation = textOption(input, 'attestation') ?? defaultAttestation
  const problem = attestationProblem(attestation)
  if (problem) throw new UsageError(`--attestation: ${problem}.`)
  const defaults = { attestation, language: textOption(input, 'language') ?? 'en', topics }
  if (input.values['dry-run'] !== true)
    return rows =>
      place.store.write(tx => importSubscribers(tx, context, { ...defaults, rows, at: Date.now() }))
  const seen = new Set<string>()
  return async rows =>
    (await judgeImport(place.store.read, context, { ...defaults, rows, at: Date.now() }, seen)).results
}

async function* readRows(input: CommandInput): AsyncGenerator<ImportRow, void, undefined> {
  const encoding = choiceOption(input, 'encoding', encodings)
  for await (const { line, cell } of readCsv(input.positionals[0] ?? '', columns, encoding))
    yield {
      line,
      address: withoutGuard(cell('address')),
      language: cell('language'),
      topics: cell('topics')
        .split(/[;|]/)
        .map(topic => withoutGuard(topic.trim()))
        .filter(Boolean),
      confirmedAt: cell('confirmedAt'),
      source: withoutGuard(cell('source')),
    }
}

interface Report {
  add(rows: readonly ImportRow[], results: readonly ImportResult[]): Promise<void>
  end(): Promise<void>
}

/** Every row into the file; without one, the first that were not taken on standard error. */
async function openReport(input: CommandInput): Promise<Report> {
  const file = textOption(input, 'report')
  const csv: CsvFile | null =
    file === null ? null : await openCsv(file, ['line', 'address', 'outcome', 'why'])
  let left = rowsNamed
  return {
    async add(rows, results) {
      for (const [place, { line, kind, why = outcomes[kind] }] of results.entries()) {
        await csv?.write([line, rows[place]?.address ?? '', kind, why])
        if (csv || kind === 'imported' || left < 0) continue
        left -= 1
        input.line.err(left < 0 ? 'and more; --report FILE.csv names them all' : `line ${line}: ${why}`)
      }
    },
    end: async () => csv?.end(),
  }
}
