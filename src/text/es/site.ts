import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'
import { counted, theLastDays } from './counting.ts'

const dateLanguage = 'es-ES'

/** For a period that may be without end. */
function keptFor(days: number | null): string {
  return days === null ? 'sin límite de tiempo' : `durante ${counted(days, 'día', 'días')}`
}

const per = { day: 'al día', week: 'a la semana', month: 'al mes' } as const

export const site: SiteText = {
  language: 'es',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: 'Ir al contenido',
  nav: { label: 'Páginas', alerts: 'Alertas', privacy: 'Privacidad' },
  languages: 'Idiomas',
  errors: {
    missing: {
      title: 'Aquí no hay nada',
      paragraphs: [
        'Esta página no existe, o ya no existe. Quizá una parte de su dirección se perdió por el camino.',
      ],
    },
    foreign: {
      title: 'No se ha enviado desde aquí',
      paragraphs: ['Este formulario se envió desde otro sitio web. Abra la página aquí y envíelo de nuevo.'],
    },
    tooLarge: {
      title: 'Es demasiado de una vez',
      paragraphs: ['Lo que se ha enviado es más grande de lo que esta página admite.'],
    },
    unusable: {
      title: 'No se ha podido utilizar',
      paragraphs: [
        'Lo que se ha enviado no es lo que esta página pide. Ábrala de nuevo e inténtelo otra vez.',
      ],
    },
    broken: {
      title: 'Algo ha fallado aquí',
      paragraphs: ['No es culpa suya. Inténtelo de nuevo dentro de un momento.'],
    },
    home: 'Ir a la portada',
  },
  footer: {
    sentBy: 'Enviado por',
    contact: 'Contacto:',
    noTracking: 'Sin cookies, sin píxeles de rastreo, sin contar sus clics, sin scripts ajenos.',
  },
  front: {
    title: name => `${name}: alertas de última hora por correo`,
    headline: 'Cuando ocurre algo, usted recibe un correo.',
    lead: name =>
      `${name} vigila sus fuentes día y noche y le envía una alerta breve segundos después de que ocurra algo importante, con quién lo dice y cuándo. Si la noticia avanza, recibirá la actualización; si nos equivocamos, la corrección.`,
    often: {
      label: 'Con qué frecuencia',
      never: 'Todavía no se ha enviado nada, así que nadie lo sabe.',
      soFar: ({ mails, days }) =>
        mails === 0
          ? `Ningún correo en ${theLastDays(days)}.`
          : `${counted(mails, 'correo', 'correos')} en ${theLastDays(days)}.`,
      steady: ({ mails, per: span, days }) =>
        `Alrededor de ${counted(mails, 'correo', 'correos')} ${per[span]}, según ${theLastDays(days)}.`,
    },
    breaking: {
      label: 'Qué merece una alerta',
      text: 'Lo que cambia el día de muchas personas, o no puede esperar a que vuelvan a mirar las noticias. Sin opinión, sin resultados deportivos, sin famosos, sin publicidad.',
    },
    who: {
      label: 'Quién está detrás',
      unknown: name => `${name} no ha indicado quién está detrás de este servicio.`,
    },
    latest: 'La última alerta, tal como llegó por correo',
    earlier: 'Antes',
  },
  form: {
    heading: 'Suscribirse',
    address: 'Su dirección de correo electrónico',
    button: 'Recibir alertas',
    privacy: 'Cómo tratamos sus datos',
    invalid: 'Introduzca una dirección de correo electrónico válida, por ejemplo nombre@example.org.',
    tooLong:
      'Introduzca una dirección de correo electrónico válida. Esta es más larga de lo que puede ser cualquiera.',
    failedTitle: name => `Compruebe su dirección – ${name}`,
  },
  checkInbox: {
    title: 'Mire su bandeja de entrada',
    paragraphs: [
      'Abra el correo, siga su enlace y pulse el botón de la página. Solo entonces empiezan las alertas.',
    ],
    sender: sender => `Hay un correo de camino a la dirección que ha introducido. Lo envía ${sender}.`,
    missing: {
      heading: '¿No ha llegado nada?',
      paragraphs: [
        'Espere unos minutos y mire también en la carpeta de correo no deseado.',
        'Si la dirección tenía una errata, suscríbase de nuevo con la correcta. A una misma dirección le enviamos este correo como máximo una vez al día.',
      ],
    },
    mailbox: 'Este servidor se guarda sus correos: todo lo que envía llega a su propio buzón.',
    mailboxLink: 'Abrir el buzón',
  },
  confirm: {
    open: {
      title: 'Un clic, y empiezan las alertas',
      paragraphs: ['Confirme que esta dirección es suya y que quiere recibir alertas de última hora.'],
      button: 'Sí, envíenme alertas',
    },
    confirmed: name => ({
      title: 'Su suscripción está confirmada',
      paragraphs: [
        `La próxima alerta de ${name} llegará a su bandeja de entrada. Mientras no ocurra nada importante, no sabrá de nosotros.`,
        'Cada alerta lleva un enlace para darse de baja; basta un clic.',
      ],
    }),
    used: {
      title: 'Ya está hecho',
      paragraphs: ['Este enlace ya ha cumplido su función. No queda nada que pulsar.'],
    },
    expired: {
      title: 'Este enlace ha caducado',
      paragraphs: ['Era válido durante tres días. Introduzca su dirección otra vez y recibirá uno nuevo.'],
    },
    unknown: {
      title: 'No reconocemos este enlace',
      paragraphs: [
        'Quizá una parte se perdió por el camino: cópielo entero del correo. O introduzca su dirección otra vez y recibirá uno nuevo.',
      ],
    },
  },
  leave: {
    open: name => ({
      title: '¿Darse de baja de estas alertas?',
      paragraphs: [`Un clic, y ${name} no le enviará ningún correo más.`],
      button: 'No quiero más correos',
      stay: 'No, sigan enviándolos',
    }),
    left: name => ({
      title: 'Se ha dado de baja',
      paragraphs: [
        `${name} ya no le envía alertas. Un correo que ya estuviera de camino aún puede llegar en los próximos minutos.`,
        'Gracias por leernos. Puede volver cuando quiera.',
      ],
    }),
    already: name => ({
      title: 'Se ha dado de baja',
      paragraphs: [`${name} no le envía alertas; no hay nada más que hacer.`],
    }),
    unknown: {
      title: 'No reconocemos este enlace',
      paragraphs: [
        'Quizá una parte se perdió por el camino: cópielo entero del correo. El enlace de cualquiera de nuestros correos funciona, también el de uno antiguo.',
      ],
    },
    oneClick: 'Se ha dado de baja. No se le enviarán más alertas.',
    again: 'Suscribirse de nuevo',
  },
  alerts: {
    title: 'Todas las alertas',
    lead: name => `Todo lo que ha enviado ${name}, empezando por lo más reciente.`,
    kicker: {
      flash: 'Urgente',
      breaking: 'Última hora',
      developing: 'En desarrollo',
      update: 'Actualización',
      correction: 'Corrección',
      retraction: 'Anulación',
    },
    empty: 'Todavía no se ha enviado ninguna alerta. La primera aparecerá aquí.',
    none: 'No hay alertas anteriores.',
    all: 'Todas las alertas',
    older: 'Alertas anteriores',
    newest: 'Volver a las más recientes',
    said: 'Dicho',
    sent: 'Enviado',
    source: 'Fuente',
    corrected: 'Corregida después',
    retracted: 'Anulada después',
    correctedBy: when => `Esta alerta era errónea. La corregimos el ${when}.`,
    retractedBy: when => `Esta alerta era errónea. La anulamos el ${when}.`,
    stopped: 'Detuvimos el envío de esta alerta antes de que llegara a todos los destinatarios.',
    whatChanged: 'Qué ha cambiado',
    whatWasWrong: 'Qué era erróneo',
    whatIsRight: 'Qué es lo correcto',
    whatNow: 'Qué sabemos ahora',
    follows: { update: 'Actualiza', correction: 'Corrige', retraction: 'Anula' },
    since: 'Desde entonces',
    readStory: host => `Leer la noticia completa en ${host}`,
    signUp: name => `${name} envía alertas como esta por correo a todas las personas que las piden.`,
    signUpLink: 'Recibirlas por correo',
  },
  privacy: {
    title: 'Cómo tratamos sus datos',
    lead: name =>
      `${name} necesita su dirección para enviarle lo que ha pedido. No la usa para nada más ni sigue lo que usted lee.`,
    version: version => `Versión ${version} de este aviso.`,
    chapters: ({ name, days, network }) => [
      {
        heading: 'Qué conservamos',
        paragraphs: [
          'Su dirección tal como la escribió, el idioma en que lee y cuándo se suscribió, confirmó y se dio de baja.',
          'Lo que ha elegido, si ha elegido algo: temas y lugares, palabras clave, cuántos correos al día, horas de silencio y su zona horaria, noticias silenciadas. Las palabras clave pueden decir mucho de una persona: sirven para seleccionar sus alertas y para nada más, y a nadie de la redacción se le muestra de quién son.',
          'Un registro de aquello en lo que ha consentido: las palabras exactas, su versión y su idioma, cuándo y cómo. Se refiere a usted con un número y un hash calculado con una clave secreta, no con su dirección, y ninguna de sus líneas se modifica jamás.',
          network
            ? 'Con cada línea de ese registro, la red desde la que llegó, sin su última parte: demuestra desde dónde se dio un consentimiento y no identifica su dispositivo.'
            : 'Ese registro no contiene ninguna dirección de red.',
          'De cada alerta, si su servidor de correo la aceptó y qué respondió, para que nadie quede fuera y una corrección llegue exactamente a quienes recibieron el error.',
          'De cada suscripción, un hash, calculado con una clave secreta, de la red de la que vino la petición, para que nadie pueda inundar con nuestro formulario un buzón ajeno. Su dirección de red en sí, no.',
        ],
      },
      {
        heading: 'Por qué podemos hacerlo',
        paragraphs: [
          'Porque usted lo ha consentido: introdujo su dirección y después la confirmó con un botón. Las alertas y la publicidad son dos preguntas distintas; rechazar una no le priva de nada de la otra. Puede retirar cualquiera de los dos consentimientos en todo momento; lo que se hizo antes de la retirada sigue siendo lícito.',
          'El registro de su consentimiento y, tras la supresión, el hash de su dirección se conservan porque debemos poder demostrar el primero y respetar la segunda.',
        ],
      },
      {
        heading: 'Qué no hacemos',
        paragraphs: [
          'Ni píxeles de rastreo en los correos, ni enlaces que le cuenten, ni cookies en estas páginas, ni nada cargado de terceros. No sabemos si abre un correo, y no vendemos, prestamos ni mostramos su dirección a nadie. La transportan los servidores de correo, como no puede ser de otro modo.',
          'No se elabora ningún perfil de usted. Las alertas que recibe dependen de lo que ha elegido y de nada más; cada correo dice por qué lo recibe.',
        ],
      },
      {
        heading: 'Cuánto tiempo',
        paragraphs: [
          `Una dirección que nunca se confirmó: ${keptFor(days.unconfirmed)}. La suya: mientras dure su suscripción. Tras la baja, queda marcada como dada de baja y no recibe ningún correo ${keptFor(days.left)}; puede hacer que se suprima de inmediato.`,
          `Qué alerta le llegó: ${keptFor(days.deliveries)}. Los correos que le enviamos aparte, como el de confirmación: ${keptFor(days.mails)}. El hash de su red: ${keptFor(days.network)}.`,
          'El registro de su consentimiento se conserva mientras exista la posibilidad de que debamos demostrarlo. Tras la supresión se conserva también un hash de su dirección, calculado con una clave secreta, para que ninguna lista que alguien importe pueda volver a incluirle.',
        ],
      },
      {
        heading: 'Cómo recibir menos o darse de baja',
        paragraphs: [
          `Cada correo de ${name} lleva un enlace para elegir lo que recibe y otro para darse de baja; la mayoría de los programas de correo muestran además su propio botón para ello. Ambos funcionan sin contraseña y sin preguntas. Quien reenvía un correo reenvía estos enlaces: ninguno de los dos muestra su dirección.`,
          'Al darse de baja puede decir por qué con un toque. La respuesta se cuenta, pero no se guarda con sus datos.',
        ],
      },
      {
        heading: 'Sus derechos',
        paragraphs: [
          'En la página donde elige, también puede pedir todo lo que conservamos sobre usted, en un archivo, y hacer que se suprima: un correo a su dirección garantiza que es usted.',
          'Puede hacer que se rectifiquen los errores y presentar una reclamación ante la autoridad de protección de datos de su lugar de residencia. O escriba a la dirección que figura abajo.',
        ],
      },
    ],
    who: 'Quién está detrás',
    whoUnknown: 'Escriba al remitente de nuestros correos:',
    contact: 'Contacto:',
  },
  mailbox: {
    title: 'Buzón',
    lead: 'Todos los correos que ha enviado este servidor, empezando por el más reciente. Nada sale de esta máquina mientras no se configure un servidor de correo saliente.',
    empty: 'Todavía no hay correos. Suscríbase en la portada y el primero llegará aquí.',
    refresh: 'Volver a mirar',
    back: 'Todos los correos',
    count: mails => counted(mails, 'correo', 'correos'),
    to: 'Para',
    from: 'De',
    subject: 'Asunto',
    received: 'Recibido',
    noSubject: '(sin asunto)',
    html: 'Tal como se lee',
    text: 'Como texto sin formato',
    noText: 'Este correo no tiene parte de texto.',
    headers: 'Cabeceras',
    raw: 'El mensaje tal como se envió',
  },
}
