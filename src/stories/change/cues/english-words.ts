/** English: numbers, and the words around a cue that say whether it happened, now, and to people. */
import { countedFrom, mentionWords, words } from './cue-table.ts'

export const numbers: ReadonlyMap<string, number> = new Map([
  ...countedFrom(
    1,
    1,
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
  ),
  ...countedFrom(16, 1, 'sixteen seventeen eighteen nineteen'),
  ...countedFrom(20, 10, 'twenty thirty forty fifty sixty seventy eighty ninety'),
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
])

export const scales: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
  ['lakh', 100_000],
  ['lakhs', 100_000],
  ['million', 1_000_000],
  ['mln', 1_000_000],
  ['crore', 10_000_000],
  ['crores', 10_000_000],
  ['billion', 1_000_000_000],
  ['bln', 1_000_000_000],
  ['trillion', 1_000_000_000_000],
])

export const vague: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['dozens', [24, 99]],
  ['scores', [40, 199]],
  ['hundreds', [200, 999]],
  ['thousands', [2000, 9999]],
])

export const notPeople = words(`
  deer moose elk foxes hogs lions tigers dolphins penguins salmon   geese ducks poultry hens turkeys seals turtles bees goats   excess   world-record world record   year years month months week weeks day days hour hours minute minutes second seconds percent per pct percentage times
  mile miles km kilometre kilometres kilometer kilometers metre metres meter meters feet foot inch inches acres hectares
  dollars euros pounds yen rupees yuan won rubles roubles shares points goals games runs wickets yards bills bill jobs
  drone drones missile missiles rocket rockets tank tanks plane planes jet jets aircraft vehicles cars trucks ships boats
  vessels dog dogs cat cats cow cows cattle bird birds animal animals horse horses fish whale whales elephant elephants
  pigs chickens sheep bears bear sharks wolves birdies companies firms banks stores accounts laws rules amendments
  projects plans deals proposals programs programmes contracts tests people's homes houses buildings flights cases
  million billion trillion barrels tonnes tons ounces bpd mw gw am pm gmt est et bps`)

export const breaks = words(`
  that which who whose where when while but and or after before since until because if as than in on at by for to from
  with without into against over under between near amid during despite kill kills killing injure injures wounds
  says said say told tells accused convicted suspected charged blamed sought wanted responsible face faces facing
  could may might would should will can cannot must not never no`)

export const afterPassive = words(`
  in on at by after when as during near outside inside while amid following across from over since and or including
  but with within along around off under aboard between this last early late overnight today yesterday tonight
  monday tuesday wednesday thursday friday saturday sunday here there hundreds dozens so officials police authorities
  say says said because before through trying ahead next`)

export const auxiliaries = words(
  'was were are is be been being have has had got get left reported confirmed declared pronounced found feared were',
)

export const not = words('no not never without nor neither none nobody cannot hardly barely un')

export const doubt = words(`
  rejects reject rejected awaits await avoid closer downplays optimism optimistic fade fades fading expires expired   jailed tells told   charge charged   could may might would should if whether unless must can can't will won't shall wants want wanted urges urge urged urging
  calls call called calling demands demand demanded demanding asks ask asked asking seeks seek seeking sought considers
  consider considering considered mulls mull mulling weighs weigh weighing plans plan planned planning expected expects
  expect likely unlikely possible possibly potential potentially prospect prospects hopes hope hoped hoping threatens threat
  threaten threatened threatening vows vowed vow refuses refuse refused refusing faces face facing fears fear feared warns
  warn warned warning warnings rumours rumors rumoured rumored speculation pressure pressed press pressing urged risk risks
  risking attempt attempts attempted tried tries try trying fails fail failed failing close nears near nearing talks
  simulate simulated drill exercise accused accuses accuse suspected suspect suspects convicted alleged allegedly allegations
  charges plot plotting plotted planned aim aims aiming aimed ready prepares prepare preparing prepared set due about bid
  debate debates question questions ask push pushes pushing pushed back backs backing oppose opposes tentative proposed
  proposes propose proposal offers offer offered until pending yet before ahead how why what would-be hypothetical model
  models predicts predicted predict forecast forecasts projected estimate imagine suggests suggest suggested reportedly
  declines declined decline agrees responsible rules refusal unable reluctant insists insist`)

export const past = words(`
  ago anniversary earlier previous previously formerly decade decades century since recent recently historic
  remembers remembering remembered commemorates commemorate memorial mourned marks history once prior former-president
  last annual annually every each per so-far yearly monthly war's`)

export const relative = words('who whom whose which that where when whereby accused')

export const joins = words('but while although though as')

export const plain = words(`
  the a an of and for in on at to by its his her their this that with from s mr mrs ms dr sir lord
  top senior chief officer official officials spokesman spokeswoman spokesperson spokespeople government office ministry
  minister ministers department president prime leader leaders head ex former deputy vice new state national federal
  international company firm group inc corp ltd co plc party council committee court judge jury police`)

export const anybody = words(`
  captain crew engineer farmer hacker imam pastor monk mayor tycoon billionaire governor ambassador chairman coach
  commander general rebels union unions army navy pilots workers rivals fighters troops airline bank
  owner founder executive trader teacher doctor nurse priest bishop rapper comedian politician lawmaker senator lawyer
  banker journalist reporter editor professor activist
  rhino elephant dog horse panda tiger lion whale candidate hopeful leaders members
  man woman men women boy girl teen teenager teenagers suspect suspects person people driver student students pilot passenger
  officer soldier worker mother father son daughter husband wife couple child children baby gunman shooter attacker
  employee employees resident activist activists protester protesters pedestrian cyclist rider actor actress singer
  two three four five six seven eight nine ten several dozens hundreds another others`)

export const lowered = words(
  'lowers lowered lowering revises revised cuts cut reduces reduced down corrects corrected',
)

export const infinitive = words('to')
export const after = words('after following')
export const months = words(
  'january february march april may june july august september october november december',
)
export const inMonth = words('in last since')

export const mentions = mentionWords({
  agreement: 'deal deals agreement accord pact ceasefire truce settlement agree agrees agreed treaty',
  resignation:
    'resignation resigns resigned exit exits departure ouster ousted sacked dismissal quits quit leaving',
  arrest: 'arrest arrested arrests custody detained detention jailed',
  verdict: 'verdict convicted conviction sentence sentenced sentences murderer guilty jailed',
  denial: 'denial denies denied deny refutes',
  end: 'ends end ended ending halt halted suspension suspended halts pause pauses paused pausing',
  death: 'dies dead died obituary mourns mourn mourned funeral',
})
export const hearsay = words(
  `reports report sources source reportedly rumours rumors rumoured rumored unconfirmed alleged allegedly claims claim
   media speculation whistleblower suspected`,
)
export const speech = words(
  'said says say adding saying told tells reported reports announced announces stated claims claimed showed shows',
)
export const pronouns = words(
  'he she it they we i you him her them us this that who one others some all both',
)
export const notInActor = words(`
  more most fewer than least   hears hear plays play appeal vows   declares declared works work working react reacts reacted calls called met meets meet outraged identified begins begin
  began hearing demands demanded hours made related six later shortly afterwards if when while because there here
  undergo made make makes bringing bring brings racing race adding including according despite amid how what than
  to into`)

export const perfect = words('has have had')

export const longAgo = words('year years month months week weeks decade decades')

export const takesLives = words('claims claimed')
export const lives = words('lives')
