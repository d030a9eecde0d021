import { listRules } from '../alerts/index.ts'
import { listSourceNames } from '../sources/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'
import { ruleWords } from './rule-words.ts'

export const ruleList: Command = {
  name: 'rule list',
  usage: '',
  about: 'Lists the rules, whether they are on, what they say, and how many alerts and updates they made.',
  options: {},
  positionals: 0,
  async run({ line, json }) {
    return inPlace(line.env, async ({ store }) => {
      const [rules, sources] = [await listRules(store.read), await listSourceNames(store.read)]
      if (json)
        line.out(
          JSON.stringify(
            rules.map(({ ruleId, name, on, rule, made, lastMadeAt }) => ({
              ...{ id: String(ruleId), name, on, rule, made },
              lastMadeAt: lastMadeAt === null ? null : new Date(lastMadeAt).toISOString(),
            })),
          ),
        )
      else if (rules.length === 0) line.out('No rules yet. Add one: tocsin rule add NAME --least-score 70')
      else
        for (const { name, on, rule, made } of rules)
          line.out(`${on ? 'on ' : 'off'}\t${name}\t${ruleWords(rule, sources)}\tmade ${made}`)
      return 0
    })
  },
}
