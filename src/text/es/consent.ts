import type { ConsentText } from '../consent-text.ts'

export const consent: ConsentText = {
  wording: {
    version: 'es-1',
    alerts:
      'Envíenme alertas de última hora por correo. Puedo darme de baja con un clic en cualquier momento.',
    marketing: 'Envíenme además, de vez en cuando, correos sobre este servicio y sus ofertas.',
  },
  noticeVersion: 'es-1',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: 'Confirme su dirección',
    text: `Alguien, esperamos que usted, ha pedido recibir en esta dirección alertas de última hora de ${who}.

Para recibirlas, abra esta página y pulse el botón:

${link}

El enlace es válido durante ${days} días.

¿No ha sido usted? Entonces no haga nada: sin ese botón no recibirá ninguna alerta.
O abra esta página y no le escribiremos nunca más:

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: 'Ya recibe estas alertas',
    text: `Alguien, esperamos que usted, ha pedido recibir en esta dirección alertas de última hora de ${who}.

Ya las recibe; no hay nada que hacer. Qué recibe, y cuánto, lo elige aquí:

${preferencesLink}

Cada alerta lleva un enlace para darse de baja.
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: 'Ya recibe estas alertas',
    text: `Alguien, esperamos que usted, ha pedido recibir en esta dirección alertas de ${who} sobre determinados temas.

Ya recibe alertas. Para añadir los temas, abra esta página y pulse el botón:

${link}

Qué recibe, y cuánto, lo elige aquí:

${preferencesLink}

Cada alerta lleva un enlace para darse de baja.
`,
  }),
}
