import { type CountCue, type CueTable, nothingKnown, phrases, words } from './cue-table.ts'
import { deeds } from './english-deeds.ts'
import * as english from './english-words.ts'

const counts: readonly CountCue[] = [
  {
    of: 'killed',
    behind: words('killed dead die dies died dying deaths fatalities bodies'),
    before: words('kill kills killed killing claims claimed'),
    toll: phrases('death toll|toll|number of dead|number of deaths|number of people killed'),
  },
  {
    of: 'injured',
    behind: words('injured wounded hurt injuries hospitalised hospitalized'),
    before: words(
      'injure injures injured injuring wound wounds wounded wounding hurt hurting hurts hospitalises',
    ),
    toll: phrases('number of injured|number of people injured|number of wounded'),
  },
  {
    of: 'missing',
    behind: words('missing unaccounted'),
    before: words('missing'),
    toll: phrases('number of missing|number of people missing'),
  },
  { of: 'trapped', behind: words('trapped stranded'), before: words('trap traps trapping'), toll: [] },
  { of: 'rescued', behind: words('rescued'), before: words('rescue rescues rescued'), toll: [] },
  {
    of: 'arrested',
    behind: words('arrested detained'),
    before: words('arrest arrests arrested arresting detain detains detained detaining'),
    toll: phrases('number of arrests'),
  },
  {
    of: 'evacuated',
    behind: words('evacuated displaced'),
    before: words('evacuate evacuates evacuated evacuating displace displaces displaced displacing'),
    toll: [],
  },
]

export const englishCues: CueTable = {
  ...nothingKnown,
  ...english,
  counts,
  deeds,
  to: words('to or'),
  from: words('from'),
  upTo: phrases('up to'),
  notCount: words(
    'more other others additional further another first second third th st nd rd th am pm gmt times',
  ),
  decimalComma: false,
  bridge: 7,
}
