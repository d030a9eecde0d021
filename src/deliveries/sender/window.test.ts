import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Claim } from '../ledger/held-delivery.ts'
import type { Job } from './job.ts'
import { createWindow } from './window.ts'

const claim: Claim = { alertId: 1, chunk: 1, leaseUntil: 0, held: new Set(), givenBack: false }

const job = (id: number, alertId: number, scope: string): Job => ({
  ...{ rank: 'flash', scope, address: 'a@example.org', references: [], language: 'en', reason: null },
  ...{ linkGeneration: 0, sentAt: 0 },
  held: {
    ...{ kind: 'delivery', id, alertId, subscriberId: id, state: 'queued', turn: 0, attempts: 0 },
    ...{ firstAttemptAt: null, doubtedAt: null, resent: false, claim },
  },
})

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), alert: fc.nat(2), scope: fc.constantFrom('a', 'b') }),
  fc.record({ do: fc.constant('next' as const), only: fc.constantFrom('a', 'b', null) }),
  fc.record({ do: fc.constant('take back' as const), scope: fc.constantFrom('a', 'b'), count: fc.nat(3) }),
  fc.record({ do: fc.constant('take alert' as const), alert: fc.nat(2) }),
)

test('whatever comes and goes, it knows how much waits, of which alerts, and for whom', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const window = createWindow()
      const waiting = new Map<number, Job>()
      const gone = (jobs: readonly (Job | null)[]) => {
        for (const one of jobs) assert.ok(one === null || waiting.delete(one.held.id))
      }
      for (const [id, wish] of steps.entries()) {
        if (wish.do === 'add') {
          const fresh = job(id, wish.alert, wish.scope)
          waiting.set(id, fresh)
          window.add([fresh])
        } else if (wish.do === 'next') gone([window.next(scope => wish.only === null || scope === wish.only)])
        else if (wish.do === 'take back') gone(window.takeBack('flash', wish.scope, wish.count))
        else gone(window.takeAlert(wish.alert))
        const left = [...waiting.values()]
        assert.equal(window.size, left.length)
        assert.deepEqual(
          [...window.alertIds()].sort(),
          [...new Set(left.map(({ held }) => ('alertId' in held ? held.alertId : -1)))].sort(),
        )
        for (const scope of ['a', 'b'])
          assert.equal(window.waitingOf('flash', scope), left.filter(one => one.scope === scope).length)
      }
      gone(window.drain())
      assert.equal(waiting.size, 0)
    }),
    { numRuns: 300 },
  )
})
