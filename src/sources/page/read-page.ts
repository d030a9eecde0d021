/**
 * Bytes of a web page to its readable text: what a CSS selector finds in it, else what @mozilla/readability takes for
 * the article. In: an answer. Out: headline, paragraphs of plain text, author, dates and language; or in words for
 * the desk why there is nothing to read. The libraries are loaded with the first page: they take 30 MB.
 */
import {
  emptyFeed,
  type Feed,
  type FeedAnswer,
  type FeedItem,
  maxTextLength,
  maxTitleLength,
} from '../feed/feed.ts'
import { parseFeedDate } from '../feed/feed-date.ts'
import { languageTag } from '../feed/labels.ts'
import { plainLine, richText } from '../feed/plain-text.ts'
import { webAddress } from '../feed/web-address.ts'
import { decodePage } from './decode-page.ts'
import { fromText } from './stand-ins.ts'
import { trimPage } from './trim-page.ts'

export interface PageAnswer extends FeedAnswer {
  /** CSS; null: the article, as readability finds it. */
  selector: string | null
}

/** What is used of the DOM. */
interface PageElement {
  readonly innerHTML: string
  readonly parentElement: PageElement | null
  getAttribute(name: string): string | null
}

interface PageDocument {
  readonly documentElement: PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}

/** A page as a feed has it: with one item, which is the page. */
export type PageReading = { ok: true; page: Feed } | { ok: false; reason: string }

/** Less is no article: a frame without its content, a script that would have fetched it. */
const fewestLetters = 140
const maxChosen = 500

export async function readPage(answer: PageAnswer): Promise<PageReading> {
  const html = trimPage(decodePage(answer.body, answer.contentType))
  const { parseHTML } = await import('linkedom')
  const { document }: { document: PageDocument } = parseHTML(html)
  const facts = factsOf(document, answer.url)
  if (answer.selector !== null) return chosenText(document, answer.selector, facts)
  const { Readability } = await import('@mozilla/readability')
  const article = parsed(() =>
    new Readability(document, { charThreshold: fewestLetters, disableJSONLD: true }).parse(),
  )
  const text = readable(article?.content, answer.url)
  if (text.length < fewestLetters)
    return { ok: false, reason: 'there is no article on it that can be read: its text may come by script' }
  const title = line(article?.title, maxTitleLength) || facts.title
  const author = facts.author ?? (line(article?.byline, 200) || null)
  return { ok: true, page: asFeed({ ...facts, title, author, text }) }
}

function asFeed(item: FeedItem): Feed {
  return { ...emptyFeed, title: item.title || null, language: item.language, items: [item] }
}

/** Readability throws over pages that nobody ever made on purpose. */
function parsed<Article>(parse: () => Article): Article | null {
  try {
    return parse()
  } catch {
    return null
  }
}

function readable(html: string | null | undefined, base: string): string {
  return fromText(richText(html ?? undefined, { base, maxLength: maxTextLength, toShow: false }).text)
}

function line(html: string | null | undefined, maxLength: number): string {
  return fromText(plainLine(html ?? undefined, maxLength))
}

function chosenText(document: PageDocument, selector: string, facts: FeedItem): PageReading {
  const found = select(document, selector)
  if (found === null) return { ok: false, reason: 'its selector is no CSS selector' }
  const chosen = new Set(found.slice(0, maxChosen))
  // An element within another that was chosen too would be said twice.
  const outer = [...chosen].filter(element => !hasParentIn(element, chosen))
  const html = outer.map(element => `<div>${element.innerHTML}</div>`).join('')
  const text = readable(html, facts.url ?? '')
  if (text === '') {
    const nothing = found.length === 0 ? 'finds nothing on it' : 'finds no text on it'
    return { ok: false, reason: `its selector ${nothing}: the page was rebuilt, or its text comes by script` }
  }
  return { ok: true, page: asFeed({ ...facts, text }) }
}

function select(document: PageDocument, selector: string): PageElement[] | null {
  try {
    return [...document.querySelectorAll(selector)]
  } catch {
    return null
  }
}

function hasParentIn(element: PageElement, chosen: ReadonlySet<PageElement>): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement)
    if (chosen.has(parent)) return true
  return false
}

/** What the page says of itself. */
function factsOf(document: PageDocument, url: string): FeedItem {
  const meta = (...names: string[]) => {
    for (const name of names) {
      const element = document.querySelector(`meta[property="${name}"],meta[name="${name}"]`)
      const content = element?.getAttribute('content')?.trim()
      if (content) return content
    }
    return undefined
  }
  const title = line(
    meta('og:title', 'twitter:title') ?? document.querySelector('title')?.innerHTML,
    maxTitleLength,
  )
  return {
    ...{ guid: url, url, text: '', html: '', categories: [] },
    title: title || line(document.querySelector('h1')?.innerHTML, maxTitleLength),
    image: webAddress(meta('og:image', 'twitter:image'), url),
    author: line(meta('author', 'parsely-author'), 200) || null,
    publishedAt: parseFeedDate(meta('article:published_time', 'date', 'parsely-pub-date') ?? ''),
    updatedAt: parseFeedDate(meta('article:modified_time', 'last-modified') ?? ''),
    language: languageTag(document.documentElement?.getAttribute('lang') ?? undefined),
  }
}
