import type { SignUpText } from '../sign-up-text.ts'
import { counted } from './counting.ts'

export const signUp: SignUpText = {
  leaveEmpty: 'Deje este campo vacío',
  pressAgain:
    'Pulse el botón una vez más. Así no entran los programas automáticos; lo que ha escrito sigue aquí.',
  disposable: 'Esta dirección dura solo un tiempo. Introduzca una que siga teniendo cuando ocurra algo.',
  looksLikeSlip: 'Esto parece una errata.',
  didYouMean: address => `¿Quería decir ${address}?`,
  asTyped: 'No, está bien como la escribí',
  embedded: {
    title: 'Solo falta un clic',
    paragraphs: ['Repase su dirección y pulse el botón. Así no entran los programas automáticos.'],
  },
  proof: {
    title: 'Un momento',
    paragraphs: [
      'Ahora mismo llegan muchísimas suscripciones. Para dejar entrar a las personas y no a los programas automáticos, su navegador tiene que hacer un pequeño cálculo. Lo hace solo y tarda unos segundos; no se examina nada sobre usted.',
    ],
    working: 'Su navegador está calculando…',
    done: 'Hecho. Se continúa automáticamente.',
    button: 'Continuar',
    withoutScript:
      'Su navegador no ejecuta nuestro script, y sin él no se puede hacer el cálculo. Vuelva más tarde: esto termina en cuanto pase la avalancha, casi siempre en menos de una hora.',
    orWrite: 'O escríbanos y le añadiremos a la lista:',
  },
  closed: ({ minutes }) => ({
    title: 'Demasiadas a la vez',
    paragraphs: [
      `Llegan tantas suscripciones que por ahora no admitimos más. Inténtelo de nuevo dentro de ${counted(minutes, 'minuto', 'minutos')}. De esta no se ha guardado nada.`,
    ],
  }),
  notMe: {
    open: name => ({
      title: '¿No quiere saber nunca más de nosotros?',
      paragraphs: [
        `Alguien introdujo su dirección en ${name}. Si no fue usted, pulse este botón: pondremos su dirección en la lista de aquellas a las que no escribimos nunca, la introduzca quien la introduzca.`,
      ],
      button: 'No me escriban nunca más',
    }),
    done: name => ({
      title: 'No le escribiremos nunca más',
      paragraphs: [
        `Su dirección está en la lista de aquellas a las que ${name} no escribe nunca. De ella guardamos solo un hash calculado con una clave secreta, para reconocerla.`,
      ],
    }),
    unknown: {
      title: 'No reconocemos este enlace',
      paragraphs: ['Quizá una parte se perdió por el camino: cópielo entero del correo.'],
    },
    contact: 'Si a pesar de todo quiere recibir nuestras alertas, escríbanos:',
  },
}
