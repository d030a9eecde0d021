/**
 * Everything that can be wrong with a source, as a code that can be counted and grouped. The words beside it are
 * for the desk: what came, and what to do. They never quote the source's own text.
 */
const problemKinds = {
  /** What a server says. */
  answers: [
    'bot-check',
    'login',
    'forbidden',
    'not-found',
    'gone',
    'too-often',
    'legal',
    'server-error',
    'odd-answer',
    'redirects',
  ],
  /** What keeps us from hearing it. */
  ways: [
    'name',
    'refused',
    'unreachable',
    'timeout',
    'connection',
    'certificate',
    'tls',
    'bad-http',
    'private',
    'too-large',
  ],
  /** What comes instead of a feed, or of all of it. */
  bodies: [
    'home-page',
    'consent-page',
    'login-page',
    'parked',
    'web-page',
    'json',
    'empty',
    'unreadable',
    'cut',
    'overrun',
  ],
  /** It is read well, and something is odd all the same. */
  notices: ['no-items', 'clock', 'twin'],
  /** Not the source's. */
  ours: ['fault'],
} as const

export type ProblemKind = (typeof problemKinds)[keyof typeof problemKinds][number]

export interface Problem {
  kind: ProblemKind
  words: string
}

/** What passes by itself as a rule: once is none of the desk's business, twice in a row is. */
const passing: ReadonlySet<ProblemKind> = new Set([
  'server-error',
  'refused',
  'unreachable',
  'timeout',
  'connection',
  'name',
  'cut',
  'empty',
  'bad-http',
])

export function passesByItself(kind: ProblemKind): boolean {
  return passing.has(kind)
}
