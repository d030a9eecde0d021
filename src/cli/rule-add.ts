import { addRule, nameProblem, plainRule } from '../alerts/index.ts'
import { systemClock } from '../clock.ts'
import { listSourceNames } from '../sources/index.ts'
import { type Command, UsageError } from './command.ts'
import { inPlace } from './place.ts'
import { byCommandLine, nameTaken, ruleOf, ruleOptions, ruleUsage, sayUnknownTopics } from './rule-options.ts'
import { ruleWords } from './rule-words.ts'

export const ruleAdd: Command = {
  name: 'rule add',
  usage: `NAME ${ruleUsage}`,
  about: `Adds a rule that makes drafts or alerts of stories. It is off: try it with tocsin replay, then tocsin rule on.
Without options: a draft of every story that scores 70. Words are looked for in headline and first paragraph, as whole
words whatever their case and accents. Sources are named as tocsin source list has them. --pause is the shortest time
between two mails of one story, and 0 none at all.`,
  options: ruleOptions,
  positionals: 1,
  async run(input) {
    const name = (input.positionals[0] ?? '').trim()
    const problem = nameProblem(name)
    if (problem) throw new UsageError(`"${name}" cannot be a rule's name. ${problem}`)
    return inPlace(input.line.env, async ({ store }) => {
      const sources = await listSourceNames(store.read)
      const rule = ruleOf(input, plainRule, sources)
      const at = systemClock.now()
      const added = await store.write(tx => addRule(tx, { name, rule, by: byCommandLine, at }))
      if (added.kind !== 'kept') throw nameTaken(name)
      await sayUnknownTopics(store.read, rule, input.line)
      if (input.json) input.line.out(JSON.stringify({ id: String(added.ruleId), name, on: false, rule }))
      else {
        input.line.out(`Added, and off: ${name}`)
        input.line.out(ruleWords(rule, sources))
        input.line.out(`Try it: tocsin replay --rule ${JSON.stringify(name)}`)
      }
      return 0
    })
  },
}
