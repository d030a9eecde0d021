import type { ChoicesText, FateWords } from '../choices-text.ts'
import { momentWriter } from '../time-writer.ts'
import { alertsText, counted, number, theLastDays } from './counting.ts'

const storiesText = (count: number) =>
  counted(count, {
    one: 'sujet',
    other: 'sujets',
    many: 'de sujets',
  })

const moment = momentWriter('fr-FR')

function fate(words: FateWords): string {
  switch (words.kind) {
    case 'got':
      return `Vous l’avez reçue le ${moment(words)}.`
    case 'digested':
      return `Vous l’avez reçue dans le récapitulatif du ${moment(words)}.`
    case 'held':
      return words.until === null
        ? 'Elle attend votre prochain récapitulatif.'
        : `Elle attend votre récapitulatif du ${moment({ at: words.until, timeZone: words.timeZone })}.`
    case 'on-its-way':
      return 'Elle est en route vers vous.'
    case 'undecided':
      return 'Votre serveur de messagerie n’a pas dit s’il l’avait acceptée.'
    case 'refused':
      return 'Votre serveur de messagerie ne l’a pas acceptée.'
    case 'suppressed':
      return 'Elle n’a pas été envoyée : votre serveur de messagerie avait déjà refusé nos e‑mails.'
    case 'stopped':
      return 'Elle ne vous a pas été envoyée : la rédaction l’a arrêtée.'
    case 'replaced':
      return 'Elle ne vous a pas été envoyée : un rectificatif a pris sa place.'
    case 'left':
      return 'Elle ne vous a pas été envoyée : vous aviez quitté la liste quand son tour est venu.'
    case 'joined-later':
      return 'Elle a été envoyée avant votre inscription.'
    case 'would-come':
      return 'Elle ne vous a pas été envoyée, mais elle viendrait avec vos choix d’aujourd’hui.'
    case 'follows-another':
      return 'Elle faisait suite à une alerte que vous n’avez pas reçue.'
    case 'not-wanted':
      return words.why
  }
}

