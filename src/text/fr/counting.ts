const plural = new Intl.PluralRules('fr')

export const number = new Intl.NumberFormat('fr')

/** "1 e‑mail", "2 e‑mails", "1 000 000 d’e‑mails": whole millions join with "de". */
export function counted(count: number, forms: { one: string; other: string; many: string }): string {
  const rule = plural.select(count)
  return `${number.format(count)} ${rule === 'one' || rule === 'many' ? forms[rule] : forms.other}`
}

export const mailsText = (count: number): string =>
  counted(count, { one: 'e‑mail', other: 'e‑mails', many: 'd’e‑mails' })

export const alertsText = (count: number): string =>
  counted(count, { one: 'alerte', other: 'alertes', many: 'd’alertes' })

export const daysText = (count: number): string =>
  counted(count, { one: 'jour', other: 'jours', many: 'de jours' })

/** "le dernier jour", "les 60 derniers jours", after "sur" or "dans". */
export function theLastDays(days: number): string {
  return plural.select(days) === 'one' ? 'le dernier jour' : `les ${number.format(days)} derniers jours`
}
