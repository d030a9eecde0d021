const plural = new Intl.PluralRules('de')

export const number = new Intl.NumberFormat('de')

/** "1 Mail", "2 Mails". */
export function counted(count: number, one: string, other: string): string {
  return `${number.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

/** "am letzten Tag", "in den letzten 60 Tagen". */
export function inLastDays(days: number): string {
  return plural.select(days) === 'one' ? 'am letzten Tag' : `in den letzten ${number.format(days)} Tagen`
}
