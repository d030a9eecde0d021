/**
 * Makes a web page fit for a DOM: the same page with what it takes to read it, well nested, and bounded whatever it
 * was. In: HTML from outside. Out: HTML in which every element is closed, at most `maxDepth` deep and `maxElements`
 * many, without scripts, styles, drawings, comments and all attributes but a few short ones; it has a head and a body.
 * One pass, no recursion, time that grows with the length: a tree of a hundred thousand levels blocks its builder.
 */
import { kindOf } from '../feed/html/tags.ts'
import { asText } from './stand-ins.ts'
import { tagEnd } from './tag-end.ts'

const maxDepth = 150
const maxElements = 15_000
/** Of the trimmed page; the longest live blogs have half of it. */
const maxLength = 1_000_000
const maxAttributeLength = 500

const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** Not for reading, and often the larger part of a page. */
const unread = new Set(
  'script style noscript template iframe svg canvas object math audio video map select textarea xmp noembed noframes applet'.split(
    ' ',
  ),
)
/** There is one of each, ours. */
const frame = new Set(['html', 'head', 'body'])
/** What a page says of itself, wherever it does. */
const about = new Set(['meta', 'link', 'base', 'title'])
/** What tells a reader program what an element is for. */
const kept =
  /^(?:id|class|href|src|alt|rel|role|lang|dir|name|content|property|type|title|datetime|hidden|style|aria-hidden|aria-modal|itemprop|itemtype|itemscope|colspan|data-[\w-]{1,40})$/

export function trimPage(source: string): string {
  return new Trimmer(source).run()
}

class Trimmer {
  readonly #source: string
  readonly #open: string[] = []
  readonly #counts = new Map<string, number>()
  readonly #missing = new Set<string>()
  #language = ''
  #head = ''
  #out = ''
  #elements = 0
  /** Elements that are open and were left out, for their end tags. */
  #skipped = 0

  constructor(source: string) {
    this.#source = source
  }

  run(): string {
    const source = this.#source
    let at = 0
    while (at < source.length && this.#out.length < maxLength) {
      const next = source.indexOf('<', at)
      this.#out += asText(source.slice(at, Math.min(next < 0 ? source.length : next, at + maxLength)))
      if (next < 0) break
      at = this.#markup(next)
    }
    while (this.#open.length > 0) this.#out += `</${this.#open.pop()}>`
    return `<!doctype html><html${this.#language}><head>${this.#head}</head><body>${this.#out}</body></html>`
  }

  #markup(at: number): number {
    const source = this.#source
    if (source.startsWith('<!--', at)) return this.#after('-->', at)
    const [, slash = '', written = ''] =
      /^<(\/?)([a-z][a-z0-9:-]{0,40})/i.exec(source.slice(at, at + 44)) ?? []
    if (written === '')
      return /^<[!?/]/.test(source.slice(at, at + 2)) ? this.#after('>', at) : this.#say(asText('<'), at + 1)
    const end = tagEnd(source, at + 1 + slash.length + written.length)
    const name = written.toLowerCase()
    const rest = source.slice(at + 1 + slash.length + written.length, end - 1)
    if (frame.has(name)) this.#language ||= name === 'html' ? attributesOf(rest) : ''
    else if (slash) this.#close(name)
    else if (about.has(name)) return this.#toHead(name, rest, end)
    else if (unread.has(name)) return this.#afterUnread(name, end)
    else this.#start(name, rest)
    return end
  }

  #toHead(name: string, rest: string, end: number): number {
    if (++this.#elements > maxElements) return end
    if (name !== 'title') this.#head += `<${name}${attributesOf(rest)}>`
    if (name !== 'title') return end
    const close = this.#source.indexOf('<', end)
    const text = this.#source.slice(end, close < 0 ? end : Math.min(close, end + maxAttributeLength))
    this.#head += this.#head.includes('<title>') ? '' : `<title>${asText(text)}</title>`
    return close < 0 ? end : close
  }

  #start(name: string, rest: string): void {
    // HTML knows no `<p/>`; of words in brackets that are no element nothing is lost either.
    const isVoid = voids.has(name)
    if (++this.#elements > maxElements || (!isVoid && this.#open.length >= maxDepth)) {
      if (kindOf(name) === 'paragraph' || kindOf(name) === 'line') this.#out += ' '
      if (!isVoid) this.#skipped++
      return
    }
    this.#out += `<${name}${attributesOf(rest)}>`
    if (isVoid) return
    this.#open.push(name)
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  /** An end tag that fits nothing ends nothing; one that fits ends what is open within. */
  #close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--
      return
    }
    if ((this.#counts.get(name) ?? 0) === 0) return
    for (let last = this.#open.pop(); last !== undefined; last = this.#open.pop()) {
      this.#out += `</${last}>`
      this.#counts.set(last, (this.#counts.get(last) ?? 1) - 1)
      if (last === name) break
    }
  }

  /** The index after the end tag of what is not for reading; where it is missing, after its start tag. */
  #afterUnread(name: string, from: number): number {
    if (this.#missing.has(name)) return from
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
    close.lastIndex = from
    if (close.exec(this.#source)) return this.#after('>', close.lastIndex)
    this.#missing.add(name)
    // What follows a script that nobody closed may be the script.
    return name === 'script' || name === 'style' ? this.#source.length : from
  }

  #after(mark: string, from: number): number {
    const found = this.#missing.has(mark) ? -1 : this.#source.indexOf(mark, from)
    if (found >= 0) return found + mark.length
    this.#missing.add(mark)
    return mark === '-->' ? this.#after('>', from) : this.#source.length
  }

  #say(text: string, next: number): number {
    this.#out += text
    return next
  }
}

/** The look behind keeps a name of a million letters from being tried from each of them. */
const attribute = /(?<![^\s"'/])([a-z][\w:-]{0,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi
const maxAttributes = 30

function attributesOf(rest: string): string {
  if (rest.length < 3) return ''
  let written = ''
  let count = 0
  for (const [, name = '', double, single, bare] of rest
    .slice(0, maxAttributeLength * 40)
    .matchAll(attribute)) {
    if (++count > maxAttributes) break
    const value = double ?? single ?? bare ?? ''
    if (!kept.test(name.toLowerCase()) || value.length > maxAttributeLength) continue
    written += ` ${name.toLowerCase()}="${value.replaceAll('"', '&quot;')}"`
  }
  return written
}