export const choices: ChoicesText = {
  title: name => `Ce que vous envoie ${name}`,
  lead: 'Ici, c’est vous qui décidez, et rien n’est obligatoire. Ce que vous enregistrez vaut dès la prochaine alerte.',
  savedEverything: chosen =>
    `Enregistré. Vous recevez toujours toutes les alertes : ce que vous avez coché et saisi ne fait le tri qu’avec « ${chosen} ».`,
  saved: 'Enregistré. Cela vaut dès la prochaine alerte.',
  problems:
    'Pas encore enregistré. Ce qu’il faut modifier est signalé ci-dessous ; tout ce que vous avez saisi est resté en place.',
  undo: 'Annuler',
  moment,
  alert: {
    heading: 'À propos de cette alerte',
    mute: {
      button: 'Mettre ce sujet en sourdine',
      hint: 'Plus rien ne vous parvient sur ce sujet, hormis les rectificatifs de ce que vous avez reçu.',
      done: 'Ce sujet est en sourdine. Seuls vous parviennent encore les rectificatifs de ce que vous avez reçu.',
    },
    only: {
      button: 'Seulement ce sujet',
      hint: 'Jusqu’à ce que vous annuliez ce choix, rien d’autre que ce sujet ne vous parvient.',
      done: 'Seul ce sujet vous parvient désormais, jusqu’à ce que vous annuliez ce choix.',
    },
    less: {
      button: topic => `Moins sur le thème « ${topic} »`,
      hint: 'Sur ce thème, vous ne recevrez plus que les flashs et ce que trouvent vos mots-clés.',
      done: topic =>
        `Moins sur le thème « ${topic} » : vous n’en recevez plus que les flashs et ce que trouvent vos mots-clés.`,
    },
    undone: 'Annulé. Tout est comme avant.',
  },
  wants: {
    heading: 'Ce que je veux',
    scope: {
      legend: 'Combien',
      all: { label: 'Tout', hint: 'Chaque alerte envoyée.' },
      chosen: {
        label: 'Seulement ce que je choisis',
        hint: 'Une alerte vous parvient si elle concerne l’un des thèmes ou des lieux que vous cochez, ou si vos mots-clés la trouvent.',
      },
    },
    topics: {
      legend: 'Thèmes',
      places: 'Lieux',
      hint: 'Ils comptent avec « Seulement ce que je choisis ». Un seul suffit.',
      retired: 'La rédaction ne le propose plus. Vous le gardez jusqu’à ce que vous le décochiez.',
    },
    often: often => `Avec tout ce qui est choisi ici : ${often}.`,
  },
  watch: {
    legend: 'Mes mots-clés',
    hint: 'Des mots qu’une alerte doit contenir dans son titre ou dans son texte pour vous parvenir. Ils sont privés : personne à la rédaction ne voit à qui ils appartiennent.',
    label: position => `Mots-clés ${position}`,
    help: 'Comment les écrire, avec des exemples',
    examples: [
      { typed: 'port', means: 'le mot sous toutes ses formes' },
      { typed: '"grève générale"', means: 'ces mots l’un à côté de l’autre' },
      { typed: 'port incendie', means: 'les deux mots, n’importe où' },
      { typed: 'grève OU débrayage', means: 'l’un des deux suffit' },
      { typed: 'jaguar SAUF voiture', means: 'le premier mot, là où le second est absent' },
      { typed: 'ministre NEAR démission', means: 'les deux, à dix mots de distance au plus' },
      { typed: '~Tchaïkovski', means: 'le nom dans toutes ses graphies' },
    ],
    tooLong: most => `C’est trop long : ${number.format(most)} caractères au plus. Faites-en deux lignes.`,
    tooMany: most =>
      `Nous ne pouvons garder plus de ${counted(most, { one: 'ligne', other: 'lignes', many: 'de lignes' })} de mots-clés. Réunissez-en quelques-unes avec OU.`,
    preview: 'Voir ce que cela aurait donné',
    brought: ({ alerts, stories, days }) =>
      `Dans ${theLastDays(days)} : ${alertsText(alerts)} et ${storiesText(stories)} sans alerte.`,
    broughtNothing: ({ days }) =>
      days === 0
        ? 'Rien n’a encore été envoyé. L’alerte viendra avec l’événement.'
        : `Rien dans ${theLastDays(days)}. L’alerte viendra avec l’événement.`,
    isStory: 'Sujet sans alerte',
  },
  limits: {
    heading: 'Combien, et quand',
    least: {
      legend: 'Le minimum qui mérite que je reçoive un e‑mail',
      flash: {
        label: 'Flash',
        hint: often =>
          `Seulement le plus rare : ce dont tout le monde se souviendra. Autrement dit : ${often}.`,
      },
      breaking: {
        label: 'Urgent',
        hint: often =>
          `Les flashs, et les nouvelles importantes à la minute où elles tombent. Autrement dit : ${often}.`,
      },
      developing: {
        label: 'En cours',
        hint: often => `Tout, y compris les sujets qui commencent à peine. Autrement dit : ${often}.`,
      },
    },
    dailyMost: {
      label: 'Nombre maximal d’e‑mails par période de 24 heures',
      hint: 'Un flash vous parvient toujours. Ce qui dépasse ce nombre est réuni en un seul récapitulatif. 0 : le récapitulatif seulement. Vide : aucune limite.',
      problem: most => `Saisissez un nombre entier de 0 à ${number.format(most)}, ou laissez vide.`,
    },
    quiet: {
      legend: 'Heures calmes',
      from: 'De',
      to: 'À',
      hint: 'Seuls les flashs et les rectificatifs vous parviennent alors ; le reste attend le récapitulatif. Laissez les deux champs vides si vous n’en voulez pas.',
      problems: {
        'one-missing':
          'Les heures calmes ont un début et une fin. Saisissez les deux, ou laissez les deux vides.',
        equal:
          'Le début et la fin sont identiques. Choisissez des heures différentes, ou laissez les deux vides.',
        'too-long': 'Laissez au moins une heure de la journée où le récapitulatif puisse arriver.',
        'no-time': 'Saisissez des heures comme 22:00 et 07:00.',
      },
    },
    timeZone: {
      label: 'Mon fuseau horaire',
      hint: 'Les heures calmes et le récapitulatif le suivent, heure d’été comprise.',
      option: (zone, offset) => `${zone} (UTC${offset})`,
    },
    digestAt: {
      label: 'Quand le récapitulatif arrive',
      hint: 'Un seul e‑mail avec ce qui a été retenu ; aucun les jours où rien ne l’a été.',
      problem: 'Saisissez une heure comme 18:00.',
    },
    language: {
      label: 'Langue des e‑mails',
      hint: 'Celle de ce que nous écrivons autour d’une alerte. L’alerte elle-même est dans la langue de sa rédaction.',
    },
    corrections:
      'Les rectificatifs de ce que vous avez reçu vous parviennent toujours, quels que soient vos choix ici.',
    save: 'Enregistrer',
  },
  pause: {
    heading: 'Pause',
    hint: 'Rien ne vous parvient d’ici là, hormis les rectificatifs de ce que vous avez reçu. Les alertes de cette période ne sont pas envoyées après coup.',
    now: until => `En pause jusqu’au ${until}.`,
    goOn: 'Reprendre maintenant',
    day: 'Un jour',
    week: 'Une semaine',
    month: 'Un mois',
    date: 'Ou jusqu’au matin du',
    dateButton: 'Faire une pause jusqu’à ce jour',
    dateProblem: 'Choisissez un jour après aujourd’hui, dans un an au plus.',
    done: 'En pause. Les alertes reprendront d’elles-mêmes.',
    going: 'Les alertes arrivent de nouveau.',
  },
  muted: {
    heading: 'Mes choix précédents',
    hint: 'Vous pouvez revenir sur chacun d’eux.',
    muted: 'Sujets en sourdine',
    only: 'Seuls ces sujets vous parviennent',
    less: 'Moins sur ces thèmes',
    unmute: 'Lever la sourdine',
    notOnly: 'Pas seulement celui-ci',
    notLess: 'Autant qu’avant',
    nameless: 'Un sujet qui n’est plus ici',
  },
  marketing: {
    heading: 'Indépendamment des alertes',
    hint: 'Cela n’a rien à voir avec les alertes : que vous répondiez oui ou non, elles vous parviennent de la même façon.',
    button: 'Enregistrer cette réponse',
    saved: 'Votre réponse est enregistrée.',
  },
  history: {
    heading: 'Pourquoi ai-je reçu ceci ? Et pourquoi pas cela ?',
    hint: 'Les dix dernières alertes, et ce qu’il est advenu de chacune pour vous.',
    none: 'Rien n’a encore été envoyé.',
    fate,
    today: 'Là où rien n’a été envoyé, la réponse repose sur vos choix d’aujourd’hui.',
  },
  yours: {
    heading: 'Mes données et la désinscription',
    data: {
      button: 'Emporter ou effacer mes données',
      hint: 'Nous vous envoyons un lien par e‑mail, pour nous assurer qu’il s’agit bien de vous. Il vous permet de télécharger ou d’effacer tout ce que nous conservons.',
      done: 'L’e‑mail contenant le lien est en route.',
    },
    forget: {
      button: 'Invalider tous les anciens liens',
      hint: 'Vous avez transféré l’un de nos e‑mails ? Plus personne ne pourra alors ouvrir cette page avec lui, vous non plus : le prochain e‑mail apporte un nouveau lien.',
      done: '',
    },
    leave: 'Se désinscrire',
    leaveHint:
      'Pour tout arrêter, suivez le lien de désinscription à la fin de n’importe lequel de nos e‑mails. Un clic suffit.',
  },
  expired: {
    title: 'Ce lien a expiré',
    paragraphs: [
      'Les liens vers cette page sont valables 30 jours. Nous pouvons en envoyer un nouveau à l’adresse à laquelle cet e‑mail a été envoyé.',
    ],
    button: 'M’envoyer un nouveau lien',
    done: 'Si cette adresse reçoit encore nos alertes, un e‑mail contenant un nouveau lien est en route. Nous n’en envoyons pas plus d’un par heure.',
  },
  unknown: {
    title: 'Ce lien n’ouvre rien',
    paragraphs: [
      'Une partie s’est peut-être perdue en route, ou tous les anciens liens ont été invalidés. Notre e‑mail le plus récent en contient un qui fonctionne.',
    ],
  },
  voided: {
    title: 'Tous les anciens liens sont invalidés',
    paragraphs: [
      'Aucun e‑mail reçu jusqu’ici n’ouvre plus cette page. Les liens de désinscription fonctionnent encore, comme toujours.',
      'Le prochain e‑mail apporte un nouveau lien.',
    ],
  },
  left: {
    title: 'Votre désinscription est faite',
    paragraphs: ['Aucune alerte ne vous est envoyée : il n’y a donc rien à choisir.'],
    again: 'Se réinscrire',
  },
  freshMail: ({ who, link, days }) => ({
    subject: 'Votre lien vers ce que vous recevez de nous',
    text: `Voici un nouveau lien vers la page où vous choisissez ce que vous envoie ${who} :

${link}

Il est valable ${days} jours et n’est destiné qu’à vous : quiconque l’a peut modifier ce que vous recevez.

Vous ne l’avez pas demandé ? Alors quelqu’un a appuyé sur un bouton dans l’un de nos anciens e‑mails. Rien n’a été modifié.
`,
  }),
  afterConfirming: {
    sender: sender =>
      `Les e‑mails sont envoyés par ${sender}. Ajoutez cette adresse à vos contacts, et aucun filtre ne vous privera des nouvelles.`,
    hint: 'Pour l’instant, vous recevez tout. Si vous le souhaitez, dites ce qui compte pour vous : thèmes, mots-clés, heures calmes. Cela prend une minute, et chaque e‑mail contient un lien pour le faire.',
    hintChosen:
      'Vous recevez ce que vous avez demandé à l’inscription, et les rares alertes qui s’adressent à tout le monde. D’autres thèmes, des mots-clés, des heures calmes : cela prend une minute, et chaque e‑mail contient un lien pour le faire.',
    link: 'Choisir ce que je reçois',
  },
}
