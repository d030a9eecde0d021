/** What is to be closed when the bench ends, however it ends; the newest first. */
export interface BenchScope {
  after(close: () => unknown): void
}

export function createScope(): BenchScope & AsyncDisposable {
  const closing: (() => unknown)[] = []
  return {
    after: close => void closing.push(close),
    async [Symbol.asyncDispose]() {
      for (const close of closing.toReversed()) await close()
    },
  }
}
