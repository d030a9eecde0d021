/** Average linkage (Sokal and Michener 1958): the two clusters that are most alike, on the mean of their pairs, go together, again and again. */

/**
 * @param alike How alike each two are, `count × count`; it is used up.
 * @returns The clusters, each with the numbers of its members; of equal pairs the first goes first.
 */
export function averageLink(alike: Float64Array, count: number, least: number): number[][] {
  const clusters: (number[] | null)[] = Array.from({ length: count }, (_, at) => [at])
  const best = new Int32Array(count)
  const mean = (one: number, other: number) =>
    (alike[one * count + other] ?? 0) / ((clusters[one]?.length ?? 1) * (clusters[other]?.length ?? 1))
  const lookAgain = (one: number) => {
    best[one] = -1
    for (let other = one + 1; other < count; other++) {
      if (!clusters[other]) continue
      const known = best[one] ?? -1
      if (known < 0 || mean(one, other) > mean(one, known)) best[one] = other
    }
  }
  for (let one = 0; one < count; one++) lookAgain(one)
  for (;;) {
    let [first, highest] = [-1, least]
    for (let one = 0; one < count; one++) {
      const other = best[one] ?? -1
      if (!clusters[one] || other < 0) continue
      const likeness = mean(one, other)
      if (likeness > highest) [first, highest] = [one, likeness]
    }
    const second = first < 0 ? -1 : (best[first] ?? -1)
    const [into, gone] = [clusters[first], clusters[second]]
    if (!into || !gone) break
    for (let other = 0; other < count; other++) {
      const sum = (alike[first * count + other] ?? 0) + (alike[second * count + other] ?? 0)
      alike[first * count + other] = sum
      alike[other * count + first] = sum
    }
    into.push(...gone)
    clusters[second] = null
    for (let one = 0; one <= second; one++) {
      if (!clusters[one]) continue
      const known = best[one] ?? -1
      if (one === first || known === first || known === second) lookAgain(one)
      else if (one < first && known >= 0 && mean(one, first) > mean(one, known)) best[one] = first
    }
  }
  return clusters.filter(cluster => cluster !== null)
}
