import type { ChoicesText, FateWords } from '../choices-text.ts'
import { momentWriter } from '../time-writer.ts'
import { counted, number, theLastDays } from './counting.ts'

const moment = momentWriter('es-ES')

function fate(words: FateWords): string {
  switch (words.kind) {
    case 'got':
      return `La recibió el ${moment(words)}.`
    case 'digested':
      return `La recibió en el resumen del ${moment(words)}.`
    case 'held':
      return words.until === null
        ? 'Queda a la espera de su próximo resumen.'
        : `Queda a la espera de su resumen del ${moment({ at: words.until, timeZone: words.timeZone })}.`
    case 'on-its-way':
      return 'Está de camino hacia usted.'
    case 'undecided':
      return 'Su servidor de correo no dijo si la había aceptado.'
    case 'refused':
      return 'Su servidor de correo no la aceptó.'
    case 'suppressed':
      return 'No se envió: su servidor de correo había rechazado antes nuestros correos.'
    case 'stopped':
      return 'No se le envió: la redacción la detuvo.'
    case 'replaced':
      return 'No se le envió: una corrección ocupó su lugar.'
    case 'left':
      return 'No se le envió: usted ya se había dado de baja cuando llegó su turno.'
    case 'joined-later':
      return 'Se envió antes de que usted se suscribiera.'
    case 'would-come':
      return 'No se le envió, pero le llegaría con lo que tiene elegido hoy.'
    case 'follows-another':
      return 'Seguía a una alerta que usted no recibió.'
    case 'not-wanted':
      return words.why
  }
}

