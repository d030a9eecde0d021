/**
 * What is kept of a text when its item is over: enough to know the item again, to see that its first words are others now,
 * and to tell an editor what it was about. What is read later is compared with it by the same part of its own.
 */

/** Characters, as both databases count them. */
export const keptCharacters = 240
export const elision = ' […]'
const mostCharacters = keptCharacters + elision.length

/** Of its own result it is the same again. */
export function beginningOf(text: string): string {
  if (text.length <= mostCharacters) return text
  const characters = Array.from(text.slice(0, 2 * (mostCharacters + 1)))
  return characters.length <= mostCharacters
    ? text
    : `${characters.slice(0, keptCharacters).join('')}${elision}`
}

/** A feed whose own text looks just like that is compared a little less closely. */
export function isBeginning(text: string): boolean {
  return (
    text.endsWith(elision) && Array.from(text.slice(0, 2 * (mostCharacters + 1))).length === mostCharacters
  )
}

/** What is said now, as far as what was said before is kept. */
export function asFarAsKept<Words extends { text: string }>(before: { text: string }, now: Words): Words {
  return isBeginning(before.text) ? { ...now, text: beginningOf(now.text) } : now
}
