import { parseAddress, suppress } from '../subscribers/index.ts'
import { type Command, choiceOption, UsageError } from './command.ts'
import { inPlace } from './place.ts'

export const suppressionAdd: Command = {
  name: 'suppression add',
  usage: 'ADDRESS [--reason bounce|complaint|operator]',
  about: 'Never mails this address again, whoever brings or types it.',
  options: { reason: { type: 'string' } },
  positionals: 1,
  async run(input) {
    const { line, json, positionals } = input
    const [address = ''] = positionals
    if (!parseAddress(address).ok) throw new UsageError(`"${address}" is no mail address.`)
    const reason = choiceOption(input, 'reason', ['bounce', 'complaint', 'operator']) ?? 'operator'
    await inPlace(line.env, ({ store, secrets }) =>
      store.write(tx => suppress(tx, { secrets }, { address, reason, at: Date.now() })),
    )
    line.out(json ? JSON.stringify({ suppressed: address, reason }) : `Never mailed from now on: ${address}`)
    return 0
  },
}
