/** What an operator's monitoring and log say of a database that goes away for a while, and comes back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakableLink } from './support/breakable-link.ts'
import { pollUntil } from './support/poll-until.ts'
import { freshStorePlace, testStoreKind } from './support/store-place.ts'
import { environmentOf, runCommand, startTocsin } from './support/tocsin-process.ts'

const onPostgres = { skip: testStoreKind() === 'postgres' ? false : 'PostgreSQL alone' }

test(
  'a database that goes away and comes back is told of in metrics, readiness and log',
  onPostgres,
  async t => {
    const place = await freshStorePlace(t)
    const link = await breakableLink(t, place.databaseUrl)
    const env = environmentOf({ ...place, databaseUrl: link.databaseUrl })
    const server = await startTocsin(t, env)
    const { out } = await runCommand(env, ['token', 'create', 'monitoring', '--json'])
    const headers = { authorization: `Bearer ${JSON.parse(out).token}` }
    const scrape = async () => {
      const answer = await fetch(`${server.origin}/metrics`, { headers })
      return { status: answer.status, text: await answer.text() }
    }
    const ready = async () => (await fetch(`${server.origin}/readyz`)).status
    const before = await scrape()
    assert.match(before.text, /^tocsin_store_away 0$/m)
    assert.match(before.text, /^tocsin_alerts\{/m)

    link.cut()
    await pollUntil('it to be noticed', async () => (await ready()) === 503)
    const away = await scrape()
    assert.equal(away.status, 200, away.text)
    assert.match(away.text, /^tocsin_store_away 1$/m)
    assert.match(away.text, /^process_cpu_seconds_total \d/m)
    assert.doesNotMatch(away.text, /^tocsin_alerts/m)
    const stranger = { authorization: 'Bearer tocsin_nobody' }
    assert.equal((await fetch(`${server.origin}/metrics`, { headers: stranger })).status, 503)
    assert.equal((await fetch(`${server.origin}/api/alerts`, { headers })).status, 503)
    await pollUntil('the log to say so', async () => server.log().includes('the database is away'))

    link.mend()
    await pollUntil('it to be back', async () => (await ready()) === 200)
    const after = await scrape()
    assert.match(after.text, /^tocsin_store_away 0$/m)
    assert.match(after.text, /^tocsin_alerts\{/m)
    const back = () => server.log().split('the database is back').length - 1
    await pollUntil('the log to say so', async () => back() > 0)
    assert.match(server.log(), /"awayMs":\d+.*the database is back/)
    assert.equal(await server.stop(), 0)
    assert.equal(back(), 1)
  },
)
