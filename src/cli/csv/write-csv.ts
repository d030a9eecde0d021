/**
 * CSV that a spreadsheet may open (RFC 4180). A cell that begins as a formula does gets an apostrophe before it: a name
 * such as `=HYPERLINK(…)` would else be run on the machine of whoever opens the file. Reading takes it off again.
 */

import { once } from 'node:events'
import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ConfigError } from '../../errors.ts'

/** Also with apostrophes before it: else one that was there from the beginning would be taken off as ours. */
const formula = /^'*[=+\-@\t\r]/

export function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map(cell => csvCell(cell === null ? '' : String(cell))).join(',')
}

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What stood there before an apostrophe was put before it. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell
}

export interface CsvFile {
  write(cells: readonly (string | number | null)[]): Promise<void>
  /** On the disk, or out of the door. */
  end(): Promise<void>
}

/** `-`: standard output. Made for the owner alone: it holds addresses. */
export async function openCsv(file: string, header: readonly string[]): Promise<CsvFile> {
  const out: Writable = file === '-' ? process.stdout : await openForOwner(file)
  const write = async (cells: readonly (string | number | null)[]) => {
    if (!out.write(`${csvLine(cells)}\r\n`)) await once(out, 'drain')
  }
  await write(header)
  return {
    write,
    async end() {
      if (file === '-') return
      out.end()
      await finished(out)
    },
  }
}

/** `mode` counts for a new file only: one that was there, and readable for all, is closed before anything is in it. */
async function openForOwner(file: string): Promise<Writable> {
  try {
    const handle = await open(file, 'w', 0o600)
    if ((await handle.stat()).isFile()) await handle.chmod(0o600)
    return handle.createWriteStream()
  } catch (error) {
    throw new ConfigError(`${file} cannot be written: ${(error as Error).message}.`, { cause: error })
  }
}
