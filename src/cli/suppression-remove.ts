import { ConfigError } from '../errors.ts'
import { type Lifting, liftSuppression } from '../subscribers/index.ts'
import { type Command, UsageError } from './command.ts'
import { inPlace } from './place.ts'

const problems: Readonly<Record<Exclude<Lifting, 'lifted'>, string>> = {
  'not-suppressed': 'it is not on the suppression list.',
  invalid: 'it is no mail address.',
  erased:
    'whoever had it was erased, and promised never to be mailed again. Only if that person asks for it: add --even-erased.',
}

export const suppressionRemove: Command = {
  name: 'suppression remove',
  usage: 'ADDRESS [--even-erased]',
  about: 'Takes an address off the suppression list. Whoever left or never confirmed still gets nothing.',
  options: { 'even-erased': { type: 'boolean' } },
  positionals: 1,
  async run({ line, json, positionals, values }) {
    const [address = ''] = positionals
    const evenErased = values['even-erased'] === true
    const done = await inPlace(line.env, ({ store, secrets }) =>
      store.write(tx => liftSuppression(tx, { secrets }, { address, evenErased })),
    )
    const Wrong = done === 'invalid' ? UsageError : ConfigError
    if (done !== 'lifted') throw new Wrong(`${address} was left as it is: ${problems[done]}`)
    line.out(json ? JSON.stringify({ removed: address }) : `No longer suppressed: ${address}`)
    return 0
  },
}
