/** `npm run bench:feeds [-- --part poll]`: what reading and polling feeds costs. */
import { parseArgs } from 'node:util'
import { pollHour } from './feeds/poll-hour.ts'
import { machineLine, thisMachine } from './support/machine.ts'
import { createScope } from './support/scope.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string' },
    sources: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
if (values.part !== undefined && values.part !== 'poll')
  throw new Error(`--part is "poll", but "${values.part}" was given.`)
if (!values.json) console.log(machineLine(thisMachine()))
await using scope = createScope()
await pollHour(scope, { sources: Number(values.sources), seed: Number(values.seed), json: values.json })
