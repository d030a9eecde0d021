import { dropRule, switchRule } from '../alerts/index.ts'
import { systemClock } from '../clock.ts'
import { countConfirmed } from '../subscribers/index.ts'
import type { Command } from './command.ts'
import { inPlace } from './place.ts'
import { byCommandLine, requireStoredRule } from './rule-options.ts'

function switching(on: boolean): Command {
  return {
    name: on ? 'rule on' : 'rule off',
    usage: 'NAME',
    about: on
      ? 'Switches a rule on, and says to how many people it mails. Try it first: tocsin replay --rule NAME'
      : 'Switches a rule off. What it sent stays; updates that waited are not sent.',
    options: {},
    positionals: 1,
    async run({ positionals, line, json }) {
      return inPlace(line.env, async ({ store }) => {
        const { ruleId, name, rule } = await requireStoredRule(store.read, positionals[0] ?? '')
        const people = await countConfirmed(store.read)
        const by = { by: byCommandLine, at: systemClock.now(), people: on ? people : null }
        await store.write(tx => switchRule(tx, { ruleId, on, ...by }))
        const mails = `It mails ${people} confirmed subscribers at once, and nobody presses a button.`
        if (json) line.out(JSON.stringify({ id: String(ruleId), name, on, people }))
        else if (!on) line.out(`Off: ${name}`)
        else
          line.out(`On: ${name}\n${rule.does === 'send' ? mails : 'It makes drafts; an editor sends them.'}`)
        return 0
      })
    },
  }
}

export const ruleOn = switching(true)
export const ruleOff = switching(false)

export const ruleDrop: Command = {
  name: 'rule drop',
  usage: 'NAME',
  about: 'Drops a rule for good. What it made stays, and so do its versions, for replays of the past.',
  options: {},
  positionals: 1,
  async run({ positionals, line, json }) {
    return inPlace(line.env, async ({ store }) => {
      const { ruleId, name } = await requireStoredRule(store.read, positionals[0] ?? '')
      await store.write(tx => dropRule(tx, { ruleId, by: byCommandLine, at: systemClock.now() }))
      line.out(json ? JSON.stringify({ id: String(ruleId), name, dropped: true }) : `Dropped: ${name}`)
      return 0
    })
  },
}
