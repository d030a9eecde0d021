/**
 * `tocsin feed read`: how Tocsin reads a feed, for whoever wonders why an item looks as it does. A file is read as if
 * it had come over HTTP; `--url` and `--header` say what HTTP would have said of it. Nothing is stored.
 */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { type Environment, readConfig } from '../config.ts'
import { TocsinError } from '../errors.ts'
import { createSafeFetch, type SafeFetch } from '../net/index.ts'
import { noFeed, type ShownFeed, showFeed } from '../sources/index.ts'
import { type Command, type CommandInput, textOption, UsageError } from './command.ts'

/** Of what is gzipped as a file; what HTTP unpacks has a bound of its own. */
const maxUnpackedBytes = 256 * 1024 * 1024

export const feedRead: Command = {
  name: 'feed read',
  usage: "FILE|URL… [--header 'Content-Type: …']… [--url ADDRESS]",
  about: `Shows how feeds are read: their items, and what is wrong with them. Nothing is stored.
Of a file, --url says where it came from (relative links start there), --header what HTTP said of it:
Content-Type, Content-Location, Content-Language. Of a URL they replace what the server says.
It may be gzipped. Exit code 1 when one of them could not be read.`,
  options: { header: { type: 'string', multiple: true }, url: { type: 'string' } },
  positionals: { least: 1, most: Number.POSITIVE_INFINITY },
  async run(input) {
    const said = { headers: givenHeaders(input), url: textOption(input, 'url') }
    if (said.url !== null && !isUrl(said.url))
      throw new UsageError(`--url must be an http or https address, but is "${said.url}".`)
    await using guarded = createSafeFetch(fetchSetup(input.line.env))
    let unread = 0
    for (const name of input.positionals) {
      const result = await readNamed(name, said, guarded.fetch)
      if (!result.ok) unread++
      if (input.json) input.line.out(JSON.stringify(jsonOf(name, result)))
      else if (result.ok) for (const line of listing(name, result.shown)) input.line.out(line)
      else input.line.out(`${name}: ${result.reason}`)
    }
    return unread === 0 ? 0 : 1
  },
}

interface SaidByHttp {
  headers: Headers
  url: string | null
}

type Result = { ok: true; shown: ShownFeed } | { ok: false; reason: string }

function jsonOf(name: string, result: Result) {
  return {
    ...(isUrl(name) ? { url: name } : { file: name }),
    ...(result.ok ? result.shown : noFeed(result.reason)),
  }
}

async function readNamed(name: string, said: SaidByHttp, fetch: SafeFetch): Promise<Result> {
  try {
    const { body, headers, url } = isUrl(name) ? await fetched(name, fetch) : await fromFile(name)
    for (const [header, value] of said.headers) headers.set(header, value)
    const isGzip = body[0] === 0x1f && body[1] === 0x8b
    return await showFeed({
      body: isGzip ? gunzipSync(body, { maxOutputLength: maxUnpackedBytes }) : body,
      url: said.url ?? url,
      contentType: headers.get('content-type'),
      contentLocation: headers.get('content-location'),
      contentLanguage: headers.get('content-language'),
    })
  } catch (error) {
    if (error instanceof TocsinError) return { ok: false, reason: error.message }
    const { code } = error as NodeJS.ErrnoException
    if (!code) throw error
    return {
      ok: false,
      reason: code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${code})`,
    }
  }
}

async function fetched(name: string, fetch: SafeFetch) {
  const { status, headers, body, url } = await fetch(name)
  if (status !== 200)
    throw new TocsinError(
      'fetch.failed',
      `the server answers ${status} instead of 200: there is no feed to read`,
    )
  return { body, headers, url }
}

async function fromFile(name: string) {
  return { body: await readFile(name), headers: new Headers(), url: '' }
}

function isUrl(name: string): boolean {
  return /^https?:\/\//i.test(name)
}

function fetchSetup(env: Environment) {
  const { config } = readConfig(env)
  return {
    allow: config.allowFetch,
    userAgent: `Tocsin/0.1 (+${config.operator.contact ?? config.publicUrl})`,
  }
}

function givenHeaders({ values }: CommandInput): Headers {
  const headers = new Headers()
  const given = Array.isArray(values['header']) ? values['header'] : []
  for (const line of given) {
    const [, name, value = ''] = /^\s*([\w-]+)\s*:(.*)$/s.exec(String(line)) ?? []
    if (!name) throw new UsageError(`--header must be like 'Content-Type: text/xml', but is "${line}".`)
    headers.set(name, value.trim().replace(/[\r\n\0]+/g, ' '))
  }
  return headers
}

function listing(name: string, { feed, items, problems }: ShownFeed): string[] {
  return [
    `${name}: ${feed.title ?? 'without a title'}${feed.link ? `, ${feed.link}` : ''}${feed.language ? ` (${feed.language})` : ''}`,
    ...problems.map(problem => `  ! ${problem}`),
    `  ${items.length} ${items.length === 1 ? 'item' : 'items'}`,
    ...items.flatMap(item => [
      `  ${item.publishedAt ?? item.updatedAt ?? 'without a date'}  ${item.title || '(without a headline)'}`,
      `      ${item.link ?? 'without a link'}${item.author ? `, by ${item.author}` : ''}`,
    ]),
  ]
}
