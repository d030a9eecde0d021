import {
  type CueTable,
  countedFrom,
  deedCues,
  mentionWords,
  nothingKnown,
  phrases,
  words,
} from './cue-table.ts'

const forms = words('wird wurde wurden werden worden ist sind war waren hat haben habe hatte')

/** German: the most frequent cues. */
export const germanCues: CueTable = {
  ...nothingKnown,
  numbers: new Map([
    ...countedFrom(2, 1, 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
    ['dutzend', 12],
    ['hundert', 100],
  ]),
  scales: new Map([
    ['hundert', 100],
    ['tausend', 1000],
    ['million', 1_000_000],
    ['millionen', 1_000_000],
    ['milliarden', 1_000_000_000],
    ['dutzend', 12],
  ]),
  vague: new Map([
    ['dutzende', [24, 99]],
    ['hunderte', [200, 999]],
    ['tausende', [2000, 9999]],
  ]),
  to: words('bis'),
  from: words('von'),
  upTo: phrases('bis zu'),
  notCount: words('weitere weiteren andere anderen uhr mal'),
  counts: [
    {
      of: 'killed',
      behind: words('tote todesopfer getötet tot gestorben leichen umgekommen'),
      before: words('tötet töten tötete töteten'),
      toll: phrases('zahl der toten|zahl der todesopfer|opferzahl'),
    },
    {
      of: 'injured',
      behind: words('verletzte verletzten verletzt verwundet verwundete'),
      before: words('verletzt verletzte'),
      toll: phrases('zahl der verletzten'),
    },
    {
      of: 'missing',
      behind: words('vermisste vermissten vermisst'),
      before: words('vermisst'),
      toll: phrases('zahl der vermissten'),
    },
    {
      of: 'arrested',
      behind: words('festnahmen festgenommen verhaftet verhaftungen'),
      before: new Set(),
      toll: [],
    },
    { of: 'evacuated', behind: words('evakuiert'), before: new Set(), toll: [] },
  ],
  notPeople: words(
    'jahre jahren tage tagen wochen stunden minuten prozent euro dollar kilometer meter millionen drohnen raketen häuser autos',
  ),
  breaks: words('der welcher dass weil nachdem bevor sagt sagte'),
  auxiliaries: forms,
  not: words('nicht kein keine keinen keiner nie niemand niemals ohne'),
  doubt: words(
    'könnte könnten soll sollen sollte will wollen würde dürfte falls wenn ob möglich möglicherweise droht drohen fordert fordern verlangt erwägt erwägen plant planen mutmaßlich mutmaßliche mutmaßlicher angeblich verdacht befürchtet befürchten warnt warnen wegen vor bald muss hofft hoffen gegen',
  ),
  past: words('jahrestag damals einst seit gedenkt gedenken vergangenen letzten letztes früher jahrzehnt'),
  relative: words('der die'),
  after: words('nach nachdem'),
  joins: words('aber während als'),
  deeds: deedCues([
    {
      deed: 'denial',
      what: 'it',
      of: 'dementiert|dementieren|dementierte|bestreitet|bestreiten|bestritt',
      actor: 'before',
    },
    {
      deed: 'confirmation',
      what: 'it',
      of: 'bestätigt|bestätigen',
      actor: 'before',
      titleOnly: true,
      beforeNot: forms,
    },
    {
      deed: 'resignation',
      what: 'resigned',
      of: 'tritt zurück|zurückgetreten|erklärt rücktritt|kündigt rücktritt|gibt rücktritt bekannt',
      actor: 'before',
    },
    { deed: 'arrest', what: 'arrested', of: 'festgenommen|verhaftet', actor: 'before', titleOnly: true },
    {
      deed: 'verdict',
      what: 'sentenced',
      of: 'verurteilt',
      actor: 'before',
      titleOnly: true,
      followsNot: words('angriff angriffe anschlag gewalt'),
    },
    { deed: 'verdict', what: 'acquitted', of: 'freigesprochen', actor: 'before', titleOnly: true },
    {
      deed: 'agreement',
      what: 'agreed',
      of: 'einigen sich|einigt sich|einigten sich|unterzeichnen|unterzeichnet',
      actor: 'before',
      titleOnly: true,
    },
    {
      deed: 'agreement',
      what: 'ceasefire',
      of: 'waffenruhe tritt|waffenstillstand tritt|waffenruhe in kraft',
      actor: 'none',
    },
    { deed: 'claim of responsibility', what: 'claimed', of: 'bekennt sich|reklamiert', actor: 'before' },
  ]),
  mentions: mentionWords({
    agreement: 'einigung abkommen deal vertrag einigen einigt waffenruhe',
    resignation: 'rücktritt entlassung zurückgetreten entlassen abberufung',
    arrest: 'festnahme festgenommen verhaftet verhaftung haft festnahmen',
    verdict: 'urteil verurteilt verurteilung freispruch schuldig',
    denial: 'dementi dementiert bestreitet',
  }),
  hearsay: words('bericht berichte medien kreise insider offenbar angeblich laut'),
  notInActor: words('wegen nach bei mit von sich'),
  cutsActor: words('zu in im am wegen nach bei mit gegen'),
  pronouns: words('er sie es wir man'),
  plain: words(
    'der die das ein eine des den dem von in und für minister ministerin präsident präsidentin chef chefin regierung polizei ministerium sprecher',
  ),
  anybody: words('mann frau verdächtiger verdächtige täter person jugendlicher männer'),
}
