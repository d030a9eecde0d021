/** `story group`: how a file of items is grouped into stories, line by line; for judging the grouping, and for a look. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { ConfigError } from '../errors.ts'
import { loadLineGrouper } from '../stories/index.ts'
import type { Command } from './command.ts'

export const storyGroup: Command = {
  name: 'story group',
  usage: 'FILE.jsonl[.gz] [--final]',
  about: `Groups the items of a file into stories, in the order of its lines and with the shipped configuration.
Each line is one JSON object: id, title, text; also source, publishedAt (ISO 8601) and language (BCP 47).
For each one line is written at the moment it is read: {"id":…,"story":…,"score":…}; with --final at the end,
after later merges and splits. "-" reads standard input. Nothing is stored. Exit code 1 when a line had to be left out.`,
  options: { final: { type: 'boolean' } },
  positionals: 1,
  async run({ line: terminal, positionals, values }) {
    const grouper = await loadLineGrouper()
    let [number, left] = [0, 0]
    for await (const line of linesOf(positionals[0] ?? '')) {
      number += 1
      if (line.trim() === '') continue
      const result = grouper.take(line)
      if ('problem' in result) {
        left += 1
        terminal.err(`line ${number} is left out: ${result.problem}`)
      } else if (!values['final']) terminal.out(JSON.stringify(result.grouped))
    }
    if (values['final']) for (const grouped of grouper.final()) terminal.out(JSON.stringify(grouped))
    return left === 0 ? 0 : 1
  },
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source: Readable = file === '-' ? process.stdin : createReadStream(file)
  const unpacked = file.endsWith('.gz') ? createGunzip() : null
  // Errors of either end the reading.
  const piped = unpacked ? pipeline(source, unpacked) : null
  piped?.catch(() => undefined)
  try {
    yield* createInterface({ input: unpacked ?? source, crlfDelay: Number.POSITIVE_INFINITY })
    await piped
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ConfigError(`There is no file ${file}.`)
    if (code.startsWith('Z_'))
      throw new ConfigError(`${file} is named .gz, but is not gzipped or is cut off.`)
    if (code === 'EISDIR') throw new ConfigError(`${file} is a folder: name the file in it.`)
    if (code !== '') throw new ConfigError(`${file} cannot be read (${code}).`)
    throw error
  }
}
