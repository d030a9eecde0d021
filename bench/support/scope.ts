/** What is to be closed when a part of the bench ends, however it ends; the newest first. */
export interface BenchScope {
  after(close: () => unknown): void
}

/** A scope `within` another is closed with it at the latest: the whole bench may end in the middle of a part. */
export function createScope(within?: BenchScope): BenchScope & AsyncDisposable {
  const closing: (() => unknown)[] = []
  const closeAll = async () => {
    const failures: unknown[] = []
    // What cannot be closed must not keep the rest open.
    for (const close of closing.splice(0).toReversed()) {
      try {
        await close()
      } catch (failure) {
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.')
  }
  within?.after(closeAll)
  return { after: close => void closing.push(close), [Symbol.asyncDispose]: closeAll }
}
