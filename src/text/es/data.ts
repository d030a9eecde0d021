import type { DataText } from '../data-text.ts'

export const data: DataText = {
  mail: ({ who, download, erase, minutes }) => ({
    subject: 'Sus datos: copiarlos o suprimirlos',
    text: `Alguien, esperamos que usted, ha pedido en su página de preferencias lo que ${who} conserva sobre usted.

Para obtener una copia, abra esta página y pulse el botón:

${download}

Para que se suprima todo, abra esta página. Explica qué significa antes de que pulse su botón:

${erase}

Los dos enlaces son válidos durante ${minutes} minutos, y una sola vez. No reenvíe este correo: quien lo tenga puede usarlos.

¿No ha sido usted? Entonces no haga nada. Sin uno de esos botones no ocurre nada.
`,
  }),
  asked: {
    title: 'Le hemos enviado un correo',
    paragraphs: [
      'Lleva dos enlaces: uno a una copia de sus datos y otro para que se suprima todo. Son válidos durante una hora.',
      'Enviamos como máximo tres correos de este tipo al día. Si no llega ninguno, mire si llegó uno antes.',
    ],
  },
  download: {
    page: {
      title: 'Sus datos',
      paragraphs: [
        'Con un clic obtiene un archivo (JSON) con todo lo que conservamos sobre usted: su dirección, lo que ha elegido, en qué ha consentido y cuándo, y qué alertas se le enviaron.',
      ],
    },
    button: 'Descargar mis datos',
  },
  erase: {
    page: name => ({
      title: '¿Suprimirlo todo?',
      paragraphs: [
        `Un clic, y ${name} olvida su dirección, lo que ha elegido y lo que le esperaba. Esto no se puede deshacer.`,
        'Dos cosas quedan, y ninguna contiene su dirección: el registro de aquello en lo que ha consentido, porque la ley nos obliga a demostrarlo; y un código calculado a partir de su dirección, para que no reciba nunca más un correo, sea quien sea quien nos traiga su dirección.',
        'Nunca más significa que tampoco nuestro formulario de suscripción funcionará para esta dirección. Si solo quiere no recibir más correos, dese de baja: cada correo lleva un enlace para ello, y puede volver cuando quiera.',
      ],
    }),
    button: 'Suprimirlo todo',
  },
  erased: name => ({
    title: 'Se ha suprimido todo',
    paragraphs: [
      `${name} le ha olvidado y no volverá a enviarle correos nunca más. Un correo que ya estuviera de camino aún puede llegar en los próximos minutos.`,
    ],
  }),
  expired: {
    title: 'Este enlace ya no funciona',
    paragraphs: [
      'Era válido durante una hora, y una sola vez. Pida uno nuevo en su página de preferencias; cada alerta lleva un enlace a ella.',
    ],
  },
  unknown: {
    title: 'No reconocemos este enlace',
    paragraphs: [
      'Quizá una parte se perdió por el camino: cópielo entero del correo. Si era el enlace para suprimir sus datos y ya lo ha usado, se ha suprimido todo.',
    ],
  },
}
