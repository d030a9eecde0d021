/** English: deeds, as headlines and first sentences tell them. */
import { deedCues, words } from './cue-table.ts'

const passive = words('was were is are be been being get gets got')
const refused = words(`
  bail appeal request requests motion petition entry visa visas access permission leave parole bid injunction stay
  application licence license licensing clearance coverage aid care treatment services service release asylum opportunity
  chance justice boarding relief him her them us citizens residents funding extension entry bond custody win victory
  clemency by refuge nothing`)
const claims = words(`
  claim claims report reports allegation allegations accusation accusations rumour rumours rumor rumors speculation
  suggestion suggestions reporting link links`)
const roles = words(`
  minister chief ceo chairman chairwoman chair boss coach manager director governor head president secretary general
  commissioner mayor ambassador envoy adviser advisor prosecutor commander officer cfo coo cto executive leader
  spokesman spokeswoman official premier editor principal superintendent judge`)
const office = words('as after over from in amid following job post role party government cabinet board ceo')
const courts = words('court judge jury tribunal judges justices panel icc icj')
const pacts = words(
  'deal agreement ceasefire truce accord pact treaty settlement compromise peace cease-fire',
)
const stopped = words(`
  strike strikes walkout war siege search operation operations offensive emergency curfew flights talks rescue lockdown
  standoff protest protests blockade evacuation evacuations negotiations mission ceasefire truce funding sanctions
  tariffs ban deportations executions hostilities fighting airspace hunt manhunt probe investigation state`)
const paused = words(`
  strike strikes operation operations offensive flights talks search rescue trading production service services hearing
  trial match game race launch campaign aid funding exports shipments imports membership sanctions tariffs deportations
  executions election vote attacks bombing hostilities fighting airspace sales deliveries work construction negotiations`)
const notConfirmed = words(`
  nothing   guidance outlook forecast forecasts nominee nomination appointment rating ratings dividend target targets order cases
  dead case view expectations plans pick choice strategy effectiveness berth return`)
const notDismissed = words(
  'overtures offer offers proposal criticism claim claims call calls threat threats warning concerns',
)
const adjectival = new Set([
  ...passive,
  'has',
  'have',
  'had',
  'the',
  'a',
  'an',
  'his',
  'her',
  'its',
  'their',
  'of',
  'by',
  'after',
  'as',
  'for',
  'and',
  'to',
  'from',
  'with',
])
const notHeld = new Set([
  ...passive,
  'an',
  'the',
  'his',
  'her',
  'their',
  'of',
  'house',
  'under',
  'cardiac',
  'and',
  'citizen',
  'mass',
  'wrongfully',
  'illegally',
  'arbitrarily',
])

const denied = words(`
  that it he she they any all the claims claim report reports allegation allegations accusation accusations involvement
  wrongdoing charges responsibility rumours rumors having knowing`)
const notCharged = words('fee fees interest minutes hours tax tariffs rates')

const denials = [
  // "Nurse denied overtime" is no denial.
  {
    deed: 'denial',
    what: 'it',
    of: 'denied',
    actor: 'before',
    follows: denied,
    followsNot: refused,
    beforeNot: new Set([...passive, 'nor', 'or', 'who', 'has', 'have', 'had', 'which', 'and']),
  },
  {
    deed: 'denial',
    what: 'it',
    of: 'denies|deny',
    actor: 'before',
    followsNot: refused,
    // "Who has denied": what somebody has long said is background.
    beforeNot: new Set([...passive, 'nor', 'or', 'who', 'has', 'have', 'had', 'which', 'and']),
  },
  {
    deed: 'denial',
    what: 'it',
    of: 'has denied|have denied',
    actor: 'before',
    followsNot: new Set([...refused, 'wrongdoing', 'any', 'all']),
    titleOnly: true,
  },
  {
    deed: 'denial',
    what: 'it',
    of: 'rejects|rejected|dismisses|dismissed|refutes|refuted|rebuts|rubbishes|rubbished|disputes',
    actor: 'before',
    follows: claims,
    beforeNot: passive,
    actorHasNot: courts,
  },
  {
    deed: 'denial',
    what: 'charges',
    of: 'pleads not guilty|pleaded not guilty',
    actor: 'before',
    beforeNot: words('has have had who'),
  },
  {
    deed: 'confirmation',
    what: 'it',
    of: 'confirms|confirm',
    actor: 'before',
    beforeNot: passive,
    followsNot: notConfirmed,
    titleOnly: true,
    actorHasNot: words('court senate data survey test tests research study scientists confirmed'),
  },
] as const

