import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startScriptedRelay } from './scripted-relay.ts'
import { envelope, openTestConnection, patient, summary, wireMail } from './test-connection.ts'
import { type Scenario, scenarios } from './test-scenarios.ts'

const largeContent = Buffer.alloc(78 * 500_000, `${'x'.repeat(76)}\r\n`)
const noPipelining = '250-relay.example\r\n250 8BITMIME'

for (const scenario of scenarios) {
  if (scenario.only !== 'in turn') play(scenario, '')
  if (scenario.only !== 'pipelined') {
    const { second: _, ...sameFirst } = scenario
    const second = scenario.inTurn && 'second' in scenario.inTurn ? {} : secondInTurn(scenario)
    play({ ...sameFirst, ...second, ...scenario.inTurn }, ', in turn')
  }
}

/** What the second answers is the same in turn, unless it only met the first one's trouble. */
function secondInTurn({ second, script }: Scenario): Pick<Scenario, 'second'> {
  const itsOwn = Object.values(script).some(actions => typeof actions === 'object' && actions.length > 1)
  const afterReset = 'RSET' in script
  return second !== undefined && (itsOwn || afterReset) ? { second } : {}
}

function play(scenario: Scenario, suffix: string): void {
  const { name, script, first, usable, read, code, large, timeouts } = scenario
  const alive = usable ? 'accepted' : 'deferred connection at envelope'
  const second = scenario.second ?? alive
  test(`${name}${suffix}: ${first}, then ${second}`, async () => {
    const offers = suffix ? { EHLO: noPipelining } : {}
    await using relay = await startScriptedRelay({ ...offers, ...script })
    await using it = await openTestConnection(relay.port, { timeouts: { ...patient, ...timeouts } })
    for (const place of [1, 2])
      it.connection.offer(envelope(place, place === large ? { mail: wireMail(largeContent) } : {}))
    await it.ended(2)
    assert.deepEqual(it.outcomes.map(summary), [first, second], JSON.stringify(it.outcomes))
    const [outcome] = it.outcomes
    if (code) assert.equal(outcome && 'reply' in outcome && outcome.reply?.code, code)
    assert.equal(it.connection.usable, usable)
    if (!usable) await it.closed
    else assert.equal((await it.send(envelope(3))).kind, 'accepted')
    assert.equal(relay.messages.length, usable ? read + 1 : read)
    assert.equal(it.told.filter(word => word === 'closed').length, usable ? 0 : 1)
    assert.equal(it.outcomes.length, usable ? 3 : 2)
  })
}
