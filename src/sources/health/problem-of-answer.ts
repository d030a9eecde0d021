/** What is wrong with an answer that is no feed, and what to do. A pure function of the answer. */
import { botCheckOf } from './bot-checks.ts'
import { type PageKind, pageKindOf } from './page-kinds.ts'
import type { Problem } from './problem.ts'

export interface FailedAnswer {
  status: number
  headers: Headers
  body: Uint8Array
  /** The source's own address, and the final one. */
  asked: string
  answered: string
  /** The feed reader's, of a 200 that it cannot read; null: it was not asked. */
  reason: string | null
}

/** Challenge pages say what they are at once. */
const lookedAtBytes = 64 * 1024

export function problemOfAnswer(answer: FailedAnswer): Problem {
  const { status, headers, body, asked, answered, reason } = answer
  const head = Buffer.from(body.subarray(0, lookedAtBytes)).toString('latin1').toLowerCase()
  const by = botCheckOf({ status, headers, url: answered, head })
  if (by) return botCheck(by, status)
  if (status !== 200) return problemOfStatus(status)
  if (body.length === 0) return empty
  if (isWebPage(head)) return webPages[pageKindOf({ asked, answered, head })]
  if (/^[\s\ufeff\u00ef\u00bb\u00bf]*[[{]/.test(head)) return json
  return unreadable(reason)
}

function botCheck(by: string, status: number): Problem {
  return {
    kind: 'bot-check',
    words: `${by} stands before it and lets only browsers through (it answers ${status}). ${askPublisher}`,
  }
}

const askPublisher =
  'Ask its publisher to let this server and its User-Agent through, or use another address of the feed.'

const statuses: Readonly<Record<number, Problem>> = {
  304: {
    kind: 'odd-answer',
    words:
      'It says “not changed” although it was never read (304). Its server is at fault; wait, or ask its publisher.',
  },
  401: {
    kind: 'login',
    words: 'It asks for a login (401). Use an address that is public, or ask its publisher for one.',
  },
  402: {
    kind: 'login',
    words: 'It asks for payment (402). Use an address that is free, or ask its publisher for one.',
  },
  403: { kind: 'forbidden', words: `It refuses us (403). ${askPublisher}` },
  404: {
    kind: 'not-found',
    words: 'There is nothing at this address (404). Look on its site where the feed is now.',
  },
  407: {
    kind: 'login',
    words: 'A proxy before it asks for a login (407). Ask whoever runs the network, or its publisher.',
  },
  408: {
    kind: 'timeout',
    words:
      'Its server waited too long for us, it says (408). It is tried again; if it lasts, ask its publisher.',
  },
  410: {
    kind: 'gone',
    words: 'It is gone for good, says its server (410). Look for another feed, or stop watching it.',
  },
  429: {
    kind: 'too-often',
    words: 'It says that we come too often (429). It is asked more seldom; set a longer interval.',
  },
  451: {
    kind: 'legal',
    words: 'It may not be read from here for legal reasons (451). Ask its publisher.',
  },
}

function problemOfStatus(status: number): Problem {
  const known = statuses[status]
  if (known) return known
  if (status >= 500)
    return {
      kind: 'server-error',
      words: `Its server is in trouble (${status}). It is tried again; if it lasts, ask its publisher.`,
    }
  if (status >= 300 && status < 400)
    return {
      kind: 'redirects',
      words: `It leads on (${status}) without saying where to. Open the address in a browser and use the one that it shows.`,
    }
  return {
    kind: 'odd-answer',
    words: `It answers ${status} instead of a feed. Open the address in a browser and check it.`,
  }
}

const empty: Problem = {
  kind: 'empty',
  words: 'It answers with nothing at all. It is tried again; if it lasts, ask its publisher.',
}

const json: Problem = {
  kind: 'json',
  words:
    'It answers with JSON that is no feed, as programs do when something is wrong. Open the address in a browser and read what it says.',
}

const webPages: Readonly<Record<PageKind, Problem>> = {
  'home-page': {
    kind: 'home-page',
    words:
      'It leads to a home page instead of the feed: the feed has moved, or is gone. Look on the site where it is now.',
  },
  'consent-page': {
    kind: 'consent-page',
    words:
      'It shows a page that asks for consent instead of the feed, as sites do where a visitor’s country wants it. Ask its publisher to leave feeds out, or use another address of the feed.',
  },
  'login-page': {
    kind: 'login-page',
    words:
      'It shows a login instead of the feed. Use an address that is public, or ask its publisher for one.',
  },
  parked: {
    kind: 'parked',
    words:
      'Its name is parked or for sale: the site is gone. Stop watching it, before somebody else publishes there.',
  },
  'web-page': {
    kind: 'web-page',
    words: 'It is a web page, not a feed. Look on its site for the address of the feed, or stop watching it.',
  },
}

function isWebPage(head: string): boolean {
  return (
    /<(?:!doctype\s+html|html|head|body|title)[\s>]/.test(head.slice(0, 8_192)) &&
    !/<(?:rss|feed|rdf:rdf)[\s>]/.test(head.slice(0, 2_048))
  )
}

/** A name of an element would be the source's own text. */
function unreadable(reason: string | null): Problem {
  const what = reason === null || reason.includes('<') ? 'it is a document of another kind' : reason
  return {
    kind: 'unreadable',
    words: `It cannot be read as a feed (${what}). Open the address in a browser and check it.`,
  }
}

/** Of what else can be said of a document that was read. */
export function cutOff(firstPoll: boolean): Problem {
  const effect = firstPoll
    ? 'Until it was read whole once, nothing of it alerts.'
    : 'The items before that were used.'
  return {
    kind: 'cut',
    words: `The feed ends in the middle of the document. ${effect} If it lasts, ask its publisher.`,
  }
}

/** For a document that the reader gave up. */
export function givenUp(why: 'slow' | 'large'): Problem {
  const much = why === 'slow' ? 'longer' : 'more memory'
  return {
    kind: 'overrun',
    words: `What it answers takes ${much} to read than any feed does, and was given up. Open the address in a browser and check it, or stop watching it.`,
  }
}
