/** How Chinese counts, and sets foreign words into its lines. */

export const number = new Intl.NumberFormat('zh')

/** "最近一天", "最近 60 天". */
export function lastDays(days: number): string {
  return days === 1 ? '最近一天' : `最近 ${number.format(days)} 天`
}

/** Intl puts nothing at all between the parts of a Chinese list without "and". */
export function listed(names: readonly string[]): string {
  return names.join('、')
}

const han = '\\p{Script=Han}'
const foreign = '[\\p{L}\\p{N}]'
const seam = new RegExp(`${han}(?!${han})${foreign}|(?!${han})[\\p{L}\\p{N})]${han}`, 'u')

/**
 * A template whose values stand apart by a blank where Han meets another script, as newsrooms set it: a name may be of either.
 * What stands beside full-width punctuation has none.
 */
export function spaced(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const pieces = strings.flatMap((text, index) => (index === 0 ? [text] : [values[index - 1] ?? '', text]))
  return pieces.reduce((line, piece) => {
    const meeting = (line.match(/.$/su)?.[0] ?? '') + (piece.match(/^./su)?.[0] ?? '')
    return line + (seam.test(meeting) ? ' ' : '') + piece
  }, '')
}
