/**
 * feedparser's `sanitize/` cases, judged in a real browser: what Tocsin makes of them has no active content and
 * keeps its visible text. Texts that Tocsin has no field for (a feed's tagline, copyright, info) are read as an entry's
 * summary, and titles besides, so that each of them goes through the HTML that is shown.
 */
import { openBrowser } from '../../test/support/browser.ts'
import { type ActiveContent, openJudge } from './active-content.ts'
import { caseBody, type FeedCase, feedCases, isSanitizeCase } from './corpus.ts'
import { shownCase } from './field-agreement.ts'
import type { Score } from './score.ts'
import { visibleText, withoutSpace } from './visible-text.ts'

/** Null where there is no browser to judge in. */
export async function sanitised(): Promise<Score | null> {
  await using ending = new AsyncDisposableStack()
  const after = (close: () => unknown) => ending.defer(async () => void (await close()))
  const browser = await openBrowser({
    after: after as Parameters<typeof openBrowser>[0]['after'],
    skip: why => console.log(why),
  })
  if (!browser) return null
  await using one = await openJudge(browser)
  const cases = feedCases().filter(isSanitizeCase)
  const misses: string[] = []
  for (const feedCase of cases) {
    const wrong = await wrongWith(feedCase, one.judge)
    if (wrong.length > 0) misses.push(`${feedCase.file}: ${wrong.join('; ')}`)
  }
  // A judge that finds nothing anywhere would be content with anything.
  let sourcesThatAct = 0
  for (const feedCase of cases) {
    await using fresh = await openJudge(browser)
    if ((await fresh.judge(sourceText(feedCase))).found.length > 0) sourcesThatAct++
  }
  return {
    about: 'sanitize cases have no active content and keep their text (judged in Chromium)',
    agreed: cases.length - misses.length,
    total: cases.length,
    bar: 1,
    misses,
    details: [
      `the same judge finds active content, or tags beyond the ten, in ${sourcesThatAct} of the sources`,
    ],
  }
}

type Judge = (html: string) => Promise<ActiveContent>

async function wrongWith(feedCase: FeedCase, judge: Judge): Promise<string[]> {
  const wrong: string[] = []
  const expected = visibleText(feedCase.value)
  const shown = shownCase(feedCase)
  const plain = feedCase.object === 'feed' ? shown.feed.title : shown.items[0]?.title
  if (feedCase.key === 'title' && withoutSpace(plain ?? '') !== expected)
    wrong.push(`the title is ${JSON.stringify(plain)} instead of ${JSON.stringify(feedCase.value)}`)
  const isItems = feedCase.object === 'entries[0]' && feedCase.key !== 'title'
  const html = (isItems ? shown : shownCase(feedCase, asSummary(feedCase))).items
    .map(item => item.html)
    .join('')
  const judged = await judge(html)
  wrong.push(...judged.found)
  if (withoutSpace(judged.text) !== expected)
    wrong.push(`its text is ${JSON.stringify(judged.text)} instead of ${JSON.stringify(feedCase.value)}`)
  return wrong
}

const elementOf: Record<string, string> = {
  title: 'title',
  tagline: 'tagline|subtitle|description',
  description: 'tagline|subtitle|description|content:encoded|body|fullitem|xhtml:body',
  summary: 'summary|description',
  copyright: 'copyright|rights',
  info: 'info',
}

function elementIn({ file, key }: FeedCase): { attributes: string; inner: string; root: string } {
  const document = caseBody({ file })
    .toString('utf8')
    .replace(/^<!--[\s\S]*?-->/, '')
  const pattern = new RegExp(`<(${elementOf[key]})\\b([^>]*)>([\\s\\S]*)</\\1>`)
  const [, , attributes = '', inner = ''] = pattern.exec(document) ?? []
  return { attributes, inner, root: /<(?:feed|rss|rdf:RDF)\b[^>]*>/.exec(document)?.[0] ?? '<rss>' }
}

/** The same text, with the same attributes, as the summary of an entry. */
function asSummary(feedCase: FeedCase): Buffer {
  const { attributes, inner, root } = elementIn(feedCase)
  return Buffer.from(
    root.startsWith('<feed')
      ? `${root}<entry><summary${attributes}>${inner}</summary></entry></feed>`
      : `${root}<channel><item><description${attributes}>${inner}</description></item></channel></rss>`,
  )
}

/** What a reader that trusts feeds would put into its page. */
function sourceText(feedCase: FeedCase): string {
  const { inner, attributes } = elementIn(feedCase)
  if (/base64/.test(attributes)) return Buffer.from(inner, 'base64').toString()
  const whole = inner.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
  return whole.includes('<')
    ? whole
    : whole.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}
