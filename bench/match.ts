/**
 * `npm run bench:match`: which of a million subscribers, with three watch expressions each, want an alert. The index; the
 * plain evaluator over everybody; and full-text search of SQLite and PostgreSQL on the same expressions, in the same run.
 * What is too slow for all is measured with fewer and multiplied, and says so.
 *
 *   --subscribers N   (1,000,000)     --alerts N   (1,000)     --sample N   for what is beside it (30,000)
 */
import { parseArgs } from 'node:util'
import { alertsOf, runIndex } from './match/index-run.ts'
import { runNaive } from './match/naive-run.ts'
import { readNews } from './match/news.ts'
import { runPostgres } from './match/postgres-run.ts'
import { runSqlite } from './match/sqlite-run.ts'
import { machineLine, thisMachine } from './support/machine.ts'

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '1000000' },
    alerts: { type: 'string', default: '1000' },
    sample: { type: 'string', default: '30000' },
  },
})
const subscribers = Number(values.subscribers)
const sample = Math.min(Number(values.sample), subscribers)

console.log(machineLine(thisMachine()))
const news = readNews()
console.log(`news: ${news.from}; ${news.names.length} names, ${news.words.length} words`)
const alerts = alertsOf(news, Number(values.alerts))
const index = await runIndex(news, { subscribers, alerts })
const beside = { subscribers, sample, alerts: alerts.slice(0, 20) }
runNaive(news, index, beside)
runSqlite(news, beside)
await runPostgres(news, beside)
