/**
 * Whose report this item reports: "…, the Wall Street Journal reported on Thursday", "told the BBC", "WSJ: …". Only the
 * headline and the lede are looked at: who is quoted further down gave background, not the news.
 */
import { cueAfter, cueAfterUnspaced, cueBefore, cueBeforeUnspaced, denial, ownWork, said } from './cues.ts'
import { findNames, type NameFound } from './find-names.ts'

const ledeLength = 300
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{4}/u

/** `names` are those found in the text. */
export function citedOrigin(headline: string, text: string, names: readonly NameFound[]): string | null {
  // Half as many characters say as much where there are no spaces.
  const end = unspaced.test(text.slice(0, ledeLength)) ? ledeLength / 2 : ledeLength
  const inHeadline = findNames(headline)
  return (
    inHeadline.find(found => isCited(headline, found) || isAtEitherEnd(headline, found))?.name ??
    names.find(found => found.start < end && isCited(text, found))?.name ??
    null
  )
}

function isCited(text: string, found: NameFound): boolean {
  if (found.kind === 'carrier') return false
  const before = text.slice(Math.max(0, found.start - 90), found.start)
  const after = text.slice(found.end, found.end + 70)
  const isCue =
    cueBefore.test(before) ||
    cueBeforeUnspaced.test(before) ||
    cueAfter.test(after) ||
    ownWork.test(after) ||
    cueAfterUnspaced.test(after) ||
    (found.kind === 'agency' && said.test(after))
  return isCue && !denial.test(`${before.split(/[.!?。]\s/u).at(-1)} ${after.split(/[.!?。]/u)[0]}`)
}

/** "WSJ: Ministers to meet", "Ministers to meet -WSJ", "Owner will sell - Bloomberg News". */
function isAtEitherEnd(headline: string, { kind, start, end }: NameFound): boolean {
  if (kind === 'carrier') return false
  if (start === 0) return /^(?: exclusive| report)?\s?[:：]\s/iu.test(headline.slice(end))
  return headline.slice(end).trim() === '' && /\S\s?[-–—]\s?$/u.test(headline.slice(0, start))
}
