import type { TopicsText } from '../topics-text.ts'

const list = new Intl.ListFormat('es-ES', { type: 'conjunction' })

export const topics: TopicsText = {
  title: 'Temas y lugares',
  lead: name =>
    `Lo que puede pedir a ${name} en lugar de todas las alertas. Cada uno tiene su propia página para suscribirse.`,
  topics: 'Temas',
  places: 'Lugares',
  none: 'No hay ninguno para elegir: todas las alertas se envían a todas las personas suscritas.',
  link: '¿Solo un tema o un lugar? Suscríbase únicamente a él',
  asked: names =>
    `Así se suscribe a: ${list.format(names)}, y a las pocas alertas que son para todo el mundo.`,
  ofAlert: 'Temas',
  page: {
    title: ({ topic, name }) => `${topic}: noticias por correo de ${name}`,
    often: 'Con qué frecuencia',
    howOften: often => `Con lo que se envía a todo el mundo: ${often}.`,
    form: topic =>
      `Quien se suscribe aquí recibe las alertas sobre «${topic}» y las pocas que son para todo el mundo. Se puede cambiar en cualquier momento, con un enlace en cada correo.`,
    latest: 'La última alerta, tal como llegó por correo',
    nothingYet: 'Ninguna alerta de los últimos 60 días trataba de esto. La próxima aparecerá aquí.',
    others: 'Otros temas y lugares',
    all: 'Todos los temas y lugares',
    everything: 'Todas las alertas, traten de lo que traten',
  },
  retired: topic => ({
    title: `«${topic}» ya no se ofrece`,
    paragraphs: [
      'Quien lo pidió lo sigue recibiendo. Ya no es posible suscribirse solo a este tema o lugar.',
    ],
  }),
}
