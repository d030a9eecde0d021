import type { ReasonsText } from '../reasons-text.ts'
import { counted, number, theLastDays } from './counting.ts'

const list = new Intl.ListFormat('es-ES', { type: 'conjunction' })

const mailsText = (count: number) => counted(count, 'correo', 'correos')
const goingBy = (days: number) => `según ${theLastDays(days)}`

export const reasons: ReasonsText = {
  because: {
    everything: 'porque se suscribió a todas las alertas',
    everyone: 'porque esta alerta es para todo el mundo, sean cuales sean sus temas',
    topics: names => `porque pidió: ${list.format(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `porque eligió estas palabras clave: ${expressions.join(', ')} y ${number.format(more)} más`
        : `porque eligió estas palabras clave: ${expressions.join(', ')}`,
    story: 'porque no pidió nada más que esta noticia',
    follows: {
      update: 'porque recibió la alerta a la que sigue esta',
      correction: 'porque recibió la alerta que esta corrige',
      retraction: 'porque recibió la alerta que esta anula',
    },
  },
  came: because => `Le llegó ${because}.`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat('es-ES', { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `Había puesto las alertas en pausa hasta el ${when.format(until)}.`
    },
    otherStory: 'Pidió solamente otra noticia.',
    muted: 'Había silenciado esta noticia.',
    priority: least =>
      least === 'flash'
        ? 'Era menos urgente de lo que quiere: pidió solo las alertas urgentes.'
        : 'Era menos urgente de lo que quiere: pidió las alertas urgentes y las de última hora.',
    less: names => `Pidió menos de: ${list.format(names)}.`,
    noMatch: 'No contenía ninguno de sus temas ni de sus palabras clave.',
  },
  howOften: {
    aDay: ({ mails, days }) => `alrededor de ${mailsText(mails)} al día, ${goingBy(days)}`,
    aWeek: ({ mails, days }) => `alrededor de ${mailsText(mails)} a la semana, ${goingBy(days)}`,
    aMonth: ({ mails, days }) => `alrededor de ${mailsText(mails)} al mes, ${goingBy(days)}`,
    lessThanMonthly: ({ days }) => `menos de un correo al mes, ${goingBy(days)}`,
    never: ({ days }) => `ningún correo en ${theLastDays(days)}`,
    soFar: ({ mails, days }) => `${mailsText(mails)} en ${theLastDays(days)}`,
    nobodyKnows: 'todavía no se sabe, porque no se ha enviado ninguna alerta',
  },
  watchProblem: {
    empty: 'Escriba una palabra que buscar.',
    tooLong: most =>
      `Son más de ${number.format(most)} caracteres. Haga dos líneas: cada una cuenta por sí sola.`,
    tooDeep:
      'Hay paréntesis dentro de paréntesis dentro de paréntesis, más de los que podemos leer. Haga dos líneas.',
    noWord: found => `No hay ninguna palabra en «${found}». Escriba una o quítelo.`,
    openQuote: found =>
      `Las comillas que se abren antes de «${found.slice(1)}» no se cierran. Ciérrelas donde acaba la frase.`,
    openBracket: 'Se abre un paréntesis que no se cierra. Añada «)» o quite el primero.',
    closeBracket: 'Se cierra un paréntesis que no se había abierto. Quítelo o añada «(» antes.',
    nothingBefore: found => `No hay nada antes de «${found}». Escriba una palabra antes o quítelo.`,
    nothingAfter: found => `No hay nada después de «${found}». Escriba una palabra después o quítelo.`,
    nearNeedsWords:
      'NEAR va entre palabras, «frases» y ~nombres, o varios de ellos a elegir: incendio NEAR (escuela OR guardería).',
    nearNumber: most =>
      `Después de NEAR/ va un número de 1 a ${number.format(most)}: incendio NEAR/5 escuela.`,
    onlyExcludes:
      'Esto dice solo lo que no quiere, de modo que llegaría casi todo. Diga también lo que quiere: terremoto NOT película.',
    contradiction: 'Esto pide una palabra y a la vez la excluye, de modo que nunca puede llegar nada.',
  },
}
