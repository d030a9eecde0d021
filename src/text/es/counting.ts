const plural = new Intl.PluralRules('es')

export const number = new Intl.NumberFormat('es')

/** "1 correo", "2 correos", "1.000.000 de correos": whole millions join with "de". */
export function counted(count: number, one: string, other: string): string {
  const rule = plural.select(count)
  return `${number.format(count)} ${rule === 'one' ? one : rule === 'many' ? `de ${other}` : other}`
}

/** "el último día", "los últimos 60 días", after "en". */
export function theLastDays(days: number): string {
  return plural.select(days) === 'one' ? 'el último día' : `los últimos ${number.format(days)} días`
}
