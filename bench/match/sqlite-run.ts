/**
 * SQLite's FTS5 on the same expressions, both ways it can be done. One document in a table, and every expression a query
 * against it; or the words of every expression in a table, and one query for those that have any word of the alert, which
 * knows neither AND nor NOT and so finds far too many.
 */
import { DatabaseSync } from 'node:sqlite'
import { wishOf } from '../../src/alerts/wants/wants.ts'
import { type Beside, besideLine } from './naive-run.ts'
import type { News } from './news.ts'
import { personOf } from './people.ts'
import { documentOf, fts5Of, termsIn } from './sql-words.ts'

export function runSqlite(news: News, { subscribers, sample, alerts }: Beside): void {
  const db = new DatabaseSync(':memory:')
  db.exec(`create virtual table document using fts5(text);
    create virtual table watches using fts5(terms, subscriber unindexed)`)
  const queries: string[] = []
  const insert = db.prepare('insert into watches (terms, subscriber) values (?, ?)')
  db.exec('begin')
  for (let id = 1; id <= sample; id++)
    for (const { watch } of wishOf(personOf(news, id)).watch) {
      queries.push(fts5Of(watch))
      insert.run(termsIn(watch).join(' '), id)
    }
  db.exec(`commit; insert into watches (watches) values ('optimize')`)
  const ask = db.prepare('select 1 from document where document match ?')
  const [forwards, backwards]: [number[], number[]] = [[], []]
  const found = db.prepare('select distinct subscriber from watches where watches match ?')
  for (const [number, asked] of alerts.entries()) {
    const text = documentOf(asked().facts.words)
    const words = [...new Set(text.split(' ').filter(Boolean))]
    const began = performance.now()
    found.all(words.map(word => `"${word}"`).join(' OR '))
    backwards.push(performance.now() - began)
    // Takes seconds each.
    if (number >= 5) continue
    db.exec('delete from document')
    db.prepare('insert into document (text) values (?)').run(text)
    const start = performance.now()
    for (const query of queries) ask.get(query)
    forwards.push(performance.now() - start)
  }
  db.close()
  console.log(besideLine('SQLite FTS5, every expression asked', forwards, { subscribers, sample }))
  console.log(
    besideLine('SQLite FTS5, any word of the alert (too many found)', backwards, { subscribers, sample }),
  )
}
