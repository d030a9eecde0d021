/**
 * For properties whose every run has a store or a socket: one that fails is told at once, with its seed. To look for a
 * shorter example takes such a property many minutes, in which a test run looks as if it hung.
 */
export function propertyRuns(numRuns: number) {
  return { numRuns, endOnFailure: true }
}