export const choices: ChoicesText = {
  title: name => `Qué le envía ${name}`,
  lead: 'Aquí decide usted, y no es obligatorio elegir nada. Lo que guarde vale desde la próxima alerta.',
  savedEverything: chosen =>
    `Guardado. Sigue recibiendo todas las alertas: lo que ha marcado y escrito solo selecciona con «${chosen}».`,
  saved: 'Guardado. Vale desde la próxima alerta.',
  problems:
    'Todavía no se ha guardado. Lo que hay que cambiar está señalado abajo; todo lo que ha escrito sigue ahí.',
  undo: 'Deshacer',
  moment,
  alert: {
    heading: 'Sobre esta alerta',
    mute: {
      button: 'Silenciar esta noticia',
      hint: 'No llegará nada más de esta noticia, salvo las correcciones de lo que recibió.',
      done: 'Esta noticia está silenciada. Solo llegarán las correcciones de lo que recibió.',
    },
    only: {
      button: 'Solo esta noticia',
      hint: 'Hasta que lo deshaga, no llegará nada más que esta noticia.',
      done: 'Ahora solo llega esta noticia, hasta que lo deshaga.',
    },
    less: {
      button: topic => `Menos del tema «${topic}»`,
      hint: 'De este tema solo llegarán a partir de ahora las alertas urgentes y lo que encuentren sus palabras clave.',
      done: topic =>
        `Menos del tema «${topic}»: ahora solo llegan las alertas urgentes y lo que encuentran sus palabras clave.`,
    },
    undone: 'Deshecho. Todo está como antes.',
  },
  wants: {
    heading: 'Qué quiero',
    scope: {
      legend: 'Cuánto',
      all: { label: 'Todo', hint: 'Todas las alertas que se envían.' },
      chosen: {
        label: 'Solo lo que elijo',
        hint: 'Una alerta llega cuando trata de uno de los temas o lugares que marque, o cuando la encuentran sus palabras clave.',
      },
    },
    topics: {
      legend: 'Temas',
      places: 'Lugares',
      hint: 'Cuentan con «Solo lo que elijo». Basta con uno de ellos.',
      retired: 'La redacción ya no lo ofrece. Usted lo conserva hasta que lo desmarque.',
    },
    often: often => `Con todo lo que está elegido aquí: ${often}.`,
  },
  watch: {
    legend: 'Mis palabras clave',
    hint: 'Palabras que una alerta debe llevar en el titular o en el texto para llegarle. Son privadas: nadie de la redacción ve de quién son.',
    label: position => `Palabras clave ${position}`,
    help: 'Cómo escribirlas, con ejemplos',
    examples: [
      { typed: 'puerto', means: 'la palabra en cualquiera de sus formas' },
      { typed: '"huelga general"', means: 'estas palabras una al lado de la otra' },
      { typed: 'puerto incendio', means: 'las dos palabras, en cualquier lugar' },
      { typed: 'huelga OR paro', means: 'basta con una de ellas' },
      { typed: 'jaguar NOT coche', means: 'la primera palabra, donde no esté la segunda' },
      { typed: 'ministra NEAR dimisión', means: 'las dos, a diez palabras como máximo' },
      { typed: '~Chaikovski', means: 'el nombre en cualquiera de sus grafías' },
    ],
    tooLong: most =>
      `Es demasiado largo: ${number.format(most)} caracteres como máximo. Divídalo en dos líneas.`,
    tooMany: most =>
      `No podemos guardar más de ${counted(most, 'línea', 'líneas')} de palabras clave. Junte algunas con OR.`,
    preview: 'Ver qué habría traído esto',
    brought: ({ alerts, stories, days }) =>
      `En ${theLastDays(days)}: ${counted(alerts, 'alerta', 'alertas')} y ${counted(stories, 'noticia', 'noticias')} sin alerta.`,
    broughtNothing: ({ days }) =>
      days === 0
        ? 'Todavía no se ha enviado nada. Llegará cuando ocurra.'
        : `Nada en ${theLastDays(days)}. Llegará cuando ocurra.`,
    isStory: 'Noticia sin alerta',
  },
  limits: {
    heading: 'Con qué frecuencia y cuándo',
    least: {
      legend: 'Lo mínimo por lo que merece la pena enviarme un correo',
      flash: {
        label: 'Urgente',
        hint: often => `Solo lo más excepcional: lo que todo el mundo recordará. Es decir: ${often}.`,
      },
      breaking: {
        label: 'Última hora',
        hint: often =>
          `Las alertas urgentes y las noticias importantes en el minuto en que se conocen. Es decir: ${often}.`,
      },
      developing: {
        label: 'En desarrollo',
        hint: often => `Todo, también las noticias que apenas han empezado. Es decir: ${often}.`,
      },
    },
    dailyMost: {
      label: 'Máximo de correos en cualquier periodo de 24 horas',
      hint: 'Una alerta urgente llega siempre. Lo que pase de ese número llega junto en un solo resumen. 0: solo el resumen. Vacío: sin límite.',
      problem: most => `Introduzca un número entero de 0 a ${number.format(most)}, o deje el campo vacío.`,
    },
    quiet: {
      legend: 'Horas de silencio',
      from: 'Desde',
      to: 'Hasta',
      hint: 'En esas horas solo llegan las alertas urgentes y las correcciones; lo demás espera al resumen. Deje los dos campos vacíos si no quiere ninguna.',
      problems: {
        'one-missing':
          'Las horas de silencio necesitan un principio y un fin. Introduzca los dos, o deje los dos vacíos.',
        equal: 'El principio y el fin son iguales. Elija horas distintas, o deje los dos vacíos.',
        'too-long': 'Deje libre al menos una hora del día en la que pueda llegar el resumen.',
        'no-time': 'Introduzca horas como 22:00 y 07:00.',
      },
    },
    timeZone: {
      label: 'Mi zona horaria',
      hint: 'Por ella se rigen las horas de silencio y el resumen, incluido el horario de verano.',
      option: (zone, offset) => `${zone} (UTC${offset})`,
    },
    digestAt: {
      label: 'Cuándo llega el resumen',
      hint: 'Un solo correo con lo que se retuvo; ninguno los días en que no se retuvo nada.',
      problem: 'Introduzca una hora como 18:00.',
    },
    language: {
      label: 'Idioma de los correos',
      hint: 'El de lo que escribimos en torno a una alerta. La alerta en sí va en el idioma de su redacción.',
    },
    corrections: 'Las correcciones de lo que recibió llegan siempre, elija lo que elija aquí.',
    save: 'Guardar',
  },
  pause: {
    heading: 'Pausa',
    hint: 'Hasta entonces no llega nada, salvo las correcciones de lo que recibió. Las alertas de ese tiempo no se envían después.',
    now: until => `En pausa hasta el ${until}.`,
    goOn: 'Reanudar ahora',
    day: 'Un día',
    week: 'Una semana',
    month: 'Un mes',
    date: 'O hasta la mañana del',
    dateButton: 'Pausar hasta ese día',
    dateProblem: 'Elija un día posterior a hoy, dentro de un año como máximo.',
    done: 'En pausa. Las alertas se reanudarán solas.',
    going: 'Las alertas vuelven a llegar.',
  },
  muted: {
    heading: 'Lo que pulsé antes',
    hint: 'Puede revertir cada una de estas decisiones.',
    muted: 'Noticias silenciadas',
    only: 'Solo llegan estas noticias',
    less: 'Menos de estos temas',
    unmute: 'Dejar de silenciar',
    notOnly: 'No solo esta',
    notLess: 'Tanto como antes',
    nameless: 'Una noticia que ya no está aquí',
  },
  marketing: {
    heading: 'Aparte de las alertas',
    hint: 'Esto no tiene nada que ver con las alertas: tanto si dice que sí como si dice que no, llegan igual.',
    button: 'Guardar esta respuesta',
    saved: 'Su respuesta se ha guardado.',
  },
  history: {
    heading: '¿Por qué recibí esto? ¿Y por qué no lo otro?',
    hint: 'Las diez últimas alertas y qué fue de cada una en su caso.',
    none: 'Todavía no se ha enviado nada.',
    fate,
    today: 'Donde no se envió nada, cuenta lo que tiene elegido hoy.',
  },
  yours: {
    heading: 'Mis datos y la baja',
    data: {
      button: 'Llevarme o suprimir mis datos',
      hint: 'Le enviamos un enlace por correo para asegurarnos de que es usted. Con él puede descargar o suprimir todo lo que conservamos.',
      done: 'El correo con el enlace está de camino.',
    },
    forget: {
      button: 'Invalidar todos los enlaces anteriores',
      hint: '¿Ha reenviado alguno de nuestros correos? Entonces nadie podrá ya abrir esta página con él, y usted tampoco: el próximo correo trae un enlace nuevo.',
      done: '',
    },
    leave: 'Darse de baja',
    leaveHint:
      'Para no recibir nada más, pulse el enlace de baja al final de cualquiera de nuestros correos. Basta un clic.',
  },
  expired: {
    title: 'Este enlace ha caducado',
    paragraphs: [
      'Los enlaces a esta página son válidos durante 30 días. Podemos enviar uno nuevo a la dirección a la que se envió ese correo.',
    ],
    button: 'Enviarme un enlace nuevo',
    done: 'Si esta dirección sigue recibiendo nuestras alertas, hay un correo con un enlace nuevo de camino. Se envía como máximo uno por hora.',
  },
  unknown: {
    title: 'Este enlace no abre nada',
    paragraphs: [
      'Quizá una parte se perdió por el camino, o se han invalidado todos los enlaces anteriores. Nuestro correo más reciente lleva uno que funciona.',
    ],
  },
  voided: {
    title: 'Todos los enlaces anteriores quedan invalidados',
    paragraphs: [
      'Ningún correo que haya recibido hasta ahora abre ya esta página. Los enlaces de baja siguen funcionando, como siempre.',
      'El próximo correo trae un enlace nuevo.',
    ],
  },
  left: {
    title: 'Se ha dado de baja',
    paragraphs: ['No se le envían alertas, así que no hay nada que elegir.'],
    again: 'Suscribirse de nuevo',
  },
  freshMail: ({ who, link, days }) => ({
    subject: 'Su enlace a lo que recibe de nosotros',
    text: `Este es un enlace nuevo a la página donde elige lo que le envía ${who}:

${link}

Es válido durante ${days} días y es solo para usted: quien lo tenga puede cambiar lo que recibe.

¿No lo ha pedido? Entonces alguien pulsó un botón en un correo antiguo nuestro. No se ha cambiado nada.
`,
  }),
  afterConfirming: {
    sender: sender =>
      `Los correos los envía ${sender}. Añada esta dirección a sus contactos y ningún filtro le ocultará las noticias.`,
    hint: 'Por ahora recibe todo. Si quiere, diga qué le importa: temas, palabras clave, horas de silencio. Se tarda un minuto, y cada correo lleva un enlace para hacerlo.',
    hintChosen:
      'Recibe aquello a lo que se ha suscrito y las pocas alertas que son para todo el mundo. Más temas, palabras clave, horas de silencio: se tarda un minuto, y cada correo lleva un enlace para hacerlo.',
    link: 'Elegir lo que recibo',
  },
}
