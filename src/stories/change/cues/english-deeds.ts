/** English: deeds, as headlines and first sentences tell them. */
import { deedCues, words } from './cue-table.ts'

const passive = words('was were is are be been being get gets got')
const refused = words(`
  bail appeal request requests motion petition entry visa visas access permission leave parole bid injunction stay
  application licence license licensing clearance coverage aid care treatment services service release asylum opportunity
  chance justice boarding relief him her them us citizens residents funding extension entry bond custody win victory
  clemency to by the refuge`)
const claims = words(`
  claim claims report reports allegation allegations accusation accusations rumour rumours rumor rumors speculation
  suggestion suggestions reporting link links`)
const roles = words(`
  minister chief ceo chairman chairwoman chair boss coach manager director governor head president secretary general
  commissioner mayor ambassador envoy adviser advisor prosecutor commander officer cfo coo cto executive leader
  spokesman spokeswoman official premier editor principal superintendent judge`)
const office = words('as after over from in amid following job post role party government cabinet board ceo')
const courts = words('court judge jury tribunal judges justices panel icc icj')
const behindArrest = words('in on at by after over for with following during as near amid outside')
const pacts = words(
  'deal agreement ceasefire truce accord pact treaty settlement compromise peace cease-fire',
)
const stoppable = words(`
  strike strikes walkout war siege search operation operations offensive emergency curfew flights talks rescue lockdown
  standoff protest protests blockade evacuation evacuations trading production services service negotiations hearing
  trial tour match game race launch mission campaign ceasefire truce aid funding exports shipments imports membership
  sanctions tariffs ban deportations executions election vote attack attacks bombing hostilities fighting session
  airspace sales deliveries work construction hunt manhunt`)

export const deeds = deedCues([
  {
    deed: 'denial',
    what: 'it',
    of: 'denies|denied|has denied|have denied|deny',
    actor: 'before',
    followsNot: refused,
    beforeNot: new Set([...passive, 'to', 'nor', 'or', 'who', "can't", 'has', 'have', 'had', 'which']),
  },
  {
    deed: 'denial',
    what: 'it',
    of: 'rejects|rejected|dismisses|dismissed|refutes|refuted|rebuts|rubbishes|rubbished',
    actor: 'before',
    follows: claims,
    beforeNot: passive,
    actorHasNot: courts,
  },
  { deed: 'denial', what: 'charges', of: 'pleads not guilty|pleaded not guilty', actor: 'before' },
  {
    deed: 'confirmation',
    what: 'it',
    of: 'confirms|confirmed|confirm',
    actor: 'before',
    beforeNot: passive,
    followsNot: words(
      'guidance outlook forecast forecasts nominee nomination appointment rating ratings dividend target targets order cases dead case view expectations plans pick choice strategy',
    ),
    actorHasNot: words('court senate data survey test tests research study scientists confirmed'),
  },
  {
    deed: 'resignation',
    what: 'resigned',
    of: 'resigns|resigned|has resigned|steps down|stepped down|stepping down|has stepped down|announces resignation|announced resignation|announces his resignation|announces her resignation|announced his resignation|announced her resignation|tenders resignation|submits resignation|tendered his resignation|tendered her resignation|submitted his resignation|submitted her resignation',
    actor: 'before',
    followsNot: words('to'),
    beforeNot: passive,
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
    of: 'to resign|to step down|to quit as',
    actor: 'before',
    titleOnly: true,
    followsNot: words('or over if'),
  },
  {
    deed: 'resignation',
    what: 'dismissed',
    of: 'sacks|sacked|dismisses|dismissed|fires|fired|ousts|ousted|removes',
    actor: 'behind',
    follows: roles,
    beforeNot: new Set([...passive, 'has', 'the', 'a']),
  },
  {
    deed: 'resignation',
    what: 'dismissed',
    of: 'was sacked|was fired|was dismissed|was ousted|has been sacked|has been fired|has been dismissed|has been ousted|is sacked|is fired',
    actor: 'before',
    followsNot: words('at into on'),
    actorHasNot: words(
      'case charges lawsuit claim claims appeal petition suit complaint shots missile missiles rocket rockets tear gas gun it',
    ),
  },
  {
    deed: 'arrest',
    what: 'arrested',
    of: 'was arrested|were arrested|has been arrested|have been arrested|been arrested|is arrested|are arrested|taken into custody|was detained|were detained|has been detained|have been detained',
    actor: 'before',
  },
  {
    deed: 'arrest',
    what: 'arrested',
    of: 'arrested|detained',
    actor: 'before',
    follows: behindArrest,
    beforeNot: new Set([...passive, 'police', 'authorities', 'officers', 'officials', 'has', 'have', 'had']),
    titleOnly: true,
    actorHasNot: words('police authorities officers agents officials'),
  },
  {
    deed: 'arrest',
    what: 'arrested',
    of: 'arrests|arrested|arrest|detains|detained|detain',
    actor: 'behind',
    beforeNot: new Set([
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
      'to',
      'and',
    ]),
  },
  {
    deed: 'arrest',
    what: 'charged',
    of: 'charged with|charged over|charged in|was charged|were charged|has been charged|have been charged|was indicted|were indicted|indicted on|indicted for|indicted over',
    actor: 'before',
  },
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
  {
    deed: 'verdict',
    what: 'found guilty',
    of: 'found guilty|was convicted|convicted of|is convicted|has been convicted',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'acquitted',
    of: 'acquitted|was acquitted|found not guilty|cleared of',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'sentenced',
    of: 'sentenced to|was sentenced|has been sentenced|jailed for|gets life|handed life|sentenced for',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'admitted guilt',
    of: 'pleads guilty|pleaded guilty|has pleaded guilty',
    actor: 'before',
  },
  {
    deed: 'verdict',
    what: 'ruled',
    of: 'rules|ruled|blocks|blocked|upholds|upheld|overturns|overturned|strikes down|struck down|orders|ordered|quashes|quashed|annuls|annulled|halts|halted|throws out',
    actor: 'before',
    actorHas: courts,
  },
  {
    deed: 'agreement',
    what: 'agreed',
    of: 'reach|reaches|reached|sign|signs|signed|strike|strikes|struck|clinch|clinches|clinched|seal|seals|sealed|ink|inks|inked|secure|secures|secured|announce|announces|announced|finalise|finalises|finalize|finalizes|finalised|finalized',
    actor: 'before',
    follows: pacts,
  },
  {
    deed: 'agreement',
    what: 'agreed',
    of: 'agree to|agrees to|agreed to|agree on|agrees on|agreed on|have agreed|has agreed',
    actor: 'before',
    followsNot: words('disagree talk meet'),
  },
  {
    deed: 'agreement',
    what: 'ceasefire',
    of: 'ceasefire takes effect|truce takes effect|ceasefire comes into force|ceasefire begins|truce begins',
    actor: 'none',
  },
  {
    deed: 'end',
    what: 'ended',
    of: 'ends|ended|calls off|called off|cancels|cancelled|canceled|scraps|scrapped|abandons|abandoned|lifts|lifted',
    actor: 'before',
    follows: stoppable,
    beforeNot: passive,
  },
  {
    deed: 'end',
    what: 'suspended',
    of: 'suspends|suspended|halts|halted|pauses|paused',
    actor: 'before',
    follows: stoppable,
    beforeNot: passive,
  },
  {
    deed: 'claim of responsibility',
    what: 'claimed',
    of: 'claims responsibility|claimed responsibility|has claimed responsibility|claim responsibility',
    actor: 'before',
  },
])
