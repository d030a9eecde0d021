/** What the bench is doing, on standard error: it takes minutes, and standard output is for the numbers. */
export interface Progress {
  say(what: string): void
  /** What was said last, for the error of a bench that hangs. */
  last(): string
}

export function createProgress(): Progress {
  const from = performance.now()
  let last = 'starting'
  return {
    say(what) {
      last = what
      const seconds = ((performance.now() - from) / 1_000).toFixed(1).padStart(6)
      console.error(`${seconds} s  ${what}`)
    },
    last: () => last,
  }
}
