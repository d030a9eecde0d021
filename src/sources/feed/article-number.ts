/**
 * The number under which a publisher files an article, with its host, where the address shows one:
 * `/world/some-headline-6325596`, `/eng/another-headline/91912277`, `/news/article-12345678/Words.html`. The
 * words around it follow the headline and the section, and change with them; the number stays.
 */
const shapes = [
  /[/_-][ab]?(\d{6,})(?:_\d+)?(?:\.\w{3,5})?$/,
  /\/(\d{6,})-[^/]+$/,
  /\/article-(\d{6,})\/[^/]+$/,
  /-id((?=[A-Z\d]*\d)[A-Z]{2}[A-Z\d]{6,})$/,
  /[/-]1\.(\d{7,})$/,
]
/** 20260818, 202608, 202608181430: when, not what. And 1000000: a sum in the words. */
const noNumber = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?:\d{4})?$|0{4}$/

/** Of a canonical address; null where there is none. Languages number their articles apart. */
export function articleNumber(canonical: string): string | null {
  const found = numberIn(canonical)
  return found && `${found.host}${found.language}#${found.number}`
}

/** Do two canonical addresses show one number, be it under another language? */
export function sameNumber(left: string, right: string): boolean {
  const first = numberIn(left)
  const second = numberIn(right)
  return first !== null && first.number === second?.number && first.host === second.host
}

function numberIn(canonical: string): { host: string; language: string; number: string } | null {
  const [, host = '', path = ''] = /^https:\/\/([^/?#]+)(\/[^?#]*)$/.exec(canonical) ?? []
  // The ids of an aggregator are no numbers, whatever they end in.
  if (!/\d{6}|-id[A-Z]/.test(path) || host === 'news.google.com') return null
  for (const shape of shapes) {
    const number = shape.exec(path)?.[1]
    if (!number || noNumber.test(number)) continue
    const language = /^\/[a-z]{2,3}(?:-[a-z]{2})?(?=\/)/i.exec(path)?.[0] ?? ''
    return { host, language, number }
  }
  return null
}
