/**
 * What the reading of a language without spaces needs: patterns that are tried on one sentence. Each repeats over a
 * bounded number of characters only, so that no text makes it slow.
 */
import type { CountOf, DeedKind } from '../fact.ts'

export interface UnspacedTable {
  /** The number is the first group. */
  counts: readonly { of: CountOf; form: RegExp }[]
  /** A group names who, where it is not the subject. */
  deeds: readonly { deed: DeedKind; what: string; form: RegExp }[]
  /** The first group names who, from the start of the deed's clause to the mark of the subject. */
  subject: RegExp
  /** Who a headline opens with, before its first comma; null: it never opens so. */
  opening: RegExp | null
  /** A sentence with these tells what may be, is asked for, or is long ago. */
  doubt: RegExp
  mentions: readonly { deed: DeedKind; form: RegExp }[]
  hearsay: RegExp
}

/** Digits of either width, or the numerals of words: "1万2000", "十二". */
export const numeral =
  '((?:[0-9０-９][0-9０-９,，]{0,12}(?:[.．][0-9０-９]{1,2})?[万萬億亿千百]{0,2}){1,2}|[一二两三四五六七八九十百千万萬]{1,8})'
