import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { averageLink } from './average-link.ts'

/** The same by its definition: every mean of every two clusters, again and again. */
function plainly(alike: Float64Array, count: number, least: number): number[][] {
  const clusters = Array.from({ length: count }, (_, at) => [at])
  const mean = (one: readonly number[], other: readonly number[]) =>
    one.flatMap(a => other.map(b => alike[a * count + b] ?? 0)).reduce((sum, value) => sum + value, 0) /
    (one.length * other.length)
  for (;;) {
    let best: { one: number; other: number; likeness: number } | null = null
    for (const [one, first] of clusters.entries())
      for (let other = one + 1; other < clusters.length; other++) {
        const likeness = mean(first, clusters[other] ?? [])
        if (likeness > (best?.likeness ?? least)) best = { one, other, likeness }
      }
    if (!best) return clusters
    clusters[best.one]?.push(...(clusters[best.other] ?? []))
    clusters.splice(best.other, 1)
  }
}

test('it does what its definition says, whatever is how alike', () => {
  const matrices = fc.integer({ min: 1, max: 9 }).chain(count =>
    fc.array(fc.nat(1_000_000), { minLength: count * count, maxLength: count * count }).map(values => {
      const alike = new Float64Array(count * count)
      for (let one = 0; one < count; one++)
        for (let other = 0; other < one; other++) {
          const value = (values[one * count + other] ?? 0) / 1_000_000
          alike[one * count + other] = value
          alike[other * count + one] = value
        }
      return { count, alike }
    }),
  )
  const sorted = (clusters: number[][]) =>
    clusters.map(cluster => cluster.toSorted((a, b) => a - b)).sort(([a = 0], [b = 0]) => a - b)
  fc.assert(
    fc.property(matrices, fc.constantFrom(0.2, 0.4, 0.6), ({ count, alike }, least) => {
      const expected = sorted(plainly(alike, count, least))
      assert.deepEqual(sorted(averageLink(alike.slice(), count, least)), expected)
    }),
  )
})

test('a chain of neighbours is no cluster: each next one is like the last, and not like the first', () => {
  const alike = Float64Array.of(0, 0.9, 0, 0.9, 0, 0.8, 0, 0.8, 0)
  assert.deepEqual(averageLink(alike, 3, 0.5), [[0, 1], [2]])
})