const goings = [
  { deed: 'resignation', what: 'dismissed', of: 'sacked', actor: 'before', bare: true },
  {
    deed: 'resignation',
    what: 'resigned',
    of: `resigns|resigned|has resigned|have resigned|steps down|stepped down|has stepped down|announces resignation|announced resignation|announces his resignation|announces her resignation|announced his resignation|announced her resignation|tenders resignation|submits resignation|tenders his resignation|tenders her resignation|submits his resignation|submits her resignation|tendered his resignation|tendered her resignation|submitted his resignation|submitted her resignation`,
    actor: 'before',
    followsNot: words('to himself herself themselves'),
    beforeNot: new Set([...passive, 'seems', 'looks']),
  },
  {
    deed: 'resignation',
    what: 'resigned',
    of: 'quits|quit',
    actor: 'before',
    follows: office,
    followsNot: words('smoking market markets'),
  },
  {
    deed: 'resignation',
    what: 'resigned',
    of: 'resign|resign from|to resign|to step down|to stand down|to quit as',
    actor: 'before',
    titleOnly: true,
    followsNot: words('or if unless'),
  },
  {
    deed: 'resignation',
    what: 'dismissed',
    of: 'sacks|dismisses|fires|ousts',
    actor: 'behind',
    follows: roles,
    followsNot: notDismissed,
    titleOnly: true,
  },
  {
    deed: 'resignation',
    what: 'dismissed',
    of: 'sacked|dismissed|fired|ousted',
    actor: 'behind',
    follows: roles,
    followsNot: notDismissed,
    beforeNot: adjectival,
    possessiveNot: true,
  },
  {
    deed: 'resignation',
    what: 'dismissed',
    of: `was sacked|was fired|was dismissed|was ousted|has been sacked|has been fired|has been dismissed|has been ousted|been sacked|is sacked|sacked as|fired as|sacked by|sacked over|sacked after|fired by|fired over|fired after|dismissed over|ousted by|ousted over|ousted as|removed as`,
    actor: 'before',
    followsNot: words('at into on'),
    actorHasNot: words(
      'case charges lawsuit claim claims appeal petition suit complaint shots missile missiles rocket rockets tear gas gun it',
    ),
  },
] as const

const arrests = [
  {
    deed: 'arrest',
    what: 'arrested',
    of: 'arrested|detained|taken into custody',
    actor: 'before',
    bare: true,
    beforeNot: new Set(['police', 'authorities', 'officers', 'officials', 'wrongfully', 'illegally']),
    actorHasNot: words('police authorities officers agents officials yields losses slide decline'),
  },
  {
    deed: 'arrest',
    what: 'arrested',
    of: 'arrests|arrested|arrest|detains|detained|detain',
    actor: 'behind',
    beforeNot: notHeld,
  },
  {
    deed: 'arrest',
    what: 'charged',
    of: 'charged with|charged over|charged in|charged for|indicted on|indicted for|indicted over|indicted in',
    actor: 'before',
    followsNot: notCharged,
    bare: true,
  },
  {
    deed: 'arrest',
    what: 'charged',
    of: 'was charged|were charged|has been charged|have been charged|was indicted|were indicted',
    actor: 'before',
  },
  {
    deed: 'arrest',
    what: 'charged',
    of: 'charge|charges|indicts',
    actor: 'behind',
    titleOnly: true,
    beforeNot: notHeld,
    subjectHas: words('police prosecutors prosecutor jury authorities us u.s'),
  },
] as const

const deaths = [
  {
    deed: 'death',
    what: 'died',
    of: 'dies|died|has died|passes away|passed away|has passed away|dead at',
    actor: 'before',
    named: true,
  },
  {
    deed: 'death',
    what: 'killed',
    of: 'killed in|killed by|was killed|found dead|was found dead|shot dead|assassinated',
    actor: 'before',
    named: true,
  },
] as const

