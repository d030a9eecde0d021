/** The bench's numbers as a table that a person reads. */

import type { Machine } from '../support/machine.ts'
import { median } from '../support/statistics.ts'
import type { DeliverySpeed } from './deliveries.ts'
import type { ItemLatency } from './item-latency.ts'
import type { PageSpeed } from './pages.ts'

export interface BenchResult {
  machine: Machine
  store: 'sqlite' | 'postgres'
  startUpMs: number[]
  items: ItemLatency
  pages: PageSpeed
  deliveries: DeliverySpeed
  mailBytes: number
  importSeconds: number
  residentMib: { start: number; end: number }
  benchSeconds: number
}

export function printReport(result: BenchResult): void {
  for (const [what, value, more] of rowsOf(result))
    console.log(`${what.padEnd(44)} ${value.padStart(12)}  ${more}`.trimEnd())
}

type Row = [what: string, value: string, more: string]

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 })
const ms = (value: number) => `${whole.format(value)} ms`
const perSecond = (value: number) => `${whole.format(value)} /s`
const cpu = (value: number) => `${whole.format(value)} ms CPU per 1,000`

function rowsOf(result: BenchResult): Row[] {
  const { startUpMs, items, residentMib, importSeconds, benchSeconds } = result
  const starts = startUpMs.map(value => whole.format(value)).join(', ')
  return [
    ['npm start to the first page, median', ms(median(startUpMs)), `${starts}; the first makes the store`],
    [
      'new item to acceptance, p50',
      ms(items.fromPublishMs.p50),
      `${items.items} items, polled every ${items.everyMs} ms`,
    ],
    ['new item to acceptance, p99', ms(items.fromPublishMs.p99), ''],
    ['  from the poll that brought it, p50', ms(items.fromPollMs.p50), ''],
    ['  from the poll that brought it, p99', ms(items.fromPollMs.p99), ''],
    ...pageRows(result.pages),
    ...deliveryRows(result),
    ['memory of the server at its start', `${fine.format(residentMib.start)} MiB`, ''],
    ['memory of the server at the end', `${fine.format(residentMib.end)} MiB`, ''],
    [
      'import of the subscribers',
      `${fine.format(importSeconds)} s`,
      'the command, from its start to its end',
    ],
    ['the whole bench', `${fine.format(benchSeconds)} s`, ''],
  ]
}

function pageRows(pages: PageSpeed): Row[] {
  return [
    ['sign-up pages served', perSecond(pages.pagesPerSecond), cpu(pages.pageCpuMsPerThousand)],
    ['  a bare node:http server, same page', perSecond(pages.bareNodePagesPerSecond), ''],
    ['sign-ups taken', perSecond(pages.signUpsPerSecond), cpu(pages.signUpCpuMsPerThousand)],
  ]
}

function deliveryRows({ deliveries, mailBytes }: BenchResult): Row[] {
  const { tocsin, nodemailer, ratio, subscribers, connections } = deliveries
  const many = whole.format(subscribers)
  return [
    [`deliveries, ${many} subscribers`, perSecond(tocsin.perSecond), cpu(tocsin.cpuMsPerThousand)],
    [
      '  first acceptance after the order',
      ms(tocsin.firstMs),
      `${connections} connections, ${mailBytes} bytes a mail`,
    ],
    ['  nodemailer’s pool, same mail', perSecond(nodemailer.perSecond), cpu(nodemailer.cpuMsPerThousand)],
    ['  nodemailer’s first acceptance', ms(nodemailer.firstMs), ''],
    ['  Tocsin to nodemailer', `${fine.format(ratio)} ×`, 'three runs each, in turns; the median ratio'],
  ]
}
