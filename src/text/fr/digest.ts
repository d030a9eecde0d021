import type { DigestText } from '../digest-text.ts'
import { alertsText, counted, number } from './counting.ts'

const moreAlerts = (count: number) =>
  counted(count, { one: 'autre alerte', other: 'autres alertes', many: 'd’autres alertes' })

export const digest: DigestText = {
  dateLanguage: 'fr-FR',
  subject: ({ alerts, first }) =>
    alerts === 1
      ? `Récapitulatif : ${first}`
      : `Récapitulatif : ${first} – et ${number.format(alerts - 1)} de plus`,
  kicker: 'RÉCAPITULATIF',
  headline: ({ alerts }) => `${alertsText(alerts)} depuis votre dernier récapitulatif`,
  lead: 'Ce que vos limites et vos heures calmes ont retenu, le plus urgent d’abord.',
  corrected: 'Rectifié',
  whatWasWrong: words => `Ce qui était faux dans notre premier texte : ${words}`,
  said: ({ source, when }) => (when === null ? `Source : ${source}` : `Source : ${source}, ${when}`),
  sent: ({ when }) => `Premier envoi : ${when}`,
  read: ({ host }) => `Lire cette alerte, avec ses mises à jour et rectificatifs, sur ${host}`,
  more: ({ alerts }) => `Et ${moreAlerts(alerts)}, pour lesquelles la place manque dans cet e‑mail.`,
  all: 'Toutes les alertes',
  why: 'Vous recevez cet e‑mail parce que vous avez demandé des limites ou des heures calmes : il apporte ce qu’elles ont retenu.',
  choices: 'Modifier ce que vous recevez, et quand',
}
