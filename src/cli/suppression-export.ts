import { readSuppressedHashes, suppressionKey } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { openCsv } from './csv/write-csv.ts'
import { inPlace } from './place.ts'

export const suppressionExport: Command = {
  name: 'suppression export',
  usage: 'FILE.csv|-',
  about: `Writes the suppression list as keyed hashes: addresses are not stored.
For "suppression import" on a server with the same SECRET, and worth nothing under another.`,
  options: {},
  positionals: 1,
  async run({ line, json, positionals }) {
    const [file = ''] = positionals
    let count = 0
    await inPlace(line.env, async ({ store, secrets }) => {
      const csv = await openCsv(file, ['address_hash', 'reason', 'at', 'key'])
      const key = suppressionKey(secrets)
      for await (const page of readSuppressedHashes(store.read)) {
        for (const { hash, reason, at } of page)
          await csv.write([hash, reason, new Date(at).toISOString(), key])
        count += page.length
      }
      await csv.end()
    })
    const print = file === '-' ? line.err : line.out
    print(json ? JSON.stringify({ exported: count }) : `${count} exported`)
    return 0
  },
}
