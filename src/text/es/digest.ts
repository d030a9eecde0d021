import type { DigestText } from '../digest-text.ts'
import { counted, number } from './counting.ts'

const alertsText = (count: number) => counted(count, 'alerta', 'alertas')

export const digest: DigestText = {
  dateLanguage: 'es-ES',
  subject: ({ alerts, first }) =>
    alerts === 1 ? `Resumen: ${first}` : `Resumen: ${first} – y ${number.format(alerts - 1)} más`,
  kicker: 'RESUMEN',
  headline: ({ alerts }) => `${alertsText(alerts)} desde su último resumen`,
  lead: 'Lo que retuvieron sus límites y sus horas de silencio, empezando por lo más urgente.',
  corrected: 'Corregido',
  whatWasWrong: words => `Qué era erróneo en nuestro primer texto: ${words}`,
  said: ({ source, when }) => (when === null ? `Fuente: ${source}` : `Fuente: ${source}, ${when}`),
  sent: ({ when }) => `Primer envío: ${when}`,
  read: ({ host }) => `Leer esta alerta, con sus actualizaciones y correcciones, en ${host}`,
  more: ({ alerts }) => `Y ${alertsText(alerts)} más, para las que no hay sitio en este correo.`,
  all: 'Todas las alertas',
  why: 'Recibe este correo porque pidió límites u horas de silencio: trae lo que estos retuvieron.',
  choices: 'Cambiar lo que recibe y cuándo',
}
