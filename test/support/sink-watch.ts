/**
 * What a sink counts at every moment: connections open, messages under way to each domain, and when each recipient
 * was asked for. A connection is open until its client says QUIT or is gone; a message is under way from its RCPT
 * to the answer to its final dot.
 * This process may stand still itself: what it reads then came at some time since it last looked, and is noted so.
 */

export interface AskedRecipient {
  recipient: string
  /** Epoch milliseconds: it came between these two. */
  after: number
  at: number
}

export interface SinkWatch {
  /** In the order of their RCPTs, those only that were not refused. */
  readonly asked: readonly AskedRecipient[]
  /** The most connections that were certainly open at a time: one's end and another's begin may be read in any order. */
  readonly mostOpen: number
  /** The most messages to a domain that were under way at a time. */
  mostUnderWay(domain: string): number
}

export interface WatchedConnection {
  asked(recipient: string): void
  /** Its message has ended. */
  answered(): void
  /** May be called twice. */
  closed(): void
}

const lookMs = 5

export function createSinkWatch(): SinkWatch & { opened(): WatchedConnection; stop(): void } {
  const asked: AskedRecipient[] = []
  const underWay = new Map<string, { now: number; most: number }>()
  /** From when to when each connection was open for certain, epoch milliseconds. */
  const open: { from: number; until: number }[] = []
  let lookedAt = Date.now()
  const looks = setInterval(() => {
    lookedAt = Date.now()
  }, lookMs)
  const of = (domain: string) => {
    const known = underWay.get(domain) ?? { now: 0, most: 0 }
    underWay.set(domain, known)
    return known
  }
  const opened = (): WatchedConnection => {
    let domain: string | null = null
    const span = { from: Date.now(), until: Number.POSITIVE_INFINITY }
    open.push(span)
    const answered = () => {
      if (domain !== null) of(domain).now -= 1
      domain = null
    }
    return {
      asked(recipient) {
        answered()
        asked.push({ recipient, after: lookedAt, at: Date.now() })
        domain = domainOf(recipient)
        const count = of(domain)
        count.now += 1
        count.most = Math.max(count.most, count.now)
      },
      answered,
      closed() {
        answered()
        span.until = Math.min(span.until, lookedAt)
      },
    }
  }
  return {
    asked,
    get mostOpen() {
      return mostAtATime(open)
    },
    mostUnderWay: domain => underWay.get(domain)?.most ?? 0,
    opened,
    stop: () => clearInterval(looks),
  }
}

function mostAtATime(spans: readonly { from: number; until: number }[]): number {
  const certain = spans.filter(({ from, until }) => from < until)
  return Math.max(
    0,
    ...certain.map(one => certain.filter(other => other.from <= one.from && one.from < other.until).length),
  )
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** The most recipients that were certainly asked for within a window of so long. */
export function busiestWindow(asked: readonly AskedRecipient[], windowMs: number): number {
  let most = 0
  let first = 0
  asked.forEach(({ at }, last) => {
    while (at - (asked[first]?.after ?? at) > windowMs) first += 1
    most = Math.max(most, last - first + 1)
  })
  return most
}

/** Over the whole span between the first and the last: the least that it can have been. */
export function perSecondOf(asked: readonly AskedRecipient[]): number {
  const [first, last] = [asked[0]?.after ?? 0, asked.at(-1)?.at ?? 0]
  return ((asked.length - 1) * 1000) / (last - first)
}
