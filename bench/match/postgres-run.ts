/**
 * PostgreSQL: a tsquery an expression, and `@@` against the alert's text. No index of it helps there: those over tsquery
 * answer only what contains what.
 */
import pg from 'pg'
import { wishOf } from '../../src/alerts/wants/wants.ts'
import { startPostgres } from '../../test/support/postgres.ts'
import { type Beside, besideLine } from './naive-run.ts'
import type { News } from './news.ts'
import { personOf } from './people.ts'
import { documentOf, tsqueryOf } from './sql-words.ts'

const rowsAtOnce = 5_000

export async function runPostgres(news: News, { subscribers, sample, alerts }: Beside): Promise<void> {
  const server = await startPostgres()
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  try {
    await client.query('create table watches (subscriber bigint not null, query tsquery not null)')
    let rows: { ids: number[]; queries: string[] } = { ids: [], queries: [] }
    const write = async () => {
      const sql =
        'insert into watches select id, query::tsquery from unnest($1::bigint[], $2::text[]) as of (id, query)'
      await client.query(sql, [rows.ids, rows.queries])
      rows = { ids: [], queries: [] }
    }
    for (let id = 1; id <= sample; id++) {
      for (const { watch } of wishOf(personOf(news, id)).watch) {
        rows.ids.push(id)
        rows.queries.push(tsqueryOf(watch))
      }
      if (rows.ids.length >= rowsAtOnce) await write()
    }
    await write()
    await client.query('analyze watches')
    const times: number[] = []
    for (const ask of alerts) {
      const text = documentOf(ask().facts.words)
      const began = performance.now()
      await client.query(`select distinct subscriber from watches where to_tsvector('simple', $1) @@ query`, [
        text,
      ])
      times.push(performance.now() - began)
    }
    console.log(besideLine('PostgreSQL, tsquery @@', times, { subscribers, sample }))
  } finally {
    await client.end()
    await server.stop()
  }
}
