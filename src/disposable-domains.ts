/** DISPOSABLE_DOMAINS=FILE: domains whose addresses are thrown away, one a line; what follows a # is a remark. */
import { readFileSync } from 'node:fs'
import { domainToASCII } from 'node:url'
import { ConfigError } from './errors.ts'

/** A-labels in lower case. Throws a `ConfigError` that names the line it cannot read. */
export function readDisposableDomains(file: string | null): ReadonlySet<string> {
  if (file === null) return new Set()
  const lines = contentOf(file).split(/\r?\n/)
  const domains = lines.map((line, at) => {
    const written = line.replace(/#.*/, '').trim()
    const domain = domainToASCII(written.replace(/^\*?\./, '')).toLowerCase()
    if (written !== '' && !/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(domain))
      throw new ConfigError(
        `DISPOSABLE_DOMAINS must have a domain such as mail.example on each line, but line ${at + 1} of ${file} is "${written.slice(0, 100)}".`,
      )
    return domain
  })
  return new Set(domains.filter(Boolean))
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError(
      `DISPOSABLE_DOMAINS names ${file}, which cannot be read: ${(error as Error).message}.`,
    )
  }
}
