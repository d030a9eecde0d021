import { changeRule, nameProblem } from '../alerts/index.ts'
import { systemClock } from '../clock.ts'
import { listSourceNames } from '../sources/index.ts'
import { type Command, textOption, UsageError } from './command.ts'
import { inPlace } from './place.ts'
import {
  byCommandLine,
  nameTaken,
  requireStoredRule,
  ruleOf,
  ruleOptions,
  ruleUsage,
  sayUnknownTopics,
} from './rule-options.ts'
import { ruleWords } from './rule-words.ts'

export const ruleChange: Command = {
  name: 'rule change',
  usage: `NAME [--name NEW] ${ruleUsage}`,
  about: `Changes what is given, and keeps the rest; the version before is kept. A list is replaced whole, and emptied by ''.
It holds from the next moment on. To see what it would have done first: tocsin replay --rule NAME with the same options.`,
  options: { ...ruleOptions, name: { type: 'string' } },
  positionals: 1,
  async run(input) {
    return inPlace(input.line.env, async ({ store }) => {
      const before = await requireStoredRule(store.read, input.positionals[0] ?? '')
      const name = textOption(input, 'name')?.trim() ?? before.name
      const problem = nameProblem(name)
      if (problem) throw new UsageError(`"${name}" cannot be a rule's name. ${problem}`)
      const sources = await listSourceNames(store.read)
      const rule = ruleOf(input, before.rule, sources)
      const wish = { ruleId: before.ruleId, name, rule, by: byCommandLine, at: systemClock.now() }
      const changed = await store.write(tx => changeRule(tx, wish))
      if (changed.kind === 'name-taken') throw nameTaken(name)
      await sayUnknownTopics(store.read, rule, input.line)
      const { ruleId, on } = before
      if (input.json) input.line.out(JSON.stringify({ id: String(ruleId), name, on, rule }))
      else input.line.out(`Changed, and ${on ? 'on' : 'off'}: ${name}\n${ruleWords(rule, sources)}`)
      return 0
    })
  },
}
