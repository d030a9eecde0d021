/**
 * Does HTML act? Asked of a browser that has it as a page: what it asks for, what runs, and which elements, attributes
 * and addresses stand in the document that it made of it.
 */
import type { Browser } from 'playwright-core'

export interface ActiveContent {
  /** One line each; none: the HTML is text. */
  found: string[]
  /** Of all its elements but scripts and styles. */
  text: string
}

const place = 'http://judge.invalid/'
const tags = ['p', 'br', 'a', 'strong', 'em', 'ul', 'ol', 'li', 'blockquote', 'h3']

interface OpenJudge extends AsyncDisposable {
  judge(html: string): Promise<ActiveContent>
}

/** Judges one HTML after the other. What leads its page away may disturb the next one. */
export async function openJudge(browser: Browser): Promise<OpenJudge> {
  const page = await browser.newPage()
  let seen: string[] = []
  let html = ''
  await page.route('**/*', route => {
    const url = route.request().url()
    if (url === place) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: document(html) })
    seen.push(`asks for ${url}`)
    return route.abort()
  })
  page.on('dialog', dialog => {
    seen.push(`opens a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', message => seen.push(`writes to the console: ${message.text()}`))
  page.on('popup', popup => {
    seen.push(`opens ${popup.url()}`)
    void popup.close()
  })
  const judge = async (next: string): Promise<ActiveContent> => {
    html = next
    seen = []
    await page
      .goto(place, { waitUntil: 'load' })
      .catch((error: Error) => seen.push(`leads away: ${error.message}`))
    // A page that has left leaves nothing to look at.
    const looked = await page
      .evaluate<ActiveContent>(look)
      .catch((error: Error) => ({ found: [`cannot be looked at: ${error.message}`], text: '' }))
    return { found: [...seen, ...looked.found], text: looked.text }
  }
  return { judge, [Symbol.asyncDispose]: () => page.close() }
}

function document(html: string): string {
  return `<!doctype html><html><head><title>Judge</title></head><body><div id="judged">${html}</div><script id="end">window.ended = true</script></body></html>`
}

/** Runs in the page, whose language this is. */
const look = `(() => {
  const allowed = ${JSON.stringify(tags)}
  const found = []
  const judged = document.getElementById('judged')
  if (!judged) return { found: ['the page around it is gone'], text: '' }
  for (const element of judged.querySelectorAll('*')) {
    const name = element.localName
    if (!allowed.includes(name) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push('has <' + name + '>')
    for (const { name: attribute, value } of element.attributes)
      if (name !== 'a' || (attribute !== 'href' && attribute !== 'rel')) found.push('has ' + attribute + ' on <' + name + '>')
      else if (attribute === 'href' && !/^https?:[/][/][^/]/.test(value)) found.push('has a link to ' + value)
  }
  // What closes the element around it gets out of it.
  if ([...document.body.children].some(child => child.id !== 'judged' && child.id !== 'end'))
    found.push('stands outside its place')
  if (!window.ended) found.push('keeps the page after it from running')
  for (const unseen of judged.querySelectorAll('script, style')) unseen.remove()
  return { found, text: judged.textContent }
})()`