const verdicts = [
  {
    deed: 'verdict',
    what: 'sentenced',
    of: 'sentences|jails',
    actor: 'behind',
    titleOnly: true,
    subjectHas: courts,
  },

  {
    deed: 'verdict',
    what: 'found guilty',
    of: 'found guilty|convicted of|convicted on|convicted in|convicted over|convicted for',
    actor: 'before',
    bare: true,
  },
  {
    deed: 'verdict',
    what: 'found guilty',
    of: 'was convicted|were convicted|is convicted|has been convicted',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'acquitted',
    of: 'acquitted|acquitted of|found not guilty|cleared of',
    actor: 'before',
    bare: true,
  },
  {
    deed: 'verdict',
    what: 'sentenced',
    of: 'sentenced to|jailed for|handed life|sentenced for',
    actor: 'before',
    bare: true,
  },
  {
    deed: 'verdict',
    what: 'sentenced',
    of: 'was sentenced|were sentenced|has been sentenced|gets life|gets death',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'admitted guilt',
    of: 'pleads guilty|pleaded guilty',
    actor: 'before',
    beforeNot: words('has have had who'),
  },
  {
    deed: 'verdict',
    what: 'ruled',
    of: 'rules|blocks|upholds|overturns|strikes down|orders|quashes|annuls|halts|throws out',
    actor: 'before',
    actorHas: courts,
    titleOnly: true,
  },
  {
    deed: 'verdict',
    what: 'ruled',
    of: 'ruled|blocked|upheld|overturned|struck down|ordered|quashed|annulled|halted|threw out|has ruled',
    actor: 'before',
    actorHas: courts,
  },
] as const

const pactVerbs = `reach|reaches|reached|sign|signs|signed|strike|strikes|struck|clinch|clinches|clinched|seal|seals|sealed|ink|inks|inked|secure|secures|secured|announce|announces|announced|finalise|finalises|finalize|finalizes|finalised|finalized`
const agreements = [
  { deed: 'agreement', what: 'agreed', of: pactVerbs, actor: 'before', follows: pacts, titleOnly: true },
  {
    deed: 'agreement',
    what: 'agreed',
    of: 'agree to|agrees to|agreed to|agree on|agrees on|agreed on',
    actor: 'before',
    followsNot: words('disagree talk meet terms hold'),
    titleOnly: true,
  },
  {
    deed: 'agreement',
    what: 'agreed',
    of: `${pactVerbs}|agree|agreed`,
    actor: 'before',
    follows: words('ceasefire cease-fire truce peace'),
  },
  {
    deed: 'agreement',
    what: 'ceasefire',
    of: 'ceasefire takes effect|truce takes effect|ceasefire comes into force|ceasefire begins|truce begins',
    actor: 'none',
  },
] as const

const ends = [
  {
    deed: 'end',
    what: 'ended',
    of: 'end|ends|ended|call off|calls off|called off|cancels|cancelled|canceled|scraps|scrapped|abandons|abandoned',
    actor: 'before',
    follows: stopped,
    beforeNot: passive,
    titleOnly: true,
  },
  {
    deed: 'end',
    what: 'lifted',
    of: 'lifts|lifted',
    actor: 'before',
    follows: words('sanctions ban curfew lockdown siege blockade emergency tariffs restrictions'),
    beforeNot: passive,
    titleOnly: true,
  },
  {
    deed: 'end',
    what: 'suspended',
    of: 'suspend|suspends|suspended|halts|halted|pauses|paused',
    actor: 'before',
    follows: paused,
    beforeNot: passive,
    titleOnly: true,
  },
] as const

export const deeds = deedCues([
  ...denials,
  ...goings,
  ...arrests,
  ...deaths,
  ...verdicts,
  ...agreements,
  ...ends,
  {
    deed: 'claim of responsibility',
    what: 'claimed',
    of: 'claims responsibility|claimed responsibility|has claimed responsibility|claim responsibility',
    actor: 'before',
  },
])
