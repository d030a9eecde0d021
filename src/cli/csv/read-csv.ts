/**
 * The rows of a CSV file that people bring (RFC 4180 and what spreadsheets make of it), one after the other: cells with
 * line breaks, any of four delimiters, rows that are too short or too long. Memory stays bounded however long it is.
 */
import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { ConfigError } from '../../errors.ts'
import { decoded, type Encoding, findEncoding } from './encoding.ts'

export interface CsvRow {
  /** Where it begins, from 1. */
  line: number
  /** The trimmed cell of a column, by any of its names; empty where there is none. */
  cell(name: string): string
}

/** Column -> the names that a header may have for it, in lower case. */
export type Columns = Readonly<Record<string, readonly string[]>>

const longestRecord = 100_000
const delimiters = [',', ';', '\t', '|'] as const

/** The first of `columns` must be there; a file without a header has it alone, as its first column. */
export async function* readCsv(
  file: string,
  columns: Columns,
  givenEncoding: Encoding | null = null,
): AsyncGenerator<CsvRow, void, undefined> {
  const encoding = await findEncoding(file, givenEncoding)
  const delimiter = delimiterOf(await firstLine(file, encoding))
  const [main = ''] = Object.keys(columns)
  let places: ReadonlyMap<string, number> | null = null
  for await (const { cells, line } of records(file, encoding, delimiter)) {
    if (places === null) {
      const header = readHeader(cells, columns)
      places = header.has(main) ? header : new Map([[main, 0]])
      if (header.has(main)) continue
    }
    const here = places
    yield { line, cell: name => cells[here.get(name) ?? -1]?.trim() ?? '' }
  }
}

async function* records(
  file: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<{ cells: string[]; line: number }, void, undefined> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: longestRecord,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
  })
  const source = Readable.from(decoded(file, encoding))
  source.on('error', error => parser.destroy(error))
  source.pipe(parser)
  // The parser counts both characters of a CRLF inside quotes; each of the rows after it would be one line too far.
  let tooMany = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      tooMany += count(record, '\r\n')
      yield { cells: record, line: info.lines - tooMany - count(record, '\n') }
    }
  } catch (error) {
    const { code } = error as CsvError
    if (!code?.startsWith('CSV_')) throw error
    throw new ConfigError(
      `${file} cannot be understood after its row ${parser.info.records}: probably a quotation mark there is opened and never closed. Mend it and run this again: what was taken over already stays so.`,
      { cause: error },
    )
  } finally {
    source.destroy()
  }
}

function count(cells: readonly string[], part: string): number {
  return cells.reduce((sum, cell) => sum + cell.split(part).length - 1, 0)
}

function readHeader(cells: readonly string[], columns: Columns): Map<string, number> {
  const names = cells.map(cell =>
    cell
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, '_'),
  )
  const found = new Map<string, number>()
  for (const [column, ways] of Object.entries(columns)) {
    const place = names.findIndex(name => ways.includes(name))
    if (place >= 0) found.set(column, place)
  }
  return found
}

async function firstLine(file: string, encoding: Encoding): Promise<string> {
  for await (const text of decoded(file, encoding))
    return text.replace(/^\uFEFF/, '').split(/\r|\n/, 1)[0] ?? ''
  return ''
}

/** The one that stands most often outside quotes. */
function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = delimiters.map(delimiter => bare.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}
