/** How many of a scope's connections a process may have. */

export interface ShareWish {
  limit: number
  /** What the others hold, themselves included in `others` by name. */
  others: readonly { process: string; connections: number }[]
  process: string
  /** Epoch milliseconds. */
  at: number
}

/** With fewer connections than processes they take turns. */
const turnMs = 10_000

/** What a process should have once all have moved: the limit in equal parts. */
export function fairShare({ limit, others, process, at }: ShareWish): number {
  const processes = [...others.map(other => other.process), process].sort()
  const turn = limit < processes.length ? Math.floor(at / turnMs) : 0
  const place = (processes.indexOf(process) + turn) % processes.length
  return Math.floor(limit / processes.length) + (place < limit % processes.length ? 1 : 0)
}

/** What it can have of that at once: no more than the others have left. */
export function freeShare({ limit, others }: ShareWish): number {
  return Math.max(0, limit - others.reduce((sum, other) => sum + other.connections, 0))
}
