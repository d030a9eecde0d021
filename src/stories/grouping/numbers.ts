/** Numbers that two items, or an item and a story, both give, and of which none is the same. */
import { decimalMark, markKind, numberMark } from '../words/item-words.ts'
import { countShared } from './tally.ts'

const isDecimal = (mark: number) => markKind(mark) === decimalMark
const isNumber = (mark: number) => markKind(mark) === numberMark || isDecimal(mark)

/** `measured`: such as "6.1" and "6.2"; `counted`: others, such as a toll. Null: they do not disagree. */
export function disagreement(its: Uint32Array, storys: Uint32Array): 'measured' | 'counted' | null {
  if (differ(its.filter(isDecimal), storys.filter(isDecimal))) return 'measured'
  return differ(its.filter(isNumber), storys.filter(isNumber)) ? 'counted' : null
}

function differ(its: Uint32Array, storys: Uint32Array): boolean {
  return its.length > 0 && storys.length > 0 && countShared(its, storys) === 0
}
