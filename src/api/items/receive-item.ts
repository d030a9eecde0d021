import { z } from 'zod'
import { receiveItem as receive } from '../../sources/index.ts'
import { answerOnce } from '../answer-once.ts'
import type { ApiHandler } from '../api-route.ts'
import { parseObject, readJson } from '../read-json.ts'

/** Control characters but tab and line feed: no text needs them, and PostgreSQL takes no NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

function plain(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(controls, ' ').trim()
}

export const receiveItemBody = z.strictObject({
  externalId: z
    .string()
    .regex(/^[^\p{Cc}\p{Cs}]{1,500}$/u, 'Expected 1 to 500 characters without control characters.')
    .describe('What you call it: the same again is a revision of the same item.'),
  url: z
    .url({
      protocol: /^https?$/,
      normalize: true,
      error: 'Expected an address that begins with http:// or https://.',
    })
    .max(2_000)
    // `https://trusted.example@evil.example` names a host that it does not lead to.
    .refine(url => !/^https?:\/\/[^/]*@/.test(url), 'Expected an address without a user name.')
    .nullish()
    .describe('http or https.'),
  title: z
    .string()
    .max(500)
    .refine(title => plain(title) !== '', 'Write a title.')
    .describe('Plain text.'),
  text: z.string().max(500_000).nullish().describe('Plain text; paragraphs apart by an empty line.'),
  publishedAt: z.iso
    .datetime({ offset: true, error: 'Expected ISO 8601 with a zone, such as 2026-11-23T08:00:00Z.' })
    .nullish()
    .describe('When it was published. Never decides whether an item is new.'),
  language: z
    .string()
    .max(100)
    .refine(isLanguageTag, 'Expected a language tag such as en or pt-BR.')
    .nullish()
    .describe('BCP 47.'),
})

export const receiveItem: ApiHandler = async (parts, c) => {
  const body = await readJson(c)
  const { externalId, url, title, text, publishedAt, language } = parseObject(receiveItemBody, body)
  return answerOnce(parts, c, body, async (tx, at) => {
    const { kind, itemId } = await receive(tx, {
      sourceName: c.var.token.name,
      externalId,
      url: url ?? null,
      title: plain(title).replace(/\s+/g, ' '),
      text: plain(text ?? ''),
      publishedAt: publishedAt ? Date.parse(publishedAt) : null,
      language: language ?? null,
      at,
    })
    return { status: kind === 'new' ? 201 : 200, body: { id: String(itemId) } }
  })
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
