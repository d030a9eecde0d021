import type { LineGrouper } from './group-lines.ts'

/** Groups the lines of a file. Loaded by who does: the server has what groups in a thread of its own. */
export async function loadLineGrouper(): Promise<LineGrouper> {
  const { createLineGrouper } = await import('./group-lines.ts')
  return createLineGrouper()
}
