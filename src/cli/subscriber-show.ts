import { findSubscriber, parseAddress, readMyData, suppressionOf } from '../subscribers/index.ts'
import { type Command, UsageError } from './command.ts'
import { inPlace } from './place.ts'

export const subscriberShow: Command = {
  name: 'subscriber show',
  usage: 'ADDRESS',
  about: 'Shows what is kept about one address: state, choices, and whether it is on the suppression list.',
  options: {},
  positionals: 1,
  async run({ line, json, positionals }) {
    const [address = ''] = positionals
    const parsed = parseAddress(address)
    if (!parsed.ok) throw new UsageError(`"${address}" is no mail address.`)
    const found = await inPlace(line.env, async ({ store: { read }, secrets }) => {
      const id = await findSubscriber(read, parsed.key)
      const suppression = await suppressionOf(read, { secrets }, parsed.key)
      return { id, suppression, data: id === null ? null : await readMyData(read, { secrets }, id) }
    })
    const { id, data, suppression } = found
    if (json) line.out(JSON.stringify({ id, ...data, suppressed: suppression?.reason ?? null }))
    else {
      line.out(data ? `subscriber ${id}: ${data.state}` : 'nobody subscribes at this address')
      if (data) for (const [name, value] of Object.entries(data)) line.out(`${name}\t${wordsOf(value)}`)
      if (suppression)
        line.out(`never mailed: ${suppression.reason}, since ${new Date(suppression.at).toISOString()}`)
    }
    return data || suppression ? 0 : 1
  },
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
