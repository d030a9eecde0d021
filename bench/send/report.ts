/** The bench's numbers as a table that a person reads. */
import { type Machine, machineLine } from '../support/machine.ts'
import { median } from '../support/statistics.ts'
import type { AlertRun } from './alert-run.ts'
import type { MillionResult } from './million.ts'
import type { StoreKind } from './options.ts'
import type { Turn, TurnsResult } from './turns.ts'

export interface StoreResult {
  store: StoreKind
  subscribers: number
  importSeconds: number
  turns: TurnsResult[]
  million: MillionResult | null
}

export interface SendBenchResult {
  machine: Machine
  stores: StoreResult[]
  benchSeconds: number
}

type Row = [what: string, value: string, more: string]

export function printReport(result: SendBenchResult): void {
  console.log(machineLine(result.machine))
  for (const store of result.stores) {
    printRows(`${store.store}, ${whole(store.subscribers)} subscribers`, [importRow(store)])
    for (const turns of store.turns) printRows(titleOf(turns), turnsRows(turns))
    if (store.million) printRows('one alert to everybody, once', millionRows(store.million))
  }
  printRows('all of it', [['the whole bench', `${fine(result.benchSeconds)} s`, '']])
}

function printRows(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`)
  for (const [what, value, more] of rows)
    console.log(`  ${what.padEnd(46)} ${value.padStart(12)}  ${more}`.trimEnd())
}

const number = (digits: number) => {
  const format = new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
  return (value: number) => format.format(value)
}
const whole = number(0)
const fine = number(1)
const perSecond = (value: number) => `${whole(value)} /s`
const ms = (value: number) => `${whole(value)} ms`
const mib = (value: number) => `${fine(value)} MiB`

function importRow({ subscribers, importSeconds }: StoreResult): Row {
  const rate = perSecond(subscribers / importSeconds)
  return ['subscriber import', `${fine(importSeconds)} s`, `${rate}, the command from its start to its end`]
}

function titleOf({ signed, turns, sink, connections, mailBytes, peerMailBytes }: TurnsResult): string {
  const how = signed ? 'with RSA-2048 DKIM' : 'without DKIM'
  const sizes = `${whole(mailBytes)} bytes a mail (nodemailer’s ${whole(peerMailBytes)})`
  return `${how}: ${turns.length} turns, ${connections} connections to ${sink}, ${sizes}`
}

function turnsRows({ turns, signed }: TurnsResult): Row[] {
  const of = (value: (turn: Turn) => number) => median(turns.map(value))
  const ratios = turns.map(turn => turn.tocsin.perSecond / turn.nodemailer.perSecond)
  const messages = turns[0]?.nodemailer.messages ?? 0
  return [
    ['Tocsin', perSecond(of(turn => turn.tocsin.perSecond)), each(turns.map(turn => turn.tocsin.perSecond))],
    [
      'nodemailer’s pool',
      perSecond(of(turn => turn.nodemailer.perSecond)),
      `${each(turns.map(turn => turn.nodemailer.perSecond))}; ${whole(messages)} messages each`,
    ],
    ['Tocsin to nodemailer, median of the turns', `${fine(median(ratios))} ×`, ratios.map(fine).join(', ')],
    ...(signed ? signingRows(turns) : []),
    ...costRows(turns),
  ]
}

function signingRows(turns: readonly Turn[]): Row[] {
  const raw = turns.map(turn => turn.rawSigningPerSecond ?? Number.NaN)
  const shares = turns.map((turn, n) => (turn.tocsin.perSecond / (raw[n] ?? Number.NaN)) * 100)
  return [
    ['signing alone, all cores', perSecond(median(raw)), each(raw)],
    ['Tocsin’s share of that', `${whole(median(shares))} %`, shares.map(whole).join(', ')],
  ]
}

function costRows(turns: readonly Turn[]): Row[] {
  const runs = turns.map(turn => turn.tocsin)
  const cpu = (value: (turn: Turn) => number | null) =>
    `${whole(median(turns.map(turn => value(turn) ?? Number.NaN)))} ms`
  const database = turns[0]?.tocsin.cpuPerThousand.database ?? null
  return [
    [
      'first mail after the order',
      ms(median(runs.map(run => run.firstMs))),
      runs.map(run => ms(run.firstMs)).join(', '),
    ],
    ['books closed after the last mail', ms(median(runs.map(run => run.closedAfterMs))), ''],
    ['CPU per 1,000: Tocsin', cpu(turn => turn.tocsin.cpuPerThousand.product), ''],
    ...(database === null
      ? []
      : [['  the database', cpu(turn => turn.tocsin.cpuPerThousand.database), ''] satisfies Row]),
    ['  the sink, with Tocsin', cpu(turn => turn.tocsin.cpuPerThousand.sink), ''],
    ['  nodemailer', cpu(turn => turn.nodemailer.cpuPerThousand.peer), ''],
    ['  the sink, with nodemailer', cpu(turn => turn.nodemailer.cpuPerThousand.sink), ''],
    [
      'memory: first start, highest, last end',
      mib(Math.max(...runs.map(run => run.memory.peakMib))),
      startToEnd(runs),
    ],
  ]
}

const each = (rates: readonly number[]) => rates.map(whole).join(', ')

function startToEnd(runs: readonly AlertRun[]): string {
  return `${mib(runs[0]?.memory.startMib ?? Number.NaN)} to ${mib(runs.at(-1)?.memory.endMib ?? Number.NaN)}`
}

function millionRows(run: MillionResult): Row[] {
  const { product, sink, database } = run.cpuPerThousand
  const { startMib, peakMib, endMib, slopeMibPerMinute, laterSlopeMibPerMinute } = run.memory
  const processes = run.roles.map(roles => `--roles ${roles}`).join(' and ')
  const sent = `${whole(run.messages)} accepted, books and sink agree`
  return [
    ['Tocsin', perSecond(run.perSecond), `${sent}; ${run.connections} connections to ${run.sink}`],
    ['first mail after the order', ms(run.firstMs), `${whole(run.mailBytes)} bytes a mail`],
    ['books closed after the last mail', ms(run.closedAfterMs), ''],
    [
      'memory of the sending process: highest',
      mib(peakMib),
      `${processes}; ${mib(startMib)} to ${mib(endMib)}`,
    ],
    ['  its slope, a minute', mib(slopeMibPerMinute), `${mib(laterSlopeMibPerMinute)} in the second half`],
    ['CPU per 1,000: Tocsin', ms(product), ''],
    ...(database === null ? [] : [['  the database', ms(database), ''] satisfies Row]),
    ['  the sink', ms(sink), ''],
  ]
}
