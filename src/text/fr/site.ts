import type { SiteText } from '../site-text.ts'
import { timeWriter } from '../time-writer.ts'
import { daysText, mailsText, theLastDays } from './counting.ts'

const dateLanguage = 'fr-FR'

/** For a period that may be without end. */
function keptFor(days: number | null): string {
  return days === null ? 'sans limite de durée' : `pendant ${daysText(days)}`
}

const per = { day: 'par jour', week: 'par semaine', month: 'par mois' } as const

export const site: SiteText = {
  language: 'fr',
  dateLanguage,
  time: timeWriter(dateLanguage),
  skip: 'Aller au contenu',
  nav: { label: 'Pages', alerts: 'Alertes', privacy: 'Données personnelles' },
  languages: 'Langues',
  errors: {
    missing: {
      title: 'Il n’y a rien ici',
      paragraphs: [
        'Cette page n’existe pas, ou n’existe plus. Une partie de son adresse s’est peut-être perdue en route.',
      ],
    },
    foreign: {
      title: 'Envoi venu d’ailleurs',
      paragraphs: [
        'Ce formulaire a été envoyé depuis un autre site. Ouvrez la page ici et envoyez-le à nouveau.',
      ],
    },
    tooLarge: {
      title: 'C’est trop à la fois',
      paragraphs: ['L’envoi dépasse la taille que cette page accepte.'],
    },
    unusable: {
      title: 'Cet envoi est inutilisable',
      paragraphs: [
        'Ce qui a été envoyé n’est pas ce que cette page demande. Ouvrez-la à nouveau et réessayez.',
      ],
    },
    broken: {
      title: 'Un problème est survenu ici',
      paragraphs: ['Vous n’y êtes pour rien. Veuillez réessayer dans un instant.'],
    },
    home: 'Retour à l’accueil',
  },
  footer: {
    sentBy: 'Envoyé par',
    contact: 'Contact :',
    noTracking: 'Ni cookies, ni pixels espions, ni clics comptés, ni scripts de tiers.',
  },
  front: {
    title: name => `${name} : les alertes info par e‑mail`,
    headline: 'Quand l’actualité tombe, vous recevez un e‑mail.',
    lead: name =>
      `${name} surveille ses sources jour et nuit et vous envoie une courte alerte quelques secondes après un événement important, en précisant qui l’affirme et quand. Si l’affaire évolue, vous recevez la mise à jour ; si nous nous sommes trompés, le rectificatif.`,
    often: {
      label: 'À quelle fréquence',
      never: 'Rien n’a encore été envoyé : impossible de le dire.',
      soFar: ({ mails, days }) =>
        mails === 0
          ? `Aucun e‑mail sur ${theLastDays(days)}.`
          : `${mailsText(mails)} sur ${theLastDays(days)}.`,
      steady: ({ mails, per: span, days }) =>
        `Environ ${mailsText(mails)} ${per[span]}, d’après ${theLastDays(days)}.`,
    },
    breaking: {
      label: 'Ce qui mérite une alerte',
      text: 'Ce qui change la journée de beaucoup de gens, ou ne peut attendre qu’ils consultent à nouveau l’actualité. Pas d’opinions, pas de résultats sportifs, pas de célébrités, pas de publicité.',
    },
    who: {
      label: 'Qui est derrière ce service',
      unknown: name => `${name} n’a pas indiqué qui est derrière ce service.`,
    },
    latest: 'La dernière alerte, telle qu’elle est arrivée par e‑mail',
    earlier: 'Auparavant',
  },
  form: {
    heading: 'S’inscrire',
    address: 'Votre adresse e‑mail',
    button: 'Recevoir les alertes',
    privacy: 'Comment nous traitons vos données',
    invalid: 'Veuillez saisir une adresse e‑mail valide, par exemple nom@example.org.',
    tooLong:
      'Veuillez saisir une adresse e‑mail valide. Celle-ci est plus longue qu’aucune adresse ne peut l’être.',
    failedTitle: name => `Veuillez vérifier votre adresse – ${name}`,
  },
  checkInbox: {
    title: 'Consultez votre messagerie',
    paragraphs: [
      'Ouvrez l’e‑mail, suivez le lien qu’il contient et appuyez sur le bouton de la page. Les alertes ne commencent qu’après.',
    ],
    sender: sender =>
      `Un e‑mail est en route vers l’adresse que vous avez saisie. Il est envoyé par ${sender}.`,
    missing: {
      heading: 'Rien reçu ?',
      paragraphs: [
        'Attendez quelques minutes et regardez dans le dossier des indésirables.',
        'Si l’adresse comportait une faute de frappe, recommencez l’inscription avec la bonne. Nous n’envoyons pas plus d’un e‑mail de ce genre par jour à une même adresse.',
      ],
    },
    mailbox: 'Ce serveur garde ses e‑mails pour lui : tout ce qu’il envoie arrive dans sa propre boîte.',
    mailboxLink: 'Ouvrir la boîte',
  },
  confirm: {
    open: {
      title: 'Un clic, et les alertes commencent',
      paragraphs: [
        'Confirmez que cette adresse est bien la vôtre et que vous voulez recevoir les alertes info.',
      ],
      button: 'Oui, envoyez-moi les alertes',
    },
    confirmed: name => ({
      title: 'Votre inscription est confirmée',
      paragraphs: [
        `La prochaine alerte envoyée par ${name} arrivera dans votre messagerie. Tant qu’il ne se passe rien d’important, vous n’entendrez pas parler de nous.`,
        'Chaque alerte contient un lien de désinscription ; un clic suffit.',
      ],
    }),
    used: {
      title: 'C’est déjà fait',
      paragraphs: ['Ce lien a rempli son office. Il n’y a plus rien à confirmer.'],
    },
    expired: {
      title: 'Ce lien a expiré',
      paragraphs: [
        'Il était valable trois jours. Saisissez à nouveau votre adresse pour en recevoir un autre.',
      ],
    },
    unknown: {
      title: 'Nous ne reconnaissons pas ce lien',
      paragraphs: [
        'Une partie s’est peut-être perdue en route : copiez-le en entier depuis l’e‑mail. Ou saisissez à nouveau votre adresse pour en recevoir un autre.',
      ],
    },
  },
  leave: {
    open: name => ({
      title: 'Ne plus recevoir ces alertes ?',
      paragraphs: [`Un clic, et ${name} ne vous envoie plus aucun e‑mail.`],
      button: 'Ne plus m’envoyer d’e‑mails',
      stay: 'Non, continuez à les envoyer',
    }),
    left: name => ({
      title: 'Votre désinscription est faite',
      paragraphs: [
        `${name} ne vous envoie plus d’alertes. Un e‑mail déjà en route peut encore arriver dans les prochaines minutes.`,
        'Merci de votre lecture. Vous pouvez revenir quand vous voulez.',
      ],
    }),
    already: name => ({
      title: 'Votre désinscription est faite',
      paragraphs: [`${name} ne vous envoie pas d’alertes ; il n’y a rien de plus à faire.`],
    }),
    unknown: {
      title: 'Nous ne reconnaissons pas ce lien',
      paragraphs: [
        'Une partie s’est peut-être perdue en route : copiez-le en entier depuis l’e‑mail. Le lien de n’importe lequel de nos e‑mails fonctionne, même ancien.',
      ],
    },
    oneClick: 'Votre désinscription est faite. Plus aucune alerte ne vous sera envoyée.',
    again: 'Se réinscrire',
  },
  alerts: {
    title: 'Toutes les alertes',
    lead: name => `Tout ce qui a été envoyé par ${name}, du plus récent au plus ancien.`,
    kicker: {
      flash: 'Flash',
      breaking: 'Urgent',
      developing: 'En cours',
      update: 'Mise à jour',
      correction: 'Rectificatif',
      retraction: 'Annulation',
    },
    empty: 'Aucune alerte n’a encore été envoyée. La première s’affichera ici.',
    none: 'Il n’y a pas d’alertes plus anciennes.',
    all: 'Toutes les alertes',
    older: 'Alertes plus anciennes',
    newest: 'Retour aux plus récentes',
    said: 'Déclaré',
    sent: 'Envoyé',
    source: 'Source',
    corrected: 'Rectifiée depuis',
    retracted: 'Annulée depuis',
    correctedBy: when => `Cette alerte était fausse. Nous l’avons rectifiée le ${when}.`,
    retractedBy: when => `Cette alerte était fausse. Nous l’avons annulée le ${when}.`,
    stopped: 'Nous avons arrêté l’envoi de cette alerte avant qu’elle ait atteint tout le monde.',
    whatChanged: 'Ce qui a changé',
    whatWasWrong: 'Ce qui était faux',
    whatIsRight: 'Ce qui est exact',
    whatNow: 'Ce que nous savons maintenant',
    follows: { update: 'Met à jour', correction: 'Rectifie', retraction: 'Annule' },
    since: 'Depuis',
    readStory: host => `Lire l’article complet sur ${host}`,
    signUp: name =>
      `${name} envoie par e‑mail des alertes comme celle-ci à toutes les personnes qui en font la demande.`,
    signUpLink: 'Les recevoir par e‑mail',
  },
  privacy: {
    title: 'Comment nous traitons vos données',
    lead: name =>
      `${name} a besoin de votre adresse pour vous envoyer ce que vous avez demandé. Elle ne sert à rien d’autre, et ce que vous lisez n’est pas suivi.`,
    version: version => `Version ${version} de cette notice.`,
    chapters: ({ name, days, network }) => [
      {
        heading: 'Ce que nous conservons',
        paragraphs: [
          'Votre adresse telle que vous l’avez saisie, la langue dans laquelle vous lisez, et les dates de votre inscription, de votre confirmation et de votre désinscription.',
          'Ce que vous avez choisi, si vous avez fait des choix : thèmes et lieux, mots-clés, nombre d’e‑mails par jour, heures calmes et leur fuseau horaire, sujets mis en sourdine. Des mots-clés peuvent en dire long sur une personne : ils servent à sélectionner vos alertes et à rien d’autre, et personne à la rédaction ne voit à qui ils appartiennent.',
          'Une preuve de ce à quoi vous avez consenti : le texte exact, sa version et sa langue, le moment et la manière. Elle vous désigne par un numéro et par une empreinte calculée avec une clé secrète, non par votre adresse, et aucune de ses lignes n’est jamais modifiée.',
          network
            ? 'Avec chaque ligne de cette preuve, le réseau d’où vous veniez, amputé de sa dernière partie : il prouve d’où un consentement a été donné, et ne désigne pas votre appareil.'
            : 'Cette preuve ne contient aucune adresse réseau.',
          'Pour chaque alerte, si votre serveur de messagerie l’a acceptée et ce qu’il a répondu, afin que personne ne soit oublié et qu’un rectificatif parvienne exactement à qui a reçu l’erreur.',
          'À chaque inscription, une empreinte, calculée avec une clé secrète, du réseau d’où vient la demande, afin que personne ne puisse inonder la messagerie d’autrui avec notre formulaire. Pas votre adresse réseau elle-même.',
        ],
      },
      {
        heading: 'Ce qui nous y autorise',
        paragraphs: [
          'Votre consentement : vous avez saisi votre adresse, puis vous l’avez confirmée en appuyant sur un bouton. Les alertes et la prospection commerciale sont deux questions distinctes ; refuser l’une ne vous prive en rien de l’autre. Vous pouvez retirer l’un ou l’autre consentement à tout moment ; ce qui a été fait avant ce retrait reste licite.',
          'La preuve de votre consentement et, après l’effacement, l’empreinte de votre adresse sont conservées parce que nous devons pouvoir prouver le premier et respecter le second.',
        ],
      },
      {
        heading: 'Ce que nous ne faisons pas',
        paragraphs: [
          'Pas de pixels espions dans les e‑mails, pas de liens qui vous comptent, pas de cookies sur ces pages, rien qui soit chargé de chez des tiers. Nous ne savons pas si vous ouvrez un e‑mail, et nous ne vendons, ne prêtons ni ne montrons votre adresse à personne. Les serveurs de messagerie la transportent, il ne peut en être autrement.',
          'Aucun profil n’est établi à votre sujet. Les alertes que vous recevez découlent de ce que vous avez choisi et de rien d’autre ; chaque e‑mail dit pourquoi vous le recevez.',
        ],
      },
      {
        heading: 'Combien de temps',
        paragraphs: [
          `Une adresse jamais confirmée : ${keptFor(days.unconfirmed)}. La vôtre : tant que dure votre inscription. Après votre désinscription, elle reste marquée comme désinscrite et ne reçoit aucun e‑mail ${keptFor(days.left)} ; vous pouvez la faire effacer aussitôt.`,
          `Quelle alerte vous est parvenue : ${keptFor(days.deliveries)}. Les e‑mails que nous vous adressons en particulier, comme celui de confirmation : ${keptFor(days.mails)}. L’empreinte de votre réseau : ${keptFor(days.network)}.`,
          'La preuve de votre consentement est conservée aussi longtemps que nous pouvons avoir à le prouver. Après l’effacement, une empreinte de votre adresse, calculée avec une clé secrète, est conservée elle aussi, afin qu’aucune liste importée ne puisse vous réinscrire.',
        ],
      },
      {
        heading: 'Recevoir moins, ou se désinscrire',
        paragraphs: [
          `Chaque e‑mail envoyé par ${name} contient un lien pour choisir ce que vous recevez et un autre pour vous désinscrire ; la plupart des messageries affichent aussi leur propre bouton pour cela. L’un et l’autre fonctionnent sans mot de passe et sans question. Transférer un e‑mail, c’est transférer ces liens : aucun des deux ne montre votre adresse.`,
          'En vous désinscrivant, vous pouvez dire pourquoi, d’un geste. La réponse est comptée, sans être conservée avec vos données.',
        ],
      },
      {
        heading: 'Vos droits',
        paragraphs: [
          'Sur la page de vos choix, vous pouvez aussi demander tout ce que nous conservons à votre sujet, sous forme de fichier, et le faire effacer : un e‑mail à votre adresse garantit qu’il s’agit bien de vous.',
          'Vous pouvez faire rectifier les erreurs et introduire une réclamation auprès de l’autorité de protection des données de votre lieu de résidence. Ou écrivez à l’adresse ci-dessous.',
        ],
      },
    ],
    who: 'Qui est derrière ce service',
    whoUnknown: 'Écrivez à l’expéditeur de nos e‑mails :',
    contact: 'Contact :',
  },
  mailbox: {
    title: 'Boîte aux lettres',
    lead: 'Tous les e‑mails que ce serveur a envoyés, du plus récent au plus ancien. Rien ne quitte cette machine tant qu’aucun relais de messagerie n’est configuré.',
    empty: 'Pas encore d’e‑mail. Inscrivez-vous sur la page d’accueil, et le premier arrivera ici.',
    refresh: 'Actualiser',
    back: 'Tous les e‑mails',
    count: mails => mailsText(mails),
    to: 'À',
    from: 'De',
    subject: 'Objet',
    received: 'Reçu',
    noSubject: '(sans objet)',
    html: 'Tel que le voit le lectorat',
    text: 'En texte brut',
    noText: 'Cet e‑mail n’a pas de partie texte.',
    headers: 'En-têtes',
    raw: 'Le message tel qu’il a été envoyé',
  },
}
