/**
 * WORDING: the operator's own words in place of ours, from a JSON file `{"de": {"site.front.headline": "…"}}`. Here it
 * is only read; which words there are, and whether they fit, `text/custom-wording.ts` says.
 */
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from './errors.ts'

/** Plain data: it crosses into threads. */
export interface Wording {
  file: string
  /** By language (BCP 47), then by the words' path. */
  entries: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
}

const largestBytes = 1024 * 1024

export function readWording(path: string): Wording {
  const file = resolve(path)
  const entries = parse(file)
  const shape = 'must be {"en": {"site.front.headline": "…"}}'
  if (!isRecord(entries)) throw new ConfigError(`WORDING: ${file} ${shape}, but is ${kindOf(entries)}.`)
  for (const [language, words] of Object.entries(entries)) {
    if (!isRecord(words))
      throw new ConfigError(`WORDING: ${file} ${shape}, but "${language}" is ${kindOf(words)}.`)
    for (const [key, value] of Object.entries(words))
      if (typeof value !== 'string' && !(Array.isArray(value) && value.every(one => typeof one === 'string')))
        throw new ConfigError(
          `WORDING: ${file}, ${language}, "${key}" must be a text or a list of texts, but is ${kindOf(value)}.`,
        )
  }
  // Both levels were looked at.
  return { file, entries: entries as Wording['entries'] }
}

function parse(file: string): unknown {
  try {
    if (statSync(file).size > largestBytes) throw new Error('it is larger than 1 MB')
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    throw new ConfigError(`WORDING names ${file}, which cannot be read as JSON: ${(error as Error).message}.`)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
