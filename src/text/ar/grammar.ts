/**
 * How Arabic counts, dates, and sets foreign words into its lines. Digits are 0 to 9, as pan-Arab newsrooms print them and
 * the Maghreb alone knows them: a time or an address then has the same digits as the field that it is typed into.
 */

/** Which digits and which clock are said in the tag, for ICU's own choice for `ar` has changed before. */
export const dateLanguage = 'ar-u-ca-gregory-hc-h23-nu-latn'
export const number = new Intl.NumberFormat('ar-u-nu-latn')
const plural = new Intl.PluralRules('ar')

/** `#` stands for the number. The dual is the only form with a case of its own: ـان as subject, ـين behind anything else. */
export type Forms = Record<Intl.LDMLPluralRule, string>

export function counted(count: number, forms: Forms): string {
  return forms[plural.select(count)].replace('#', number.format(count))
}

/** Behind a preposition or as a measure of time. */
export const days: Forms = {
  zero: '# يوم',
  one: 'يوم واحد',
  two: 'يومين',
  few: '# أيام',
  many: '# يومًا',
  other: '# يوم',
}

/** Behind a preposition. */
export const minutes: Forms = {
  zero: '# دقيقة',
  one: 'دقيقة واحدة',
  two: 'دقيقتين',
  few: '# دقائق',
  many: '# دقيقة',
  other: '# دقيقة',
}

const lastOf: Forms = {
  zero: 'اليوم الأخير',
  one: 'اليوم الأخير',
  two: 'اليومين الأخيرين',
  few: 'آخر # أيام',
  many: 'آخر # يومًا',
  other: 'آخر # يوم',
}

/** To be put behind `خلال`, `في` and the like. */
export function lastDays(count: number): string {
  return counted(count, lastOf)
}

/** As a subject. */
export const alerts: Forms = {
  zero: 'لا تنبيهات',
  one: 'تنبيه واحد',
  two: 'تنبيهان',
  few: '# تنبيهات',
  many: '# تنبيهًا',
  other: '# تنبيه',
}

/**
 * A name, host or word of whatever script, which then reads its own way and moves nothing around it (UAX #9, FSI). Whether a newsroom's name is masculine nobody
 * can know: as the subject of a verb it stands behind `خدمة`.
 */
export function isolated(value: string): string {
  return `\u2068${value}\u2069`
}

/** Mails take isolates off what a reader typed: the mark behind the comma then still keeps the list's order. */
export function listed(names: readonly string[]): string {
  return names.map(isolated).join('،\u200f ')
}
