import type { LeaveText } from '../leave-text.ts'
import { counted } from './counting.ts'

export const leave: LeaveText = {
  undo: {
    hint: hours =>
      `¿Un error? Durante ${counted(hours, 'hora', 'horas')}, un clic lo devuelve todo a como estaba.`,
    button: 'Deshacer: sigan enviándome alertas',
  },
  back: name => ({
    title: 'Ha vuelto',
    paragraphs: [`${name} sigue enviándole alertas, igual que antes.`],
  }),
  why: {
    heading: '¿Por qué se da de baja?',
    hint: 'Solo si quiere, y con un toque. Contamos las respuestas del día y no guardamos de quién son.',
    reasons: {
      'too-many': 'Demasiados correos',
      'not-what-i-wanted': 'No era lo que quería',
      'too-late': 'Demasiado tarde',
      'no-longer-interested': 'Ya no me interesa',
      'something-else': 'Otra cosa',
    },
    thanks: 'Gracias. Eso nos ayuda a mejorar.',
  },
  mail: {
    button: 'Enviarme un último correo de confirmación',
    hint: 'Si no lo pide, no recibirá ningún correo más de nosotros.',
    done: 'El último correo está de camino.',
  },
  expired: {
    title: 'Se ha dado de baja',
    paragraphs: ['Ya ha pasado un tiempo, así que en esta página no queda nada que deshacer.'],
  },
  unknown: {
    title: 'No reconocemos esta página',
    paragraphs: ['El enlace de baja de cualquiera de nuestros correos funciona, también el de uno antiguo.'],
  },
  lastMail: ({ who, site }) => ({
    subject: 'Se ha dado de baja',
    text: `Ha pedido a ${who} un correo que lo confirme: se ha dado de baja, y este es el último correo.

Puede volver cuando quiera:

${site}
`,
  }),
}
