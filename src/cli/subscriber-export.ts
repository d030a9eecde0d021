/** `subscriber export`: everybody as CSV, page by page; `subscriber import` reads it back. */
import { listTopics, readSubscribers } from '../subscribers/index.ts'
import { type Command, choiceOption } from './command.ts'
import { createProgress } from './csv/progress.ts'
import { openCsv } from './csv/write-csv.ts'
import { inPlace } from './place.ts'

const states = ['pending', 'confirmed', 'left'] as const
const header = [
  ...['address', 'state', 'language', 'topics', 'marketing', 'suppressed'],
  ...['signed_up_at', 'confirmed_at', 'left_at'],
]

export const subscriberExport: Command = {
  name: 'subscriber export',
  usage: 'FILE.csv|- [--state pending|confirmed|left]',
  about: `Writes subscribers as CSV, with their topics by slug; - is standard output. The file is for you alone (mode 600).
Cells that a spreadsheet would run as a formula get an apostrophe before them, which an import takes off again.`,
  options: { state: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const { line, json, positionals } = input
    const [file = ''] = positionals
    const state = choiceOption(input, 'state', states)
    let count = 0
    await inPlace(line.env, async ({ store }) => {
      const slugs = new Map((await listTopics(store.read)).map(({ id, slug }) => [id, slug]))
      const csv = await openCsv(file, header)
      const progress = createProgress(line, 'subscribers')
      for await (const page of readSubscribers(store.read, { state })) {
        for (const row of page) {
          const topics = (row.topicIds ?? []).flatMap(id => slugs.get(id) ?? []).join(';')
          await csv.write([
            ...[row.address, row.state, row.language, topics],
            ...[row.marketing ? 'yes' : 'no', row.suppressed ? 'yes' : 'no'],
            ...[timeCell(row.createdAt), timeCell(row.confirmedAt), timeCell(row.leftAt)],
          ])
        }
        count += page.length
        progress.add(page.length)
      }
      await csv.end()
    })
    const print = file === '-' ? line.err : line.out
    print(json ? JSON.stringify({ exported: count }) : `${count} exported`)
    return 0
  },
}

function timeCell(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString()
}
