/** Every word of the desk, in English. Who presses a button has read here what it does to how many people. */

const locale = 'en-GB'
const wholeNumber = new Intl.NumberFormat(locale)
const plural = new Intl.PluralRules('en')

function counted(number: number, one: string, other: string): string {
  return `${wholeNumber.format(number)} ${plural.select(number) === 'one' ? one : other}`
}

function people(number: number): string {
  return counted(number, 'person', 'people')
}

export const deskText = {
  locale,
  people,
  frame: {
    desk: 'The desk',
    skip: 'Skip to the content',
    nav: 'The desk',
    sources: 'Sources',
    help: 'Help and keys',
    newAlert: 'New alert',
    leave: 'Leave the desk',
    connectionLost: 'The connection is lost: the numbers here stand still. Trying again …',
  },
  enter: {
    title: 'Enter the desk',
    asWhom: (name: string) => `Enter the desk as ${name}?`,
    question: 'This link is for one editor, once. From the desk alerts are sent to every reader.',
    button: 'Enter the desk',
    closed: {
      used: 'This link was used already. If that was you in this browser, go on to the desk at /desk.',
      expired: 'This link has expired: it was good for 24 hours.',
      unknown: 'This link is not one of ours, or was not copied whole.',
    },
    newLink: 'For a new link, ask whoever runs the server to type: tocsin editor invite NAME',
    left: 'You have left the desk',
  },
  front: {
    title: 'The desk',
    strip: 'How things stand',
    subscribers: (number: number) => counted(number, 'confirmed subscriber', 'confirmed subscribers'),
    allSourcesWell: (number: number) => `${counted(number, 'source', 'sources')}, all well`,
    troubled: (troubled: number, all: number) =>
      `${wholeNumber.format(troubled)} of ${counted(all, 'source', 'sources')} in trouble`,
    noSources: 'No sources yet',
    mailGoesOut: 'Mail goes out',
    noMail: (reason: string) => `No mail is leaving: ${reason}`,
    restored: (sentAt: number) =>
      `the database was restored from a backup, and is older than the last mail (${new Date(sentAt).toISOString()}). Ask whoever runs the server to type: tocsin restore accept`,
    drafts: 'Drafts',
    noDrafts: 'No drafts. Draft one from a story, or write a new alert.',
    alerts: 'Alerts',
    noAlerts: 'Nothing was sent yet.',
    stories: 'Stories',
    noStories: 'No stories yet. They appear here as the sources publish.',
    older: { drafts: 'Older drafts', alerts: 'Older alerts', stories: 'Older stories' },
    newest: 'Back to the newest',
    storySize: (items: number, sources: number) =>
      `${counted(items, 'item', 'items')} from ${counted(sources, 'source', 'sources')}`,
    draftAlert: 'Draft an alert',
    news: (stories: number, alerts: number) =>
      [
        stories > 0 ? counted(stories, 'new story', 'new stories') : '',
        alerts > 0 ? counted(alerts, 'new draft or alert', 'new drafts and alerts') : '',
      ]
        .filter(Boolean)
        .join(' and '),
    reload: 'Show',
  },
  state: {
    draft: 'Draft',
    sending: 'Going out',
    paused: 'Paused',
    stopped: 'Stopped',
    sent: 'Sent',
  },
  kind: { alert: 'Alert', update: 'Update', correction: 'Correction', retraction: 'Retraction' },
  priority: { flash: 'Flash', breaking: 'Breaking', developing: 'Developing' },
  who: {
    editor: (name: string) => name,
    token: (name: string) => `the program ${name}`,
    rule: (name: string) => `the rule for ${name}`,
  },
  progress: (accepted: number, audience: number, frozen: boolean) =>
    audience === 0 && !frozen
      ? 'The audience is being counted'
      : `${wholeNumber.format(accepted)} of ${wholeNumber.format(audience)} accepted${frozen ? '' : ', still counting the audience'}`,
  story: {
    items: 'Items, newest first',
    draftFrom: 'Draft an alert from the newest item',
    draftFromThis: 'Draft from this',
    read: (source: string) => `Read at ${source}`,
    seen: 'seen',
    published: 'published',
    revision: (number: number) => `Revised: version ${number}`,
  },
  draft: {
    newTitle: 'New alert',
    newNote: 'Nothing is sent from this page. Saving makes a draft that only the desk sees.',
    madeBy: 'made by',
    fields: {
      headline: 'Headline',
      headlineHint: 'The mail’s subject: the fact within the first 33 characters.',
      headlineUpdateHint:
        'On top of the mail. The subject stays that of the first alert, with “Re:” before it.',
      summary: 'Summary',
      summaryHint: 'Two or three sentences. An empty line begins a new paragraph.',
      preheader: 'Preheader',
      preheaderHint:
        'What an inbox shows after the subject. It does not repeat the headline. Empty: chosen for you.',
      url: 'Link',
      urlHint: 'Where the mail leads. Empty: the alert’s own page.',
      priority: 'Priority',
      topics: 'Topics',
      topicsHint: 'Apart by commas. They do not narrow the audience yet.',
      language: 'Language',
      languageHint: 'A tag such as en or pt-BR.',
      sourceName: 'Who says so',
      saidAt: 'Said at (UTC)',
      whatChanged: 'What changed',
      whatChangedHint: 'The update opens with this.',
      whatWasWrong: 'What was wrong',
      whatWasWrongHint: 'The mail opens with this, and with what was sent and when.',
    },
    priorityHint: {
      flash: 'Flash: the rarest. It is pressed twice.',
      breaking: 'Breaking',
      developing: 'Developing',
    },
    length: '{n} characters',
    tooLong: (most: number) => `{n} characters: over ${most}, many inboxes cut it.`,
    problems: (number: number) => `Nothing was saved: ${counted(number, 'field needs', 'fields need')} you.`,
    changedMeanwhile:
      'Somebody saved this draft after you opened it. Nothing of yours was saved; your words are still below. Compare with the preview, then save again to replace theirs.',
    save: 'Save draft',
    unsaved: 'Not saved yet. Save to see it here.',
    preview: 'As readers will get it',
    previewNote: 'As last saved.',
    subject: 'Subject',
    look: {
      desktop: 'Desktop',
      phone: 'Phone',
      'desktop-dark': 'Desktop, dark',
      'phone-dark': 'Phone, dark',
      text: 'Plain text',
    },
    frameTitle: (scheme: 'light' | 'dark') => `The mail, in ${scheme} colours`,
    test: {
      title: 'Test',
      address: 'Send one test to',
      note: 'Saves the draft and mails it to this one address. It says TEST in its subject and on its page.',
      button: 'Send a test',
      problem: {
        empty: 'Please enter a mail address.',
        invalid: 'Please enter a valid mail address.',
        'too-long': 'This address is too long.',
      },
    },
    send: {
      title: 'Send',
      toAll: (number: number) => `Goes at once to ${people(number)}: everybody who has confirmed.`,
      toRecipients: (number: number) =>
        `Goes at once to ${people(number)}: exactly those who got the alert it follows.`,
      toRecipientsAndWaiting: (number: number) =>
        `Goes at once to ${people(number)}: exactly those who got the alert it follows, or still wait for it.`,
      toNobody: 'Nobody would get a mail now. The alert would still get its page on the site.',
      stopsFollowed: 'The alert that it follows is still going out: sending this stops it.',
      button: (number: number) => `Send to ${people(number)}`,
      flashButton: (number: number) => `Send this FLASH to ${people(number)} …`,
      flashNote: 'A flash asks once more on the next page.',
      whatIsOnScreen: 'What stands in the form is saved and sent.',
    },
    flash: {
      title: 'Press again to send this flash',
      note: (number: number) => `This is the second press. ${people(number)} will get it at once.`,
      button: (number: number) => `Send this FLASH to ${people(number)} now`,
      back: 'No, back to the draft',
    },
    discard: {
      summary: 'Discard this draft …',
      note: 'Nobody was sent anything. The draft goes from the desk for good.',
      button: 'Discard the draft',
    },
    follows: { update: 'Updates', correction: 'Corrects', retraction: 'Retracts' },
    fromStory: 'Story',
  },
  sent: {
    numbers: 'Deliveries',
    audience: 'Audience',
    frozen: { yes: 'complete', no: 'still being counted' },
    states: {
      accepted: ['Accepted', 'the mail server took it'],
      queued: ['Queued', 'waiting for its turn'],
      sending: ['Sending', 'being handed over right now'],
      deferred: ['Deferred', 'put off by the mail server, waiting for its retry'],
      uncertain: ['Uncertain', 'handed over, the answer was not read; waiting for its one re-send'],
      refused: ['Refused', 'turned away for good'],
      suppressed: ['Suppressed', 'on the list of addresses never to be mailed'],
      withdrawn: ['Withdrawn', 'left meanwhile, or the alert was stopped'],
    },
    resent: ['Sent twice', 'counted apart: once more after uncertain'],
    first: 'First accepted',
    last: 'Last accepted',
    notYet: 'not yet',
    afterPress: (at: string, seconds: string) => `${seconds} s after the press, ${at}`,
    controls: 'While it goes out',
    pause: 'Pause',
    resume: 'Resume',
    waiting: 'still waiting:',
    stop: {
      summary: 'Stop …',
      note: 'For good: it cannot be resumed.',
      have: 'already have it, or may (uncertain):',
      underWay: 'being handed over right now:',
      willNot: 'will not get it:',
      button: 'Stop now',
    },
    followUp: 'When the story moves',
    followUpNote: 'Each opens a draft that goes to exactly those who got this alert. Nothing is sent yet.',
    write: { update: 'Write an update', correction: 'Write a correction', retraction: 'Write a retraction' },
    page: 'Its page on the site',
    thread: 'Thread',
    thisOne: 'this one',
    presses: 'Who pressed what',
    noPresses: 'Nobody: it was sent by a rule.',
    columns: { when: 'When', who: 'Who', what: 'What', people: 'People named' },
    action: {
      create: 'made the draft',
      edit: 'saved the draft',
      test: 'sent a test',
      send: 'sent it',
      pause: 'paused',
      resume: 'resumed',
      stop: 'stopped',
      discard: 'discarded',
    },
    said: 'What it says',
  },
  sources: {
    title: 'Sources',
    none: 'No sources yet. Add the first one below, or type: tocsin source import FILE.opml',
    table: 'Sources, those in trouble first',
    columns: {
      name: 'Source',
      onItem: 'A new item becomes',
      every: 'Every',
      lastOk: 'Last read well',
      items: 'Items',
      trouble: 'Trouble',
    },
    onItem: { none: 'part of a story only', draft: 'a draft', send: 'an alert, sent at once' },
    onItemOf: (name: string) => `A new item of ${name} becomes`,
    sendWarning: (number: number) =>
      `“An alert, sent at once” mails ${people(number)} for every new item, and nobody presses a button.`,
    save: 'Save',
    saveOf: (name: string) => `Save for ${name}`,
    asFeedAsks: 'as the feed asks',
    minutes: (number: number) => `${Math.round(number * 10) / 10} min`,
    seconds: (number: number) => `${Math.round(number * 10) / 10} s`,
    pushed: 'pushed by the API',
    never: 'never yet',
    well: 'None',
    failingSince: 'since',
    add: 'Add a source',
    url: 'Address of the feed',
    name: 'Name',
    nameHint: 'Empty: the feed’s own title.',
    every: 'Minutes between two looks',
    everyHint: 'Empty: as the feed asks, else 5.',
    addButton: 'Add the source',
    urlProblem: 'Please enter an address that begins with http:// or https://',
    everyProblem: 'Please enter a number of minutes from 0.1 to 10080, or nothing.',
  },
  help: {
    title: 'Help and keys',
    keysTitle: 'Keys',
    keysNote: 'One key each, when no field is being typed in. No key sends, stops or discards anything.',
    key: 'Key',
    does: 'Does',
    keys: [
      ['d', 'goes to the desk'],
      ['n', 'begins a new alert'],
      ['o', 'goes to the sources'],
      ['s', 'saves the draft'],
      ['t', 'goes to the address for a test'],
      ['r', 'shows what is new on the desk'],
      ['?', 'opens this page'],
    ],
    keysOn: 'Keys are on. Turn them off in this browser',
    keysOff: 'Keys are off. Turn them on in this browser',
    needScript: 'Keys and moving numbers need JavaScript; everything else works without.',
    statesTitle: 'What the numbers mean',
    statesNote: 'Each delivery is in exactly one of these eight; together they are the audience.',
  },
  done: {
    created: 'The draft is made. Only the desk sees it.',
    saved: 'Saved.',
    discarded: 'The draft is discarded. Nothing was sent.',
    test: 'The test is on its way. It went to one address only.',
    sending: 'It was handed over: the numbers below say how far it is.',
    paused: 'Paused. Nothing further leaves until somebody resumes it.',
    resumed: 'Resumed. It is going out again.',
    stopped: 'Stopped. Nothing further leaves.',
    exists: 'This draft was already open. You are in it now.',
    late: 'Nothing was changed: somebody was faster, or it had ended already. This is how it stands.',
    source: 'The source is added. It is read within seconds.',
    known: 'This source was known already; what you gave was saved.',
    rule: 'Saved. It holds for items from now on.',
  },
} as const

export type Done = keyof typeof deskText.done

export function doneText(key: string | undefined): string | null {
  return key !== undefined && Object.hasOwn(deskText.done, key) ? deskText.done[key as Done] : null
}
